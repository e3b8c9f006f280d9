"""The losses: values, gradients, what is 0 where, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import torch
from accuracy import DEVICES, DTYPES, NOT_FLOATING
from torch import Tensor
from torch.nn import functional
from torch.testing import assert_close

from notes_examples.differences import numerical_jacobian
from notes_examples.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    cross_entropy,
    cross_entropy_gradient,
    mse,
    mse_gradient,
)

Pair = Callable[[Tensor, Tensor], Tensor]


class Loss(NamedTuple):
    """A loss, its gradient, and torch's function of the same name."""

    f: Pair
    gradient: Pair
    in_torch: Pair


LOSSES = [
    Loss(mse, mse_gradient, functional.mse_loss),
    Loss(cross_entropy, cross_entropy_gradient, functional.cross_entropy),
    Loss(
        binary_cross_entropy_with_logits,
        binary_cross_entropy_with_logits_gradient,
        functional.binary_cross_entropy_with_logits,
    ),
]
CLASSES = [cross_entropy, cross_entropy_gradient]
ELEMENTS = [f for loss in LOSSES for f in (loss.f, loss.gradient) if f not in CLASSES]

each_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.f.__name__)
each_of_classes = pytest.mark.parametrize("f", CLASSES, ids=lambda f: f.__name__)
each_of_elements = pytest.mark.parametrize("f", ELEMENTS, ids=lambda f: f.__name__)
each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=str)


def example(f: Pair, dtype: torch.dtype = torch.float64) -> tuple[Tensor, Tensor]:
    """Arguments for ``f``: six rows of four, the first row exactly 0, and targets that fit."""
    generator = torch.Generator().manual_seed(0)
    z = (3 * torch.randn(6, 4, generator=generator, dtype=torch.float64)).to(dtype)
    z[0] = 0
    if f in CLASSES:
        return z, torch.tensor([0, 1, 2, 3, 0, 1])
    return z, torch.rand(6, 4, generator=generator, dtype=torch.float64).to(dtype)


def through_autograd(f: Pair, a: Tensor, target: Tensor) -> Tensor:
    """The gradient of ``f`` with respect to its first argument, as autograd finds it."""
    a = a.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(a, target), a, create_graph=True)
    return gradient


def wide(target: Tensor) -> Tensor:
    """The target for a computation in float64; class indices stay what they are."""
    return target.double() if target.is_floating_point() else target


# Values


@each_loss
@each_dtype
def test_values_are_those_of_torch(loss: Loss, dtype: torch.dtype) -> None:
    """Every loss is torch's float64 result, rounded to the format."""
    a, target = example(loss.f, dtype)

    assert_close(loss.f(a, target), loss.in_torch(a.double(), wide(target)).to(dtype))


def test_mse_by_hand() -> None:
    """The line 2x + 0.5 misses the points (1, 1), (2, 2), (3, 3) by 1.5, 2.5, 3.5."""
    x = torch.tensor([1.0, 2.0, 3.0])
    prediction = 2 * x + 0.5

    assert_close(mse(prediction, x), torch.tensor(20.75 / 3))
    assert_close(mse_gradient(prediction, x), torch.tensor([1.0, 5 / 3, 7 / 3]))


def test_mse_gradient_of_a_line_by_hand() -> None:
    """By the chain rule the slope's gradient is 2 (1.5 + 5 + 10.5) / 3, the intercept's 5."""
    x = torch.tensor([1.0, 2.0, 3.0])
    gradient = mse_gradient(2 * x + 0.5, x)

    assert_close(gradient @ x, torch.tensor(34 / 3))
    assert_close(gradient.sum(), torch.tensor(5.0))


def test_cross_entropy_by_hand() -> None:
    """Weights 1, 2, 5 give the probabilities 1/8, 1/4, 5/8."""
    z = torch.tensor([[1.0, 2.0, 5.0], [1.0, 2.0, 5.0]]).log()
    target = torch.tensor([0, 1])

    assert_close(cross_entropy(z, target), torch.tensor([8.0, 4.0]).log().mean())
    assert_close(
        cross_entropy_gradient(z, target),
        torch.tensor([[-7 / 8, 1 / 4, 5 / 8], [1 / 8, -3 / 4, 5 / 8]]) / 2,
    )


def test_cross_entropy_of_the_usual_example() -> None:
    """Logits 2, 1, 0.1 with the first class cost 0.4170."""
    loss = cross_entropy(torch.tensor([[2.0, 1.0, 0.1]]), torch.tensor([0]))

    assert round(loss.item(), 4) == 0.4170


