"""Softmax and its logarithm: values, accuracy, laws, Jacobian, and the written-out backward."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import torch
from accuracy import DEVICES, DTYPES, NOT_FLOATING, exact, largest_error_in_ulp
from torch import Tensor
from torch.testing import assert_close

from notes_examples.activations import sigmoid
from notes_examples.differences import numerical_jacobian
from notes_examples.softmax import Softmax, log_softmax, softmax, softmax_jacobian, softmax_vjp

Rows = Callable[[Tensor], Tensor]

IN_TORCH = {softmax: torch.softmax, log_softmax: torch.log_softmax}
apply: Callable[..., Tensor] = Softmax.apply

each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=str)
each_precise = pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
each_form = pytest.mark.parametrize("f", [softmax, log_softmax], ids=lambda f: f.__name__)
each_of_logits = pytest.mark.parametrize(
    "f", [softmax, log_softmax, softmax_jacobian], ids=lambda f: f.__name__
)
each_dim = pytest.mark.parametrize("dim", [0, 1, -1])


def logits(*shape: int, dtype: torch.dtype = torch.float64, seed: int = 0) -> Tensor:
    """Random logits of standard deviation 3, the same on every call."""
    generator = torch.Generator().manual_seed(seed)
    return (3 * torch.randn(*shape, generator=generator, dtype=torch.float64)).to(dtype)


def many_vectors(dtype: torch.dtype) -> list[Tensor]:
    """Several hundred vectors of 1 to 100 classes, from nearly equal to far apart."""
    generator = torch.Generator().manual_seed(0)
    sizes, scales = [1, 2, 3, 5, 10, 30, 100], [1e-3, 0.1, 1, 3, 10, 30, 1000]
    return [
        (scale * torch.randn(k, generator=generator, dtype=torch.float64)).to(dtype)
        for k, scale in itertools.product(sizes * 8, scales)
    ]


def value_and_gradient(f: Rows, z: Tensor) -> tuple[Tensor, Tensor]:
    """The result of ``f`` and the gradient of its sum."""
    z = z.clone().requires_grad_()
    y = f(z)
    return y.detach(), torch.autograd.grad(y.sum(), z)[0]


def exact_log_softmax(z: Tensor) -> list[Any]:
    """The logarithms of the probabilities with 200 bits."""
    total = mpmath.log(mpmath.fsum(mpmath.exp(v) for v in exact(z)))
    return [v - total for v in exact(z)]


# Values


@each_form
@each_dtype
@each_dim
def test_values_are_those_of_torch(f: Any, dtype: torch.dtype, dim: int) -> None:
    """Both forms are torch's float64 result, rounded to the format, along every axis."""
    z = logits(4, 5, dtype=dtype)

    assert_close(f(z, dim=dim), IN_TORCH[f](z.double(), dim=dim).to(dtype))


@each_precise
def test_softmax_is_as_accurate_as_torch(dtype: torch.dtype) -> None:
    """The largest error in the last place is not larger than that of torch's own function."""
    vectors = many_vectors(dtype)
    true = [mpmath.exp(v) for z in vectors for v in exact_log_softmax(z)]
    ours = torch.cat([softmax(z) for z in vectors])
    theirs = torch.cat([torch.softmax(z, dim=-1) for z in vectors])

    assert largest_error_in_ulp(ours, true) <= largest_error_in_ulp(theirs, true)


@each_precise
def test_log_softmax_is_as_accurate_as_torch(dtype: torch.dtype) -> None:
    """The largest error, absolute below 1 and relative above, is not larger than torch's."""
    vectors = many_vectors(dtype)
    true = [v for z in vectors for v in exact_log_softmax(z)]
    worst = {
        f: max(abs(v - t) / max(1, abs(t)) for v, t in zip(exact(values), true, strict=True))
        for f in (log_softmax, torch.log_softmax)
        for values in [torch.cat([f(z, dim=-1) for z in vectors])]
    }

    assert worst[log_softmax] <= worst[torch.log_softmax]


@each_precise
def test_log_softmax_keeps_its_last_digits(dtype: torch.dtype) -> None:
    """Also where a class is almost certain: the error of the subtraction is put back."""
    vectors = [torch.tensor([50.1, -37.3 - shift], dtype=dtype) for shift in (-80.0, -40.0, -0.7)]
    true = [v for z in vectors for v in exact_log_softmax(z)]

    assert largest_error_in_ulp(torch.cat([log_softmax(z) for z in vectors]), true) <= 2


