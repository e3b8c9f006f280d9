"""The laws of softmax and of the losses, for tensors of every shape, layout, format and size."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import strategies as st
from laws import gradient, law, near, tensors
from torch import Tensor
from torch.testing import assert_close

from notes_examples import losses
from notes_examples.softmax import Softmax, log_softmax, softmax, softmax_jacobian, softmax_vjp

LOGITS = tensors(least_axes=1, least=1, largest=1e37)
SMALL = tensors(least_axes=1, least=1, largest=1e4)
WHOLE = st.lists(st.integers(-8, 8), min_size=1, max_size=6)
SEEDS = st.integers(0, 10)
apply: Callable[..., Tensor] = Softmax.apply


def random_like(x: Tensor, seed: int) -> Tensor:
    """Numbers in [0, 1) of the same shape and format."""
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(x.shape, generator=generator, dtype=torch.float64).to(x.dtype)


def classes(z: Tensor, seed: int) -> Tensor:
    """A class for each row of logits."""
    return (random_like(z[..., 0], seed).double() * z.shape[-1]).long().clamp(max=z.shape[-1] - 1)


# Softmax


@law(z=LOGITS)
def test_probabilities_sum_to_one(z: Tensor) -> None:
    """They lie between 0 and 1, sum to 1, and are like the logits."""
    p = softmax(z)

    assert (p.shape, p.dtype) == (z.shape, z.dtype)
    assert ((p >= 0) & (p <= 1)).all()
    assert near(p.double().sum(-1).to(z.dtype), torch.ones_like(p[..., 0]))


@law(
    row=WHOLE, shift=st.integers(-100, 100), dtype=st.sampled_from([torch.bfloat16, torch.float64])
)
def test_a_shift_changes_nothing(row: list[int], shift: int, dtype: torch.dtype) -> None:
    """The same number added to each logit leaves every bit of the results."""
    z, moved = torch.tensor(row, dtype=dtype), torch.tensor([n + shift for n in row], dtype=dtype)

    assert torch.equal(softmax(moved), softmax(z))
    assert torch.equal(log_softmax(moved), log_softmax(z))


@law(z=LOGITS, seed=SEEDS)
def test_classes_may_be_reordered(z: Tensor, seed: int) -> None:
    """Logits in another order give the same results in that order."""
    order = torch.randperm(z.shape[-1], generator=torch.Generator().manual_seed(seed))

    assert_close(softmax(z[..., order]), softmax(z)[..., order])
    assert_close(log_softmax(z[..., order]), log_softmax(z)[..., order])


@law(z=LOGITS)
def test_a_larger_logit_has_no_smaller_probability(z: Tensor) -> None:
    """Softmax keeps the order of the logits, and so does its logarithm."""
    rising = z.sort(-1).values

    assert (softmax(rising).diff(dim=-1) >= 0).all()
    assert (log_softmax(rising).diff(dim=-1) >= 0).all()


@law(z=LOGITS)
def test_logarithms_are_finite_and_not_positive(z: Tensor) -> None:
    """The logarithm of a probability stays finite where the probability is 0."""
    log_p = log_softmax(z / 2)

    assert log_p.isfinite().all()
    assert (log_p <= 0).all()
    assert near(log_p.double().exp().to(z.dtype), softmax(z / 2), units=40)


@law(z=LOGITS, dim=st.integers(-3, 2))
def test_any_axis_may_hold_the_classes(z: Tensor, dim: int) -> None:
    """Along another axis it is the same as with the axes exchanged."""
    axis = dim % z.ndim
    turned = z.movedim(axis, -1)

    assert_close(softmax(z, dim=axis), softmax(turned).movedim(-1, axis))
    assert_close(log_softmax(z, dim=axis), log_softmax(turned).movedim(-1, axis))


@law(z=LOGITS)
def test_the_jacobian_moves_probability(z: Tensor) -> None:
    """It is symmetric bit by bit, and its rows sum to 0."""
    jacobian = softmax_jacobian(z)

    assert torch.equal(jacobian, jacobian.mT)
    assert near(jacobian.double().sum(-1).to(z.dtype), torch.zeros_like(z))


@law(z=LOGITS, seed=SEEDS)
def test_three_ways_to_one_gradient(z: Tensor, seed: int) -> None:
    """Autograd, the written-out backward and the short product agree, and are finite."""
    v = random_like(z, seed)
    found = gradient(lambda t: softmax(t) * v, z)

    assert found.isfinite().all()
    assert near(gradient(lambda t: apply(t) * v, z), found)
    assert near(softmax_vjp(softmax(z), v), found)


@law(z=LOGITS)
def test_gradients_of_logarithms_are_finite(z: Tensor) -> None:
    """No logit gives a gradient that is none."""
    assert gradient(log_softmax, z / 2).isfinite().all()


# Losses


@law(a=SMALL, seed=SEEDS)
def test_mean_squared_error(a: Tensor, seed: int) -> None:
    """It is not negative, 0 at the target, and its gradient is what autograd finds."""
    b = random_like(a, seed)

    assert losses.mse(a, b) >= 0
    assert losses.mse(a, a) == 0
    assert_close(gradient(losses.mse, a, b), losses.mse_gradient(a, b))


@law(z=SMALL, seed=SEEDS)
def test_cross_entropy(z: Tensor, seed: int) -> None:
    """It is finite and not negative; its gradient is that of autograd, and its rows sum to 0."""
    target = classes(z, seed)
    loss, slopes = losses.cross_entropy(z, target), losses.cross_entropy_gradient(z, target)

    assert loss.isfinite()
    assert loss >= 0
    assert_close(gradient(losses.cross_entropy, z, target), slopes)
    assert near(slopes.double().sum(-1).to(z.dtype), torch.zeros_like(z[..., 0]))


@law(z=SMALL, seed=SEEDS)
def test_binary_cross_entropy(z: Tensor, seed: int) -> None:
    """It is finite and not negative, and its gradient is what autograd finds."""
    f, y = losses.binary_cross_entropy_with_logits, random_like(z, seed)

    assert f(z, y).isfinite()
    assert f(z, y) >= 0
    assert_close(gradient(f, z, y), losses.binary_cross_entropy_with_logits_gradient(z, y))


@law(z=SMALL, seed=SEEDS)
def test_examples_may_be_reordered(z: Tensor, seed: int) -> None:
    """A mean does not depend on the order of the examples."""
    order = torch.randperm(len(z), generator=torch.Generator().manual_seed(seed))
    y = random_like(z, seed)

    for f in (losses.mse, losses.binary_cross_entropy_with_logits):
        assert_close(f(z[order], y[order]), f(z, y))