def test_cross_entropy_of_equal_logits() -> None:
    """Knowing nothing about K classes costs log K."""
    z, target = torch.zeros(3, 7), torch.tensor([0, 3, 6])

    assert_close(cross_entropy(z, target), torch.tensor(7.0).log())


def test_binary_cross_entropy_by_hand() -> None:
    """A probability of 3/4 costs log 4/3 where the answer is yes and log 4 where it is no."""
    z, target = torch.tensor([3.0, 3.0]).log(), torch.tensor([1.0, 0.0])
    gradient = binary_cross_entropy_with_logits_gradient(z, target)

    assert_close(
        binary_cross_entropy_with_logits(z, target), torch.tensor([4 / 3, 4.0]).log().mean()
    )
    assert_close(gradient, torch.tensor([-1 / 4, 3 / 4]) / 2)


def test_two_classes_are_one_logit() -> None:
    """Cross-entropy of the logits (0, z) is binary cross-entropy of z."""
    z = torch.linspace(-20, 20, 21, dtype=torch.float64)
    target = torch.arange(21) % 2

    assert_close(
        cross_entropy(torch.stack([torch.zeros_like(z), z], dim=-1), target),
        binary_cross_entropy_with_logits(z, target.double()),
    )


@pytest.mark.parametrize("shape", [(), (1,), (2, 3)])
def test_cross_entropy_of_any_batch(shape: tuple[int, ...]) -> None:
    """Leading axes are a batch of any shape, which torch wants flattened."""
    z = example(mse)[0][: max(1, torch.Size(shape).numel())].reshape(*shape, 4)
    target = torch.arange(z[..., 0].numel()).remainder(4).reshape(shape)
    flat = z.reshape(-1, 4), target.flatten()

    assert_close(cross_entropy(z, target), functional.cross_entropy(*flat))
    assert_close(
        cross_entropy_gradient(z, target),
        through_autograd(functional.cross_entropy, *flat).reshape(z.shape),
    )


@each_loss
@each_dtype
def test_far_apart_logits_stay_finite(loss: Loss, dtype: torch.dtype) -> None:
    """At ±1e4 neither gradient nor value overflows, except where a square must in float16."""
    z = torch.tensor([[1e4, -1e4], [-1e4, 1e4], [0, 0]], dtype=dtype)
    target = torch.tensor([0, 0, 1]) if loss.f is cross_entropy else (z > 0).to(dtype).flip(-1)

    assert loss.gradient(z, target).isfinite().all()
    assert through_autograd(loss.f, z, target).isfinite().all()
    assert loss.f(z, target).isfinite() or (loss.f, dtype) == (mse, torch.float16)


# Gradients


@each_loss
@each_dtype
def test_gradient_is_that_of_torch(loss: Loss, dtype: torch.dtype) -> None:
    """Every gradient is that of torch's loss in float64, rounded to the format."""
    a, target = example(loss.f, dtype)
    expected = through_autograd(loss.in_torch, a.double(), wide(target))

    assert_close(loss.gradient(a, target), expected.detach().to(dtype))


@each_loss
@each_dtype
def test_autograd_finds_the_gradient(loss: Loss, dtype: torch.dtype) -> None:
    """The gradient through a loss is its stated gradient, at logits of exactly 0 as well."""
    a, target = example(loss.f, dtype)

    assert_close(through_autograd(loss.f, a, target).detach(), loss.gradient(a, target))


@each_loss
def test_gradient_is_the_limit_of_differences(loss: Loss) -> None:
    """Every gradient agrees with central differences."""
    a, target = example(loss.f)

    assert_close(loss.gradient(a, target), numerical_jacobian(lambda t: loss.f(t, target), a))


@each_loss
def test_second_derivatives_are_the_limit_of_differences(loss: Loss) -> None:
    """Autograd through a loss twice agrees with central differences of its gradient."""
    a, target = example(loss.f)
    hessian = torch.func.jacrev(torch.func.jacrev(loss.f))(a[:2], target[:2])

    assert_close(hessian, numerical_jacobian(lambda t: loss.gradient(t, target[:2]), a[:2]))


