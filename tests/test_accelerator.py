"""The package on a CUDA device: as accurate as on the processor; the arithmetic of its times."""

from __future__ import annotations

import pytest
import torch
from accuracy import DTYPES, results
from accuracy.functions import FUNCTIONS, Row
from accuracy.measure import measure
from accuracy.timing import arguments, rates

needs_cuda = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA here")
SAMPLE = 64
MORE = 2.0  # units that its exp and log1p may add

each_row = pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.name)
each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=results.short)


@needs_cuda
@each_row
@each_dtype
def test_errors_are_those_of_the_processor(row: Row, dtype: torch.dtype) -> None:
    """At a sample of points the error is what the table of the processor has, or little more."""
    limit = results.read()["functions"][row.name]["formats"][results.short(dtype)]["ours"]["error"]
    ours, _ = measure(row, dtype, stride=SAMPLE, device="cuda")

    assert ours.wrong == 0
    assert ours.error <= limit + MORE


@each_row
@each_dtype
def test_functions_take_what_they_are_timed_with(row: Row, dtype: torch.dtype) -> None:
    """Both functions accept the arguments of the timing, and give the same shape."""
    few = arguments(row, dtype, "cpu", rows=16)

    assert row.ours(*few).shape == row.in_torch(*few).shape


def test_rates_by_hand() -> None:
    """A hundred elements of 4 bytes, read and written in 1 µs at 1.6 GB/s: half the speed."""
    found = rates(1e-6, moved=800, elements=100, bandwidth=1.6e9)

    assert found == pytest.approx({"time": 10.0, "share": 0.5})