@each_precise
def test_softmax_keeps_its_last_digits(dtype: torch.dtype) -> None:
    """So does the probability of a class that is far behind."""
    vectors = [torch.tensor([50.1, -37.3 - shift], dtype=dtype) for shift in (-80.0, -40.0, -0.7)]
    true = [mpmath.exp(v) for z in vectors for v in exact_log_softmax(z)]

    assert largest_error_in_ulp(torch.cat([softmax(z) for z in vectors]), true) <= 3


@each_form
@each_dtype
def test_far_apart_logits_stay_finite(f: Any, dtype: torch.dtype) -> None:
    """At ±1e4 neither value nor gradient overflows, and both are torch's float64 result."""
    z = torch.tensor([[1e4, 0, -1e4], [-1e4, -1e4, -1e4], [1e4, 1e4, 0]], dtype=dtype)
    weights = torch.tensor([1, 2, 3], dtype=dtype)
    ours, slopes = value_and_gradient(lambda t: f(t) * weights, z)
    theirs = value_and_gradient(lambda t: IN_TORCH[f](t, dim=-1) * weights.double(), z.double())

    assert ours.isfinite().all()
    assert slopes.isfinite().all()
    assert_close((ours, slopes), tuple(t.to(dtype) for t in theirs))


@each_dtype
def test_many_equal_classes_share_evenly(dtype: torch.dtype) -> None:
    """The sum over 100 000 classes fits, although the largest float16 is 65 504."""
    z = torch.zeros(100_000, dtype=dtype)

    assert_close(softmax(z), torch.full_like(z, 1e-5))
    assert_close(log_softmax(z), torch.full_like(z, -math.log(100_000)))


def test_logits_by_hand() -> None:
    """Logits that are logarithms of weights give the weights divided by their sum."""
    weights = torch.tensor([1.0, 2.0, 5.0], dtype=torch.float64)

    assert_close(softmax(weights.log()), weights / 8)
    assert_close(log_softmax(weights.log()), (weights / 8).log())


def test_one_class_is_certain() -> None:
    """A single class has probability 1, whatever its logit."""
    z = torch.tensor([[-1e4], [0.0], [1e4]])

    assert torch.equal(softmax(z), torch.ones(3, 1))
    assert torch.equal(log_softmax(z), torch.zeros(3, 1))


# Laws


@each_form
def test_a_shift_changes_nothing(f: Any) -> None:
    """The same number added to every logit of a row leaves the row's result."""
    z, shift = logits(6, 5), torch.tensor([-1e4, -100, -1, 1, 100, 1e4]).double()

    assert_close(f(z + shift.unsqueeze(-1)), f(z))


@each_dtype
@each_dim
def test_probabilities_sum_to_one(dtype: torch.dtype, dim: int) -> None:
    """Probabilities lie between 0 and 1 and sum to 1 along their axis."""
    p = softmax(logits(4, 5, dtype=dtype), dim=dim)
    total = p.sum(dim)

    assert_close(total, torch.ones_like(total))
    assert ((p >= 0) & (p <= 1)).all()


@each_form
def test_classes_may_be_reordered(f: Any) -> None:
    """Logits in another order give the same results in that order."""
    z, order = logits(3, 5), torch.tensor([3, 1, 4, 0, 2])

    assert_close(f(z[:, order]), f(z)[:, order])


def test_two_classes_are_a_sigmoid() -> None:
    """The first of two probabilities is the sigmoid of the difference of the logits."""
    z = logits(20, 2)

    assert_close(softmax(z)[:, 0], sigmoid(z[:, 0] - z[:, 1]))


def test_log_softmax_is_the_logarithm() -> None:
    """Where the probability has not rounded to 0, its logarithm is the other form."""
    z = logits(4, 5)

    assert_close(log_softmax(z), softmax(z).log())


def test_a_larger_logit_has_a_larger_probability() -> None:
    """Softmax keeps the order of the logits."""
    z = logits(4, 5)

    assert torch.equal(softmax(z).argsort(), z.argsort())


# Jacobian


def test_jacobian_is_the_limit_of_differences() -> None:
    """The formula agrees with central differences."""
    z = logits(5)

    assert_close(softmax_jacobian(z), numerical_jacobian(softmax, z))


@each_dtype
def test_jacobian_is_what_autograd_finds(dtype: torch.dtype) -> None:
    """The formula agrees with autograd through softmax, at equal logits as well."""
    z = torch.stack([logits(5, dtype=dtype), torch.zeros(5, dtype=dtype)])
    found = torch.stack([torch.func.jacrev(softmax)(row) for row in z])

    assert_close(softmax_jacobian(z), found)