@each_dtype
def test_binary_cross_entropy_curves_by_one_quarter_at_zero(dtype: torch.dtype) -> None:
    """The second derivative at a logit of exactly 0 is that of the sigmoid's slope: 1/4."""
    z, target = torch.zeros(1, dtype=dtype), torch.tensor([0.3], dtype=dtype)
    f = binary_cross_entropy_with_logits
    curvature = through_autograd(lambda t, y: through_autograd(f, t, y).sum(), z, target)

    assert curvature.item() == 0.25


@each_dtype
def test_mse_at_its_target_is_zero(dtype: torch.dtype) -> None:
    """A perfect prediction costs nothing, and nothing pulls at it."""
    target = example(mse, dtype)[0]

    assert mse(target, target).item() == 0.0
    assert not mse_gradient(target, target).any()


@each_dtype
def test_binary_cross_entropy_rests_where_the_probability_is_the_target(dtype: torch.dtype) -> None:
    """Where sigmoid(z) is the target, nothing pulls at z."""
    z, target = torch.zeros(3, dtype=dtype), torch.full((3,), 0.5, dtype=dtype)

    assert not binary_cross_entropy_with_logits_gradient(z, target).any()
    assert not through_autograd(binary_cross_entropy_with_logits, z, target).any()


@each_dtype
def test_cross_entropy_of_certainty_is_zero(dtype: torch.dtype) -> None:
    """Certain and right costs nothing, and nothing pulls at the logits."""
    z, target = torch.tensor([[1e4, -1e4, 0]], dtype=dtype), torch.tensor([0])

    assert cross_entropy(z, target).item() == 0.0
    assert not cross_entropy_gradient(z, target).any()


def test_cross_entropy_gradient_rows_sum_to_zero() -> None:
    """What the right class gains the others lose."""
    gradient = cross_entropy_gradient(*example(cross_entropy))

    assert_close(gradient.sum(-1), torch.zeros(6, dtype=torch.float64))


@each_loss
def test_doubling_the_examples_halves_each_gradient(loss: Loss) -> None:
    """The mean over twice as many examples stays, and each has half the weight."""
    a, target = example(loss.f)
    twice = torch.cat([a, a]), torch.cat([target, target])

    assert_close(loss.f(*twice), loss.f(a, target))
    assert_close(loss.gradient(*twice)[:6], loss.gradient(a, target) / 2)


# Arguments and results


@each_loss
def test_function_transforms(loss: Loss) -> None:
    """Losses and gradients differentiate under grad and jacrev as under autograd."""
    a, target = example(loss.f)
    hessian = numerical_jacobian(lambda t: loss.gradient(t, target), a)

    assert_close(torch.func.grad(loss.f)(a, target), loss.gradient(a, target))
    assert_close(torch.func.jacrev(loss.f)(a, target), loss.gradient(a, target))
    assert_close(torch.func.jacrev(loss.gradient)(a, target), hessian)


@each_loss
def test_vmap_over_the_first_argument(loss: Loss) -> None:
    """Mapping over predictions or logits, with one target for all, is the same as a loop."""
    a, target = example(loss.f)
    batch = torch.stack([a, a.flip(0), -a])

    for f in (loss.f, loss.gradient):
        mapped = torch.func.vmap(f, in_dims=(0, None))(batch, target)
        assert_close(mapped, torch.stack([f(one, target) for one in batch]))


@each_loss
@each_dtype
@pytest.mark.parametrize("device", DEVICES)
def test_dtype_and_device_are_kept(loss: Loss, dtype: torch.dtype, device: str) -> None:
    """A loss is a scalar and a gradient has the shape of the argument, in the same format."""
    a, target = (t.to(device) for t in example(loss.f, dtype))
    value, gradient = loss.f(a, target), loss.gradient(a, target)

    assert (value.shape, value.dtype, value.device) == (torch.Size(), a.dtype, a.device)
    assert (gradient.shape, gradient.dtype, gradient.device) == (a.shape, a.dtype, a.device)


@each_loss
@pytest.mark.parametrize(("a", "name"), NOT_FLOATING, ids=lambda v: v if type(v) is str else "")
def test_other_types_are_refused(loss: Loss, a: Any, name: str) -> None:
    """The first argument must be a real floating-point tensor; the message says what came."""
    target = torch.tensor([0]) if loss.f is cross_entropy else torch.zeros(1, 2)

    for f in (loss.f, loss.gradient):
        with pytest.raises(TypeError, match=f"^expected a real floating-point tensor, got {name}$"):
            f(a, target)


