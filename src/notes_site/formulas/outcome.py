"""What the check of a formula finds: plain values, without torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What the check of a formula found: nothing in ``failures`` if it holds."""

    points: int
    difference: float
    functions: tuple[str, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One link of a formula in numbers, for readers."""

    left_latex: str
    sign: str
    right_latex: str
    left: float
    right: float
    difference: float
