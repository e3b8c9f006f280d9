"""What the tests share: number formats, devices, and errors measured against exact values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mpmath
import torch
from torch import Tensor

mpmath.mp.prec = 200

DTYPES = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]

NOT_FLOATING: list[tuple[Any, str]] = [
    (torch.tensor([[1, 2]]), "torch.int64"),
    (torch.tensor([[True, False]]), "torch.bool"),
    (torch.tensor([[1j, 2j]]), "torch.complex64"),
    ([[1.0, 2.0]], "list"),
]
"""Arguments that every function refuses, each with the name that the message gives it."""


def exact(x: Tensor) -> list[Any]:
    """The elements of ``x`` as numbers of 200 bits."""
    return [mpmath.mpf(value) for value in x.flatten().tolist()]


def largest_error_in_ulp(values: Tensor, true: Sequence[Any]) -> float:
    """Largest error in units in the last place of the true values, those below normal left out."""
    info = torch.finfo(values.dtype)
    pairs = [(v, t) for v, t in zip(exact(values), true, strict=True) if abs(t) >= info.tiny]
    return max(float(abs(v - t) / (info.eps * mpmath.mpf(2) ** _exponent(t))) for v, t in pairs)


def _exponent(t: Any) -> int:
    """Where the leading bit of ``t`` stands: ``2**e <= abs(t) < 2**(e + 1)``."""
    return int(mpmath.frexp(t)[1]) - 1
