"""What holds for all arguments: tests by many drawn ones, and tensors of every kind to draw.

The few of `make check` are the same on every run of the same tests; the many of `make check-all`
differ, and a failure prints its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from accuracy import DTYPES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from torch import Tensor

FEW, MANY = 60, 1000
SIZES = pytest.mark.parametrize(
    "examples",
    [
        pytest.param(FEW, id="few"),
        pytest.param(MANY, id="many", marks=pytest.mark.exhaustive),
    ],
)
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def law(**arguments: SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A test for all arguments of these kinds; what else it asks for are fixtures."""

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        @SIZES
        def test(examples: int) -> None:
            few = examples == FEW
            ways = settings(
                max_examples=examples,
                derandomize=few,
                database=None,
                deadline=None,
                suppress_health_check=SLOW,
            )
            ways(given(**arguments)(check))()

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def numbers(dtype: torch.dtype, largest: float) -> SearchStrategy[float]:
    """Finite numbers of a format: usual ones, tiny ones, and the largest."""
    info = torch.finfo(dtype)
    limit = min(largest, info.max)
    special = (0.0, -0.0, info.tiny, -info.tiny, info.eps, 1.0, -1.0, limit, -limit)
    usual = st.floats(-20, 20, width=32)
    return st.one_of(usual, st.sampled_from(special), st.floats(-limit, limit))


def laid_out(x: Tensor, layout: str) -> Tensor:
    """The same numbers and shape, lying in memory in another way."""
    if layout == "transposed":
        return x.mT.contiguous().mT if x.ndim > 1 else x
    if layout == "sliced":
        return x.repeat_interleave(2, -1)[..., ::2] if x.ndim else x
    if layout == "expanded" and x.ndim > 1 and x.shape[0]:
        return x[:1].expand(x.shape)
    return x


@st.composite
def tensors(draw: DrawFn, *, least_axes: int = 0, least: int = 0, largest: float = 1e300) -> Tensor:
    """Tensors of every format, of up to three axes, in every layout."""
    dtype = draw(st.sampled_from(DTYPES))
    shape = draw(st.lists(st.integers(least, 4), min_size=least_axes, max_size=3))
    count = torch.Size(shape).numel()
    values = draw(st.lists(numbers(dtype, largest), min_size=count, max_size=count))
    limit = min(largest, torch.finfo(dtype).max)
    x = torch.tensor(values, dtype=torch.float64).clamp(-limit, limit).to(dtype).reshape(shape)
    return laid_out(x, draw(st.sampled_from(["plain", "transposed", "sliced", "expanded"])))


def gradient(f: Callable[..., Tensor], x: Tensor, *rest: Tensor) -> Tensor:
    """What autograd finds for the sum of the results."""
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x, *rest).double().sum(), x)[0]


def near(a: Tensor, b: Tensor, units: int = 4) -> bool:
    """Whether numbers of the size of 1 differ by a few of the last digits of their format."""
    return bool(((a.double() - b.double()).abs() <= units * torch.finfo(a.dtype).eps).all())
