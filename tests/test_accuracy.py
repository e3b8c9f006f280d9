"""The committed table of errors: a sample keeps it, and what it is measured with is right."""

from __future__ import annotations

import math
from inspect import getmembers, isfunction

import mpmath
import numpy as np
import pytest
import torch
from accuracy import DTYPES, points, results
from accuracy.functions import FUNCTIONS, Row
from accuracy.measure import array, compare, falls, measure, units
from accuracy.truth import DOUBLE, MANY_BITS

from notes_examples import activations, losses, softmax

TABLE = results.read()
SAMPLE = 64  # every so many points
WAVERING = {"sigmoid", "sigmoid_derivative", "tanh_derivative"}
"""Where neighbours differ by less than a unit, rounding may turn the step; the page says why."""

each_row = pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.name)
each_dtype = pytest.mark.parametrize("dtype", DTYPES, ids=results.short)


def limit(row: Row, dtype: torch.dtype) -> float:
    """What the table allows; with other instructions than the table's, a unit more."""
    error = TABLE["functions"][row.name]["formats"][results.short(dtype)]["ours"]["error"]
    return float(error) + float(TABLE["machine"]["instructions"] != results.capability())


@each_row
@each_dtype
def test_a_sample_keeps_to_the_table(row: Row, dtype: torch.dtype) -> None:
    """At some of the points no error is larger than the largest that was found at all."""
    ours, _ = measure(row, dtype, stride=SAMPLE)

    assert ours.points > 0
    assert ours.error <= limit(row, dtype)
    assert ours.wrong == 0


@pytest.mark.exhaustive
@each_row
@each_dtype
def test_every_point_keeps_to_the_table(row: Row, dtype: torch.dtype) -> None:
    """At every point neither; so the table is of this package."""
    ours, theirs = measure(row, dtype)
    entry = TABLE["functions"][row.name]["formats"][results.short(dtype)]

    assert ours.error <= limit(row, dtype)
    assert (ours.points, theirs.points) == (entry["ours"]["points"], entry["torch"]["points"])


@each_row
def test_never_much_worse_than_torch(row: Row) -> None:
    """Where torch is better at all, it is by one unit at most."""
    for found in TABLE["functions"][row.name]["formats"].values():
        ours, theirs = found["ours"]["error"], found["torch"]["error"]

        assert theirs is None or ours <= theirs + 1


@each_row
def test_nothing_is_wrong_and_nothing_falls(row: Row) -> None:
    """No result is NaN or of the wrong sign, and what should rise rises."""
    for found in TABLE["functions"][row.name]["formats"].values():
        assert found["ours"]["wrong"] == 0
        assert found["ours"]["falls"] == 0 or row.name in WAVERING


def test_the_table_has_every_reference_function() -> None:
    """Each function that the three modules define is measured."""
    defined = {
        name
        for module in (activations, softmax, losses)
        for name, f in getmembers(module, isfunction)
        if f.__module__ == module.__name__ and not name.startswith("_")
    }

    assert {row.name for row in FUNCTIONS} == set(TABLE["functions"]) == defined


@each_row
def test_float64_is_enough_for_narrower_formats(row: Row) -> None:
    """The true values in float64 differ from those of 200 bits by less than 1e-4 units."""
    for arguments in row.points(torch.float32, 512):
        true = [row.true(m, *(array(a, m) for a in arguments)) for m in (DOUBLE, MANY_BITS)]
        size = true[0][1] if row.cancels else np.abs(true[0][0])
        miss = np.asarray(abs(true[0][0] - true[1][0]), float) / units(size, torch.float32)

        assert miss.max() < 1e-4


# What measures


def test_a_unit_is_the_distance_of_neighbours() -> None:
    """Between 1 and 2 it is the epsilon, below 1 half of it; below the normal it stays."""
    info = torch.finfo(torch.float32)
    sizes = np.array([1.0, 1.999, 0.75, info.tiny, info.tiny / 2, 0.0])
    least = info.tiny * info.eps

    assert units(sizes, torch.float32).tolist() == [info.eps, info.eps, info.eps / 2, *[least] * 3]


@each_dtype
def test_a_neighbour_is_one_unit_off(dtype: torch.dtype) -> None:
    """The number next to the true value has an error of 1."""
    result = torch.tensor([1.0, 1.0 + torch.finfo(dtype).eps], dtype=dtype)
    ones = MANY_BITS.array([1.0, 1.0])

    assert compare(result, ones, ones, MANY_BITS).error == 1.0


def test_what_is_wrong_is_counted() -> None:
    """NaN and a wrong sign are counted, and an infinity only where none should be."""
    result = torch.tensor([math.nan, -1.0, 1.0, math.inf])
    true = DOUBLE.array([1.0, 1.0, 1.0, 1e39])

    assert compare(result, true, true, DOUBLE).wrong == 2
    assert compare(result[2:], true[2:], true[2:], DOUBLE).error == 0.0
    assert compare(result[3:], true[2:3], true[2:3], DOUBLE).error == math.inf


def test_falls_are_counted() -> None:
    """A step down is one where the function rises, a step up where it falls from 0 on."""
    x = torch.tensor([-2.0, -1.0, 0.0, 1.0, 2.0])

    assert falls(torch.tensor([0.0, 1.0, 0.0, 1.0, 1.0]), x, rises=True) == 1
    assert falls(torch.tensor([0.0, 1.0, 2.0, 3.0, 1.0]), x, rises=False) == 1


@each_dtype
def test_points_rise_and_reach_the_ends(dtype: torch.dtype) -> None:
    """The numbers are in order, of both signs, and from the largest to the smallest."""
    x, info = points.values(dtype).double(), torch.finfo(dtype)

    assert (x.diff() >= 0).all()
    assert (x[0].item(), x[-1].item()) == (-info.max, info.max)
    assert 0 < x[x > 0].min() < info.tiny
    assert len(x) == 2 * 31744 or dtype != torch.float16


def test_true_values_by_hand() -> None:
    """The formulas are those of the names, at points where mpmath has them."""
    x = MANY_BITS.array([-3.0, 0.25])

    for row in FUNCTIONS:
        known = {"tanh": mpmath.tanh, "sigmoid": lambda v: 1 / (1 + mpmath.exp(-v))}
        if row.name in known:
            assert abs(row.true(MANY_BITS, x)[0] - [known[row.name](v) for v in x]).max() < 1e-50
