"""The laws of the activation functions, for tensors of every shape, layout, format and size."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import strategies as st
from laws import gradient, law, near, tensors
from torch import Tensor
from torch.testing import assert_close

from notes_examples.activations import (
    ACTIVATIONS,
    Activation,
    exp_minus_abs,
    sigmoid,
    sigmoid_derivative,
    step,
    tanh,
    tanh_derivative,
)

ROWS = st.sampled_from(ACTIVATIONS)
RECORDED = st.sampled_from([row for row in ACTIVATIONS if row.f is not step])
FUNCTIONS = [f for row in ACTIVATIONS for f in (row.f, row.derivative)] + [exp_minus_abs]


@law(f=st.sampled_from(FUNCTIONS), x=tensors())
def test_a_result_is_like_its_argument(f: Callable[[Tensor], Tensor], x: Tensor) -> None:
    """Shape and format are those of the argument, and no finite number gives another."""
    y = f(x)

    assert (y.shape, y.dtype) == (x.shape, x.dtype)
    assert y.isfinite().all()


@law(f=st.sampled_from(FUNCTIONS), x=tensors())
def test_layout_does_not_matter(f: Callable[[Tensor], Tensor], x: Tensor) -> None:
    """How the numbers lie in memory changes at most the last digit."""
    assert_close(f(x), f(x.contiguous()), rtol=4 * torch.finfo(x.dtype).eps, atol=0)


@law(f=st.sampled_from(FUNCTIONS), x=tensors())
def test_an_argument_is_left_as_it_is(f: Callable[[Tensor], Tensor], x: Tensor) -> None:
    """Nothing is written into the argument."""
    before = x.clone()
    f(x)

    assert torch.equal(x, before)


@law(row=ROWS, x=tensors())
def test_no_function_falls(row: Activation, x: Tensor) -> None:
    """A larger number gives no smaller result; that of sigmoid may be less in its last digit."""
    y = row.f(x.flatten().sort().values).double()
    digit = torch.finfo(x.dtype).eps if row.f is sigmoid else 0.0

    assert (y.diff() >= -digit * y[1:].abs()).all()


@law(row=RECORDED, x=tensors())
def test_autograd_finds_the_derivative(row: Activation, x: Tensor) -> None:
    """The gradient is finite, and it is what the derivative says."""
    found = gradient(row.f, x)

    assert found.isfinite().all()
    assert_close(found, row.derivative(x))


@law(x=tensors())
def test_symmetries(x: Tensor) -> None:
    """Tanh is odd, slopes are even, and sigmoid turns about one half."""
    assert torch.equal(tanh(-x), -tanh(x))
    assert torch.equal(sigmoid_derivative(-x), sigmoid_derivative(x))
    assert torch.equal(tanh_derivative(-x), tanh_derivative(x))
    assert near(sigmoid(-x), 1 - sigmoid(x))


@law(x=tensors())
def test_ranges(x: Tensor) -> None:
    """Values stay where the functions have theirs."""
    assert ((sigmoid(x) >= 0) & (sigmoid(x) <= 1)).all()
    assert (tanh(x).abs() <= 1).all()
    assert ((sigmoid_derivative(x) >= 0) & (sigmoid_derivative(x) <= 1 / 4)).all()
    assert ((tanh_derivative(x) >= 0) & (tanh_derivative(x) <= 1)).all()
