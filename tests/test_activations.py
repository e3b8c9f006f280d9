"""The activation functions: values, derivatives, conventions at the kinks, identities, limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import torch
from accuracy import DEVICES, DTYPES, NOT_FLOATING, exact, largest_error_in_ulp
from torch import Tensor
from torch.testing import assert_close

from notes_examples.activations import (
    ACTIVATIONS,
    Activation,
    exp_minus_abs,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    step,
    step_derivative,
    tanh,
    tanh_derivative,
)
from notes_examples.differences import central_difference

Elementwise = Callable[[Tensor], Tensor]

GRID = torch.cat([torch.arange(-48, 49) / 4, torch.tensor([-1e4, -1e-3, 1e-3, 1e4])]).double()
"""From -12 to 12 through exactly 0, the neighbourhood of 0, and far away."""

IN_TORCH: dict[str, Elementwise] = {
    "step": lambda x: torch.heaviside(x, torch.zeros_like(x)),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
}
EXACT: dict[Elementwise, Callable[[Any], Any]] = {
    sigmoid: lambda x: 1 / (1 + mpmath.exp(-x)),
    sigmoid_derivative: lambda x: mpmath.sech(x / 2) ** 2 / 4,
    tanh: mpmath.tanh,
    tanh_derivative: lambda x: mpmath.sech(x) ** 2,
}
CURVED = [sigmoid_derivative, tanh_derivative]
FUNCTIONS = [f for row in ACTIVATIONS for f in (row.f, row.derivative)]

each_row = pytest.mark.parametrize("row", ACTIVATIONS, ids=lambda row: row.name)
each_recorded = pytest.mark.parametrize(
    "row", [row for row in ACTIVATIONS if row.f is not step], ids=lambda row: row.name
)
each_function = pytest.mark.parametrize("f", FUNCTIONS, ids=lambda f: f.__name__)
each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=str)
each_precise = pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)


def through_autograd(f: Elementwise, x: Tensor) -> Tensor:
    """The elementwise derivative of ``f`` as autograd finds it, with a graph of its own."""
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    return gradient


def whole_range(dtype: torch.dtype) -> Tensor:
    """Points of both signs from the smallest number to the largest, dense where functions bend."""
    info, generator = torch.finfo(dtype), torch.Generator().manual_seed(0)
    low, high = torch.tensor([info.tiny, info.max], dtype=torch.float64).log2()
    sizes = [
        2 ** (low + (high - low) * torch.rand(500, dtype=torch.float64, generator=generator)),
        torch.logspace(-12, 3, 500, dtype=torch.float64),
        20 * torch.rand(500, dtype=torch.float64, generator=generator),
        torch.linspace(0, 1, 500, dtype=torch.float64) * -low * 0.7,
        torch.tensor([0, info.smallest_normal, info.eps, 1, info.max], dtype=torch.float64),
    ]
    return torch.cat([*sizes, *(-s for s in sizes)]).to(dtype)


# Values


@each_dtype
def test_slopes_are_largest_at_zero(dtype: torch.dtype) -> None:
    """No slope is rounded up over that at 0, which is 1/4 of sigmoid and 1 of tanh."""
    x = torch.logspace(-12, 0, 5000, dtype=torch.float64).to(dtype)

    assert (sigmoid_derivative(x) <= 1 / 4).all()
    assert (tanh_derivative(x) <= 1).all()


@each_row
@each_dtype
def test_values_are_those_of_torch(row: Activation, dtype: torch.dtype) -> None:
    """Every function agrees with torch's function of the same name."""
    x = GRID.to(dtype)

    assert_close(row.f(x), IN_TORCH[row.name](x))


@pytest.mark.parametrize("f", EXACT, ids=lambda f: f.__name__)
@each_precise
def test_error_is_at_most_four_units(f: Elementwise, dtype: torch.dtype) -> None:
    """Over the whole finite range the last place is off by 4 at most."""
    x = whole_range(dtype)

    assert largest_error_in_ulp(f(x), [EXACT[f](v) for v in exact(x)]) <= 4


def test_tanh_hardly_rounds_but_once() -> None:
    """Where its fraction needs every level, little more than a last rounding is lost."""
    x = torch.linspace(0.9, 1, 3001, dtype=torch.float64)[:-1]

    assert largest_error_in_ulp(tanh(x), [mpmath.tanh(v) for v in exact(x)]) <= 1.1


@each_dtype
def test_step_and_relu_are_exact(dtype: torch.dtype) -> None:
    """Where nothing is rounded, the result is the definition's."""
    x = whole_range(dtype)

    assert step(x).tolist() == [float(v > 0) for v in x.tolist()]
    assert relu(x).tolist() == [max(0.0, v) for v in x.tolist()]


