"""The numbers of the explorers: what a page computes in the browser, the package computes too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pytest
import torch
from browsing import look, needs_browser
from playwright.sync_api import Browser, Page

from notes_examples.activations import ACTIVATIONS, Activation

pytestmark = needs_browser
EXTREMES = [0.0, 1e-300, 1e-8, 1e-3, 18.3, 36.7, 37.5, 40.0, 355.0, 709.0, 740.0, 750.0, 1e308]
POSITIVE = [*EXTREMES, *torch.linspace(0.05, 6, 18, dtype=torch.float64).tolist()]
INPUTS = [*POSITIVE, *(-x for x in POSITIVE)]
DEPTHS = [k for k, _ in zip(cycle((0, 1, 10, 32)), INPUTS, strict=False)]
NUMBERS = """(explorer, states) => states.map(state => {
    explorer.change(new URLSearchParams(state));
    const places = [...explorer.querySelectorAll("[data-value]")];
    return Object.fromEntries(places.map(p => [p.dataset.name, [p.dataset.value, p.textContent]]));
})"""

Shown = dict[str, tuple[str, str]]


def numbers(page: Page, kind: str, states: Sequence[str]) -> list[Shown]:
    """The numbers of an explorer in states written as in a link: each in full and as shown."""
    found: list[Shown] = page.locator(f"{kind}-explorer").evaluate(NUMBERS, states)
    return found


def full(shown: Sequence[Shown], name: str) -> torch.Tensor:
    """The values of one number in all states."""
    return torch.tensor([float(row[name][0]) for row in shown], dtype=torch.float64)


def same(found: torch.Tensor, expected: torch.Tensor) -> None:
    """Assert that two results differ by rounding; the smallest numbers have few digits."""
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-322)


def rounding(text: str) -> float:
    """Half a unit of the last digit shown; 0 for a whole number, which is shown exactly."""
    digits, _, exponent = text.partition("e")
    _, point, decimals = digits.partition(".")
    return 0.5 * 10.0 ** (int(exponent or 0) - len(decimals)) if point or exponent else 0.0


def well_shown(number: tuple[str, str]) -> bool:
    """Whether what is shown is the full value, rounded."""
    value, text = number
    digits = text.replace("−", "-").replace("∞", "inf")
    exact = float(value)
    return exact == float(digits) or abs(float(digits) - exact) <= 1.001 * rounding(digits)


@pytest.fixture(scope="module")
def sigmoid_page(browser: Browser, site: Path) -> Iterator[Page]:
    """The chapter of the sigmoid, which must say nothing on the console."""
    page = look(browser, (site / "notes/sigmoid.html").as_uri())
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    yield page
    page.close()
    assert messages == []


@pytest.mark.parametrize("row", ACTIVATIONS, ids=lambda row: row.name)
def test_activation_is_that_of_the_package(sigmoid_page: Page, row: Activation) -> None:
    """Value, slope and product are those of the package, far outside the plot as well."""
    pairs = zip(INPUTS, DEPTHS, strict=True)
    states = [urlencode({"f": row.name, "x": x, "k": k}) for x, k in pairs]
    found = numbers(sigmoid_page, "activation", states)
    x, k = (torch.tensor(values, dtype=torch.float64) for values in (INPUTS, DEPTHS))

    same(full(found, "value"), row.f(x))
    same(full(found, "slope"), row.derivative(x))
    same(full(found, "product"), row.derivative(x) ** k)
    assert [row for row in found if not all(map(well_shown, row.values()))] == []