def test_jacobian_is_symmetric() -> None:
    """Class i reacts to logit j as class j to logit i, bit by bit."""
    jacobian = softmax_jacobian(logits(4, 5))

    assert torch.equal(jacobian, jacobian.mT)


def test_jacobian_rows_sum_to_zero() -> None:
    """Raising one logit only moves probability."""
    jacobian = softmax_jacobian(logits(4, 5))

    assert_close(jacobian.sum(-1), torch.zeros(4, 5, dtype=torch.float64))
    assert_close(jacobian.sum(-2), torch.zeros(4, 5, dtype=torch.float64))


def test_jacobian_of_a_batch() -> None:
    """Leading axes are a batch: one matrix for every row of logits."""
    z = logits(2, 3, 5)
    jacobian = softmax_jacobian(z)

    assert jacobian.shape == (2, 3, 5, 5)
    for i, j in itertools.product(range(2), range(3)):
        assert_close(jacobian[i, j], softmax_jacobian(z[i, j]))


def test_vjp_is_the_vector_times_the_jacobian() -> None:
    """The short form is the row vector times the matrix."""
    z, v = logits(4, 5), logits(4, 5, seed=1)
    product = (v.unsqueeze(-2) @ softmax_jacobian(z)).squeeze(-2)

    assert_close(softmax_vjp(softmax(z), v), product)


@each_dtype
def test_vjp_is_right_in_every_format(dtype: torch.dtype) -> None:
    """The short form is the product computed in float64 and rounded."""
    p, v = softmax(logits(4, 5, dtype=dtype)), logits(4, 5, dtype=dtype, seed=1)
    matrices = p.double().diag_embed() - p.double().unsqueeze(-1) * p.double().unsqueeze(-2)
    product = (v.double().unsqueeze(-2) @ matrices).squeeze(-2)

    assert_close(softmax_vjp(p, v), product.to(dtype))


def test_vjp_along_the_first_axis() -> None:
    """With dim=0 the classes go down the columns."""
    p, v = softmax(logits(5, 4), dim=0), logits(5, 4, seed=1)

    assert_close(softmax_vjp(p, v, dim=0), softmax_vjp(p.T, v.T).T)


# The autograd function


@each_dim
def test_softmax_function_is_softmax(dim: int) -> None:
    """The autograd function computes softmax, the last axis being the default."""
    z = logits(4, 5)

    assert torch.equal(apply(z, dim), softmax(z, dim=dim))
    assert torch.equal(apply(z), softmax(z))


@each_dim
def test_softmax_function_passes_gradcheck(dim: int) -> None:
    """Its backward, and the backward of that, agree with differences."""
    z = logits(4, 5).requires_grad_()

    assert torch.autograd.gradcheck(lambda t: apply(t, dim), (z,))
    assert torch.autograd.gradgradcheck(lambda t: apply(t, dim), (z,))


@each_dtype
def test_softmax_function_has_the_vjp_as_backward(dtype: torch.dtype) -> None:
    """The backward is the product with the incoming gradient, in every format."""
    z, v = logits(4, 5, dtype=dtype).requires_grad_(), logits(4, 5, dtype=dtype, seed=1)
    p = apply(z)

    assert torch.equal(torch.autograd.grad(p, z, v)[0], softmax_vjp(p, v))


def test_softmax_function_saves_one_tensor() -> None:
    """Between forward and backward only the probabilities are kept."""
    saved: list[Tensor] = []
    with torch.autograd.graph.saved_tensors_hooks(saved.append, lambda _: p):
        p = apply(logits(4, 5).requires_grad_())

    assert [t.data_ptr() for t in saved] == [p.data_ptr()]


def test_softmax_function_under_transforms() -> None:
    """The autograd function maps along either axis and differentiates inside a map."""
    z = logits(4, 5)
    rows = torch.func.vmap(torch.func.grad(lambda t: apply(t)[0]))(z)

    assert_close(torch.func.vmap(apply)(z), softmax(z))
    assert_close(torch.func.vmap(apply, in_dims=1, out_dims=1)(z), softmax(z, dim=0))
    assert_close(rows, softmax_jacobian(z)[:, 0])


# Arguments and results


@each_of_logits
def test_vmap_maps(f: Rows) -> None:
    """Mapping over the rows is the same as the batch."""
    z = logits(4, 5)

    assert_close(torch.func.vmap(f)(z), f(z))