def test_exp_minus_abs_is_its_formula() -> None:
    """The common factor is e to the minus absolute value."""
    true = torch.tensor([float(mpmath.exp(-abs(v))) for v in exact(GRID)], dtype=torch.float64)

    assert_close(exp_minus_abs(GRID), true)


@each_function
@each_dtype
def test_far_from_zero_nothing_overflows(f: Elementwise, dtype: torch.dtype) -> None:
    """Values at ±1e4 and at the ends of the format are finite."""
    limit = torch.finfo(dtype).max
    x = torch.tensor([-limit, -1e4, 1e4, limit], dtype=dtype)

    assert f(x).isfinite().all()


@each_recorded
@each_dtype
def test_far_from_zero_no_gradient_overflows(row: Activation, dtype: torch.dtype) -> None:
    """Gradients at ±1e4 and at the ends of the format are finite."""
    limit = torch.finfo(dtype).max
    x = torch.tensor([-limit, -1e4, 1e4, limit], dtype=dtype)

    assert through_autograd(row.f, x).isfinite().all()


@pytest.mark.parametrize("f", [sigmoid, tanh, relu, *CURVED], ids=lambda f: f.__name__)
def test_nan_is_not_hidden(f: Elementwise) -> None:
    """Where the input is not a number, neither is the result."""
    assert f(torch.tensor([torch.nan])).isnan().all()


# Derivatives


@each_row
def test_derivative_is_the_limit_of_differences(row: Activation) -> None:
    """Away from its kinks every derivative agrees with central differences."""
    x = torch.stack([v for v in GRID if all(abs(v - kink) > 0.1 for kink in row.kinks)])

    assert_close(row.derivative(x), central_difference(row.f, x))


@each_recorded
@each_dtype
def test_autograd_finds_the_derivative(row: Activation, dtype: torch.dtype) -> None:
    """The gradient through a function is its stated derivative, at 0 and at ±1e4 as well."""
    x = GRID.to(dtype)

    assert_close(through_autograd(row.f, x).detach(), row.derivative(x))


@pytest.mark.parametrize("f", [sigmoid, tanh], ids=lambda f: f.__name__)
@each_dtype
def test_second_derivative_at_zero_is_zero(f: Elementwise, dtype: torch.dtype) -> None:
    """Sigmoid and tanh turn from convex to concave at 0, and autograd finds it."""
    x = torch.zeros(1, dtype=dtype)

    assert through_autograd(lambda t: through_autograd(f, t), x).item() == 0.0


@pytest.mark.parametrize("f", CURVED, ids=lambda f: f.__name__)
def test_derivatives_are_differentiable(f: Elementwise) -> None:
    """Autograd through a derivative gives the second derivative, at 0 as well."""
    assert_close(through_autograd(f, GRID).detach(), central_difference(f, GRID))


# Conventions at the kinks


def test_step_at_zero_is_zero() -> None:
    """The value at the jump is 0."""
    assert step(torch.tensor([0.0])).item() == 0.0


def test_step_derivative_at_zero_is_zero() -> None:
    """The derivative at the jump is 0, as on both sides of it."""
    assert step_derivative(torch.tensor([-1.0, 0.0, 1.0])).tolist() == [0.0, 0.0, 0.0]


def test_relu_derivative_at_zero_is_zero() -> None:
    """The derivative at the kink is that of the left side."""
    assert relu_derivative(torch.tensor([0.0])).item() == 0.0


def test_autograd_through_relu_at_zero_is_zero() -> None:
    """Autograd follows the same convention at the kink."""
    assert through_autograd(relu, torch.tensor([0.0])).item() == 0.0


def test_step_carries_no_graph() -> None:
    """The result of a comparison has no derivative to record."""
    x = torch.tensor([-1.0, 0.0, 1.0], requires_grad=True)

    assert not step(x).requires_grad


@each_row
def test_kinks_are_where_the_one_sided_slopes_differ(row: Activation) -> None:
    """The table names 0 as a kink exactly where the slopes left and right of it differ."""
    h = torch.tensor(1e-6, dtype=torch.float64)
    left, right = (row.f(0 * h) - row.f(-h)) / h, (row.f(h) - row.f(0 * h)) / h

    assert row.kinks == ((0.0,) if abs(right - left) > 0.1 else ())


