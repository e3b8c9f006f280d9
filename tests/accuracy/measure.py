"""The largest errors of a function and of torch's own, in units in the last place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from accuracy.functions import Row
from accuracy.truth import DOUBLE, MANY_BITS, Array, Maths


@dataclass(frozen=True)
class Found:
    """What a function did at a number of points: its largest error, and what should not happen."""

    points: int = 0
    error: float = 0.0
    wrong: int = 0  # not a number, or of the wrong sign
    falls: int = 0  # a step down where the function rises, or up where it falls

    def __or__(self, other: Found) -> Found:
        """Both together."""
        sums = (self.points + other.points, self.wrong + other.wrong, self.falls + other.falls)
        return Found(sums[0], max(self.error, other.error), *sums[1:])


def maths_for(dtype: torch.dtype) -> Maths:
    """Arithmetic that is much more precise than a format."""
    return MANY_BITS if dtype == torch.float64 else DOUBLE


def array(x: Tensor, maths: Maths) -> Array:
    """A tensor in that arithmetic; class indices stay."""
    numbers = x.detach().cpu()
    return maths.array(numbers.double()) if x.is_floating_point() else numbers.numpy()


def units(size: Array, dtype: torch.dtype) -> Array:
    """The distance of neighbours in a format at each size; below the normal ones it is the same."""
    info = torch.finfo(dtype)
    wide = np.maximum(np.asarray(size, dtype=np.float64), info.tiny)
    return np.ldexp(info.eps, np.frexp(wide)[1] - 1)


def compare(result: Tensor, true: Array, size: Array, maths: Maths) -> Found:
    """The largest error of numbers, and how many are none.

    An infinity is right where the true value rounds to it.
    """
    rounded = torch.tensor(np.asarray(true, dtype=np.float64)).to(result.dtype).double().numpy()
    found = result.detach().cpu().double().numpy()
    with np.errstate(invalid="ignore"):
        miss = np.asarray(abs(array(result, maths) - true), np.float64) / units(size, result.dtype)
    left_out = np.isnan(found) | np.isinf(found) & (found == rounded)
    error = float(np.where(left_out, 0.0, miss).max())
    wrong = int((np.isnan(found) | (found * np.sign(rounded) < 0)).sum())
    return Found(result.numel(), error, wrong)


def falls(result: Tensor, x: Tensor, *, rises: bool) -> int:
    """How often a function of rising numbers steps down, or a slope away from 0 steps up."""
    steps = result.double().diff()
    return int((torch.where((x[1:] <= 0) | rises, steps, -steps) < 0).sum())


def measure(row: Row, dtype: torch.dtype, *, stride: int = 1, device: str = "cpu") -> list[Found]:
    """What our function did, and what torch's did."""
    maths, found = maths_for(dtype), [Found(), Found()]
    for arguments in row.points(dtype, stride):
        true, terms = row.true(maths, *(array(a, maths) for a in arguments))
        size = terms if row.cancels else np.abs(true)
        there = [a.to(device) for a in arguments]
        for i, f in enumerate((row.ours, row.in_torch)):
            result = f(*there)
            found[i] |= compare(result, true, size, maths)
            if row.rises is not None:
                found[i] |= Found(falls=falls(result, there[0], rises=row.rises))
    return found