@each_of_elements
@pytest.mark.parametrize(
    ("target", "name"), NOT_FLOATING, ids=lambda v: v if type(v) is str else ""
)
def test_other_types_of_target_are_refused(f: Pair, target: Any, name: str) -> None:
    """The target of an elementwise loss must be a real floating-point tensor, too."""
    with pytest.raises(TypeError, match=f"^expected a real floating-point tensor, got {name}$"):
        f(torch.zeros(1, 2), target)


@each_of_elements
@pytest.mark.parametrize(("a", "b"), [((100, 1), (100,)), ((3, 1), (3, 2)), ((2,), ())], ids=str)
def test_different_shapes_are_refused(f: Pair, a: tuple[int, ...], b: tuple[int, ...]) -> None:
    """A column against a row would silently become a matrix: nothing is broadcast."""
    message = re.escape(f"shapes differ: {a} and {b}")

    with pytest.raises(ValueError, match=f"^{message}$"):
        f(torch.zeros(a), torch.zeros(b))


@each_of_elements
def test_no_elements_are_refused(f: Pair) -> None:
    """The mean of nothing would be NaN."""
    with pytest.raises(ValueError, match=r"^expected at least one element, got shape \(0, 2\)$"):
        f(torch.zeros(0, 2), torch.zeros(0, 2))


@each_of_classes
@pytest.mark.parametrize(
    ("target", "name"),
    [
        (torch.tensor([0], dtype=torch.int32), "torch.int32"),
        (torch.tensor([0.0]), "torch.float32"),
        (torch.tensor([True]), "torch.bool"),
        ([0], "list"),
    ],
    ids=lambda v: v if type(v) is str else "",
)
def test_other_class_indices_are_refused(f: Pair, target: Any, name: str) -> None:
    """Classes are int64 indices; the message says what came instead."""
    message = f"^expected class indices of dtype torch.int64, got {name}$"

    with pytest.raises(TypeError, match=message):
        f(torch.zeros(1, 2), target)


@each_of_classes
@pytest.mark.parametrize("shape", [(), (2,), (4,), (3, 1), (3, 4)], ids=str)
def test_other_shapes_of_classes_are_refused(f: Pair, shape: tuple[int, ...]) -> None:
    """There is one class for each row of logits."""
    target = torch.zeros(shape, dtype=torch.int64)
    message = re.escape(f"expected a target of shape (3,), got {shape}")

    with pytest.raises(ValueError, match=f"^{message}$"):
        f(torch.zeros(3, 4), target)


@each_of_classes
@pytest.mark.parametrize("index", [-100, -1, 4, 5])
def test_classes_out_of_range_are_refused(f: Pair, index: int) -> None:
    """K classes have the indices 0 to K - 1: -1 is not the last, and -100 is not left out."""
    message = rf"^expected class indices in \[0, 4\), got {index}$"

    with pytest.raises(ValueError, match=message):
        f(torch.zeros(3, 4), torch.tensor([0, index, 3]))


@each_of_classes
def test_messages_of_a_batch_of_batches(f: Pair) -> None:
    """With two leading axes the shape has both, and the classes are counted along the last."""
    with pytest.raises(ValueError, match=r"^expected a target of shape \(3, 2\), got \(3,\)$"):
        f(torch.zeros(3, 2, 5), torch.zeros(3, dtype=torch.int64))
    with pytest.raises(ValueError, match=r"^expected class indices in \[0, 5\), got 5$"):
        f(torch.zeros(3, 2, 5), torch.full((3, 2), 5))


@each_of_classes
def test_no_examples_are_refused(f: Pair) -> None:
    """The mean of nothing would be NaN."""
    with pytest.raises(ValueError, match=r"^expected at least one element, got shape \(0,\)$"):
        f(torch.zeros(0, 4), torch.zeros(0, dtype=torch.int64))


@each_of_classes
def test_no_classes_are_refused(f: Pair) -> None:
    """Without a class there is nothing to choose."""
    message = r"^expected at least one class along dim=-1, got \(3, 0\)$"

    with pytest.raises(ValueError, match=message):
        f(torch.zeros(3, 0), torch.zeros(3, dtype=torch.int64))


@each_of_classes
def test_logits_without_an_axis_are_refused(f: Pair) -> None:
    """A scalar has no axis of classes."""
    with pytest.raises(ValueError, match=r"^expected an axis of shape \(\), got dim=-1$"):
        f(torch.tensor(1.0), torch.tensor(0))