def test_tanh_keeps_the_sign_of_zero() -> None:
    """Also where a difference would lose it, and autograd still finds three derivatives there."""
    x = torch.tensor([-0.0, 0.0], dtype=torch.float64, requires_grad=True)
    y = tanh(x)
    found = [y]
    for _ in range(3):
        found += torch.autograd.grad(found[-1].sum(), x, create_graph=True)

    assert torch.signbit(y).tolist() == [True, False]
    assert [slope.tolist() for slope in found[1:]] == [[1.0, 1.0], [0.0, 0.0], [-2.0, -2.0]]


# Identities


def test_tanh_is_odd() -> None:
    """Changing the sign of x changes the sign of tanh, bit by bit."""
    x = whole_range(torch.float64)

    assert torch.equal(tanh(-x), -tanh(x))


@pytest.mark.parametrize("f", CURVED, ids=lambda f: f.__name__)
def test_derivatives_are_even(f: Elementwise) -> None:
    """The slope left and right of 0 is the same, bit by bit."""
    x = whole_range(torch.float64)

    assert torch.equal(f(-x), f(x))


def test_sigmoid_is_symmetric_about_one_half() -> None:
    """The two classes share the probability: sigmoid(-x) = 1 - sigmoid(x)."""
    assert_close(sigmoid(-GRID), 1 - sigmoid(GRID))


def test_tanh_is_a_stretched_sigmoid() -> None:
    """The identity tanh(x) = 2 sigmoid(2x) - 1."""
    assert_close(tanh(GRID), 2 * sigmoid(2 * GRID) - 1)


def test_derivatives_from_values() -> None:
    """Both derivatives are polynomials of their function's value."""
    s, t = sigmoid(GRID), tanh(GRID)

    assert_close(sigmoid_derivative(GRID), s * (1 - s))
    assert_close(tanh_derivative(GRID), 1 - t**2)


@each_row
def test_functions_never_decrease(row: Activation) -> None:
    """On a dense grid of float32 no step goes down."""
    y = row.f(torch.linspace(-20, 20, 200_001))

    assert (y.diff() >= 0).all()


# Arguments and results


@each_function
@each_dtype
@pytest.mark.parametrize("device", DEVICES)
def test_shape_dtype_and_device_are_kept(f: Elementwise, dtype: torch.dtype, device: str) -> None:
    """The result lives where the argument lives, in the same format and shape."""
    x = torch.zeros(2, 0, 3, dtype=dtype, device=device)
    y = f(x)

    assert (y.shape, y.dtype, y.device) == (x.shape, x.dtype, x.device)


@each_function
def test_vmap_maps(f: Elementwise) -> None:
    """Mapping over an axis changes nothing."""
    x = GRID[:100].reshape(20, 5)

    assert_close(torch.func.vmap(f)(x), f(x))


@each_recorded
def test_grad_and_jacrev_find_the_derivative(row: Activation) -> None:
    """Function transforms differentiate as autograd does: element by element."""
    slopes = row.derivative(GRID)

    assert_close(torch.func.vmap(torch.func.grad(row.f))(GRID), slopes)
    assert_close(torch.func.jacrev(row.f)(GRID), slopes.diag())


@pytest.mark.parametrize("f", CURVED, ids=lambda f: f.__name__)
def test_grad_and_jacrev_of_derivatives(f: Elementwise) -> None:
    """Function transforms differentiate the derivatives, too."""
    slopes = central_difference(f, GRID)

    assert_close(torch.func.vmap(torch.func.grad(f))(GRID), slopes)
    assert_close(torch.func.jacrev(f)(GRID), slopes.diag())


@pytest.mark.parametrize("f", [step, step_derivative, relu_derivative], ids=lambda f: f.__name__)
def test_grad_and_jacrev_of_constant_pieces(f: Elementwise) -> None:
    """Function transforms find slope 0 where a function is made of constant pieces."""
    assert not torch.func.vmap(torch.func.grad(f))(GRID).any()
    assert not torch.func.jacrev(f)(GRID).any()


@pytest.mark.parametrize("f", [exp_minus_abs, *FUNCTIONS], ids=lambda f: f.__name__)
@pytest.mark.parametrize(("x", "name"), NOT_FLOATING, ids=lambda v: v if type(v) is str else "")
def test_other_types_are_refused(f: Elementwise, x: Any, name: str) -> None:
    """Only real floating-point tensors are accepted, and the message says what came instead."""
    with pytest.raises(TypeError, match=f"^expected a real floating-point tensor, got {name}$"):
        f(x)


def test_rows_are_named_after_their_functions() -> None:
    """The table lists the functions in reading order and cannot be changed."""
    assert [row.name for row in ACTIVATIONS] == list(IN_TORCH)
    with pytest.raises(AttributeError):
        ACTIVATIONS[0].f = relu  # type: ignore[misc]  # what the test is about
