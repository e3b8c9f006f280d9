"""The judge of derivatives: right on known ones, and sharp enough to notice a wrong one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from accuracy import DEVICES
from torch import Tensor
from torch.testing import assert_close

from notes_examples.differences import central_difference, numerical_jacobian

Elementwise = Callable[[Tensor], Tensor]

KNOWN: dict[str, tuple[Elementwise, Elementwise]] = {
    "constant": (torch.ones_like, torch.zeros_like),
    "square": (torch.square, lambda x: 2 * x),
    "cube": (lambda x: x**3, lambda x: 3 * x**2),
    "sin": (torch.sin, torch.cos),
    "exp": (torch.exp, torch.exp),
    "sigmoid": (torch.sigmoid, lambda x: torch.sigmoid(x) * torch.sigmoid(-x)),
}

each_known = pytest.mark.parametrize(("f", "derivative"), KNOWN.values(), ids=KNOWN.keys())


@each_known
def test_known_derivatives(f: Elementwise, derivative: Elementwise) -> None:
    """Central differences find derivatives known from the textbook."""
    x = torch.arange(-6, 7).double() / 2

    assert_close(central_difference(f, x), derivative(x))


@each_known
def test_jacobian_of_an_elementwise_function_is_diagonal(
    f: Elementwise, derivative: Elementwise
) -> None:
    """Element i of the result depends on element i of the argument only."""
    x = torch.arange(-6, 7).double() / 2

    assert_close(numerical_jacobian(f, x), derivative(x).diag())


@pytest.mark.parametrize("x", [0.0, 0.5, -1.5, 1e6])
def test_steps_are_the_cube_root_of_the_epsilon(x: float) -> None:
    """The function is asked first above x and then below, as far as rounding and bend balance."""
    asked: list[float] = []

    def f(t: Tensor) -> Tensor:
        asked.append(t.item())
        return t

    central_difference(f, torch.tensor(x, dtype=torch.float64))
    step = torch.finfo(torch.float64).eps ** (1 / 3) * max(1, abs(x))

    assert [a - x for a in asked] == pytest.approx([step, -step], rel=1e-3)


@pytest.mark.parametrize("size", [1e4, 1e8, 1e12, 1e100])
def test_steps_grow_with_the_argument(size: float) -> None:
    """The step is relative for large x, where a fixed one would be lost in rounding."""
    x = torch.tensor([-size, size], dtype=torch.float64)

    assert_close(central_difference(torch.square, x), 2 * x)
    assert_close(numerical_jacobian(torch.square, x), (2 * x).diag())


@pytest.mark.parametrize("size", [0.0, 1e-12, 1e-4])
def test_steps_do_not_vanish_with_the_argument(size: float) -> None:
    """Near 0 the step stays that for 1."""
    x = torch.tensor([-size, size], dtype=torch.float64)

    assert_close(central_difference(torch.exp, x), x.exp())
    assert_close(numerical_jacobian(torch.exp, x), x.exp().diag())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda s: 1.001 * s * (1 - s),
        lambda s: -s * (1 - s),
        lambda s: s * (1 + s),
        lambda s: s * (1 - s) + 1e-6,
    ],
    ids=["factor", "sign", "formula", "offset"],
)
def test_a_wrong_derivative_is_noticed(wrong: Elementwise) -> None:
    """A derivative off by a thousandth, a sign or a millionth does not pass."""
    x = torch.arange(-6, 7).double() / 2

    with pytest.raises(AssertionError, match="not close"):
        assert_close(wrong(torch.sigmoid(x)), central_difference(torch.sigmoid, x))


def test_jacobian_of_a_linear_map_is_its_matrix() -> None:
    """Rows are outputs, columns are inputs."""
    matrix = torch.arange(6).double().reshape(2, 3)

    assert_close(numerical_jacobian(lambda x: matrix @ x, torch.ones(3).double()), matrix)


def test_jacobian_of_a_function_of_a_matrix() -> None:
    """Matrix in, matrix out: the axes of the result come first, then those of the argument."""
    x = torch.arange(6).double().reshape(2, 3)
    jacobian = numerical_jacobian(lambda t: t.T, x)

    assert jacobian.shape == (3, 2, 2, 3)
    assert_close(jacobian, torch.func.jacrev(lambda t: t.T)(x))


def test_gradient_of_a_scalar_function() -> None:
    """A scalar result adds no axis: the Jacobian is the gradient."""
    x = torch.arange(6).double().reshape(2, 3)

    assert_close(numerical_jacobian(lambda t: (t**2).sum(), x), 2 * x)


def test_jacobian_at_a_scalar() -> None:
    """A scalar argument adds no axis either."""
    x = torch.tensor(3.0, dtype=torch.float64)
    powers = numerical_jacobian(lambda t: torch.stack([t, t**2]), x)

    assert_close(powers, torch.tensor([1.0, 6.0], dtype=torch.float64))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize("device", DEVICES)
def test_dtype_and_device_are_kept(dtype: torch.dtype, device: str) -> None:
    """Both judges answer in the format of the question."""
    x = torch.ones(2, dtype=dtype, device=device)

    for y in (central_difference(torch.exp, x), numerical_jacobian(torch.exp, x)):
        assert (y.dtype, y.device) == (x.dtype, x.device)