@each_of_logits
def test_jacrev_and_grad_agree_with_differences(f: Rows) -> None:
    """Function transforms differentiate every function of logits."""
    z = logits(5)
    expected = numerical_jacobian(f, z)

    assert_close(torch.func.jacrev(f)(z), expected)
    assert_close(torch.func.grad(lambda t: f(t).flatten()[0])(z), expected.flatten(0, -2)[0])


def test_vjp_under_transforms() -> None:
    """The product maps over rows and is linear in v: its Jacobian there is the matrix."""
    z, v = logits(4, 5), logits(4, 5, seed=1)
    p = softmax(z)

    assert_close(torch.func.vmap(softmax_vjp)(p, v), softmax_vjp(p, v))
    by_v = torch.func.vmap(torch.func.jacrev(softmax_vjp, argnums=1))(p, v)
    assert_close(by_v, softmax_jacobian(z))


@each_of_logits
@each_dtype
@pytest.mark.parametrize("device", DEVICES)
def test_dtype_and_device_are_kept(f: Rows, dtype: torch.dtype, device: str) -> None:
    """The result lives where the logits live, in the same format."""
    z = logits(4, 5, dtype=dtype).to(device)

    assert (f(z).dtype, f(z).device) == (z.dtype, z.device)


@each_dtype
@pytest.mark.parametrize("device", DEVICES)
def test_vjp_keeps_dtype_and_device(dtype: torch.dtype, device: str) -> None:
    """The gradient is in the format of the probabilities."""
    p = softmax(logits(4, 5, dtype=dtype).to(device))
    gradient = softmax_vjp(p, p)

    assert (gradient.shape, gradient.dtype, gradient.device) == (p.shape, p.dtype, p.device)


def test_no_examples_give_no_rows() -> None:
    """A batch without examples is allowed: there is nothing to sum."""
    z = torch.zeros(0, 3)

    assert softmax(z).shape == log_softmax(z).shape == (0, 3)
    assert softmax_jacobian(z).shape == (0, 3, 3)


@pytest.mark.parametrize(
    "f",
    [
        softmax,
        log_softmax,
        softmax_jacobian,
        apply,
        lambda p: softmax_vjp(p, torch.ones(1, 2)),
        lambda v: softmax_vjp(torch.ones(1, 2), v),
    ],
    ids=["softmax", "log_softmax", "softmax_jacobian", "Softmax", "vjp-p", "vjp-v"],
)
@pytest.mark.parametrize(("z", "name"), NOT_FLOATING, ids=lambda v: v if type(v) is str else "")
def test_other_types_are_refused(f: Rows, z: Any, name: str) -> None:
    """Only real floating-point tensors are accepted, and the message says what came instead."""
    with pytest.raises(TypeError, match=f"^expected a real floating-point tensor, got {name}$"):
        f(z)


@each_of_logits
def test_no_class_is_refused(f: Rows) -> None:
    """Without a class there is no largest logit."""
    with pytest.raises(
        ValueError, match=r"^expected at least one class along dim=-1, got \(3, 0\)$"
    ):
        f(torch.zeros(3, 0))


@each_of_logits
def test_no_axis_is_refused(f: Rows) -> None:
    """A scalar has no axis of classes."""
    with pytest.raises(ValueError, match=r"^expected an axis of shape \(\), got dim=-1$"):
        f(torch.tensor(1.0))


@pytest.mark.parametrize("dim", [-3, 2])
@pytest.mark.parametrize(
    "f",
    [softmax, log_softmax, lambda z, dim: softmax_vjp(z, z, dim=dim)],
    ids=["softmax", "log_softmax", "softmax_vjp"],
)
def test_other_axes_are_refused(f: Any, dim: int) -> None:
    """An axis that is not there is named together with the shape."""
    with pytest.raises(ValueError, match=rf"^expected an axis of shape \(4, 5\), got dim={dim}$"):
        f(logits(4, 5), dim=dim)


def test_vjp_of_different_shapes_is_refused() -> None:
    """Nothing is broadcast."""
    with pytest.raises(ValueError, match=r"^shapes differ: \(4, 5\) and \(5,\)$"):
        softmax_vjp(softmax(logits(4, 5)), torch.ones(5))


@pytest.mark.parametrize("f", [softmax, lambda z: log_softmax(z).exp(), Softmax.apply])
def test_masked_class_has_no_probability(f: Rows) -> None:
    """A logit of minus infinity leaves its class without probability, and without gradient."""
    p, gradient = value_and_gradient(f, torch.tensor([0.0, -torch.inf, 0.0]))

    assert_close(p, torch.tensor([0.5, 0.0, 0.5]))
    assert gradient[1] == 0
    assert gradient.isfinite().all()
