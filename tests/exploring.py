"""Reads the numbers of explorers, to compare them with what the package computes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from playwright.sync_api import Page
from torch import Tensor

NUMBERS = """(explorer, states) => states.map(state => {
    explorer.change(new URLSearchParams(state));
    const places = [...explorer.querySelectorAll("[data-value]")];
    return Object.fromEntries(places.map(p => [p.dataset.name, [p.dataset.value, p.textContent]]));
})"""

Shown = dict[str, tuple[str, str]]
OpenPage = Callable[[str], Page]


def numbers(page: Page, kind: str, states: Sequence[str]) -> list[Shown]:
    """The numbers of an explorer in states written as in a link: each in full and as shown."""
    found: list[Shown] = page.locator(f"{kind}-explorer").evaluate(NUMBERS, states)
    return found


def full(shown: Sequence[Shown], name: str) -> Tensor:
    """The values of one number in all states."""
    return torch.tensor([float(row[name][0]) for row in shown], dtype=torch.float64)


def same(found: Tensor, expected: Tensor, atol: float = 1e-322) -> None:
    """Assert that two results differ by rounding; the smallest numbers have few digits."""
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=atol, equal_nan=True)


def rounding(text: str) -> float:
    """Half a unit of the last digit shown; 0 for a whole number of few digits, shown exactly."""
    digits, _, exponent = text.partition("e")
    _, point, decimals = digits.partition(".")
    is_rounded = point or exponent or len(digits) > 3
    return 0.5 * 10.0 ** (int(exponent or 0) - len(decimals)) if is_rounded else 0.0


def well_shown(number: tuple[str, str]) -> bool:
    """Whether what is shown is the full value, rounded."""
    value, text = number
    digits = text.replace("−", "-").replace("∞", "inf")
    exact = float(value)
    if text == "NaN":
        return math.isnan(exact)
    return exact == float(digits) or abs(float(digits) - exact) <= 1.001 * rounding(digits)


def wrongly_shown(found: Sequence[Shown]) -> list[Shown]:
    """The states in which some number is not the full value, rounded."""
    return [row for row in found if not all(map(well_shown, row.values()))]
