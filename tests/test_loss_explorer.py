"""The explorer of losses: its numbers are those of the package, and a hand moves its points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import pytest
import torch
from browsing import look, needs_browser
from exploring import OpenPage, full, numbers, same, wrongly_shown
from playwright.sync_api import Browser, Page
from torch import Tensor

from notes_examples.losses import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    mse,
    mse_gradient,
)

pytestmark = needs_browser
WEIGHTS = (-40.0, -2.0, -0.35, -1e-8, 0.0, 1e-300, 0.5, 1.05, 3.0, 750.0, 1e150, 1e308)
RATES = (0.0, 0.05, 0.3, 20.0)
SEEDED = torch.Generator().manual_seed(0)
MOVED = [
    [-2.0, 0.5, -0.5, 2.0],
    [0.0, 1e-8, -0.0, 1e-300],
    [30.0, -30.0, 400.0, 0.1],
    [2.0, 1.0, -1.0, -2.0],
    *(3 * torch.randn(4, 4, dtype=torch.float64, generator=SEEDED)).tolist(),
]
SETTINGS = list(product(WEIGHTS, RATES, MOVED))
OfPackage = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
STATE = "document.querySelector('.explorer').state"
LOOKS = "marks => [...new Set(marks.map(mark => mark.getAttribute('class')))].sort()"


def states(count: int) -> list[str]:
    """The settings as in a link, for some number of points."""
    found = []
    for w, r, moved in SETTINGS:
        points = {f"d{k + 1}": moved[k] for k in range(count)}
        found.append(urlencode(points | {"w": w, "r": r}))
    return found


def mse_of(w: Tensor, d: Tensor) -> tuple[Tensor, Tensor]:
    """Loss and slope of a line through 0 among points above 1, 2 and 3."""
    x = torch.tensor([1, 2, 3], dtype=torch.float64)
    return mse(w * x, d), (mse_gradient(w * x, d) * x).sum()


def bce_of(w: Tensor, d: Tensor) -> tuple[Tensor, Tensor]:
    """Loss and slope of two points of each class."""
    y = torch.tensor([0, 0, 1, 1], dtype=torch.float64)
    gradient = binary_cross_entropy_with_logits_gradient(w * d, y)
    return binary_cross_entropy_with_logits(w * d, y), (gradient * d).sum()


@pytest.mark.parametrize(
    ("name", "of_package", "count"),
    [("notes/mse", mse_of, 3), ("notes/cross-entropy", bce_of, 4)],
    ids=["mse", "bce"],
)
def test_losses_are_those_of_the_package(
    open_page: OpenPage, name: str, of_package: OfPackage, count: int
) -> None:
    """Loss, slope and the loss after a step, diverging ones as well."""
    found = numbers(open_page(name), "loss", states(count))
    rows = []
    for w, r, moved in SETTINGS:
        d = torch.tensor(moved[:count], dtype=torch.float64)
        value, slope = of_package(torch.tensor(w, dtype=torch.float64), d)
        rows.append((value, slope, of_package(w - r * slope, d)[0]))

    value, slope, after = (torch.stack(column) for column in zip(*rows, strict=True))
    same(full(found, "value"), value)
    same(full(found, "slope"), slope, atol=1e-14)  # terms of either sign cancel
    same(full(found, "next"), after, atol=1e-14)
    assert wrongly_shown(found) == []


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The chapter of the squared error, at its explorer."""
    page = look(browser, (site / "notes/mse.html").as_uri())
    page.locator("[data-plot=points]").scroll_into_view_if_needed()
    yield page
    page.close()


def test_each_plot_has_a_legend_of_its_own(page: Page) -> None:
    """Above a plot stand the looks of its lines: of the model and its errors, then of the loss."""
    points, loss = "[data-plot=points]", "[data-plot=loss]"
    above = {points: f":has(~ {points})", loss: f"{points} ~ :has(~ {loss})"}
    for plot, legend in above.items():
        drawn = page.locator(f"#try-mse {plot} path:is(.first, .second, .third):not(.handle)")
        keys = page.locator(f"#try-mse .explorer-panel > {legend} .key path")

        assert keys.evaluate_all(LOOKS) == drawn.evaluate_all(LOOKS) != []


def test_points_are_moved_by_hand(page: Page) -> None:
    """A point follows the pointer that took hold of it, and what misses every point moves none."""
    before = page.evaluate(STATE)
    for place, way in (("nth=1", -40), ("nth=0", 0)):
        box = page.locator(f"#try-mse .grip >> {place}").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 60 * (way == 0))
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2 + 150, box["y"] + 20 + way, steps=4)
        page.mouse.up()
    after = page.evaluate(STATE)

    assert after["d2"] > before["d2"] + 2
    assert after | {"d2": before["d2"]} == before


def test_press_takes_a_step(page: Page) -> None:
    """Each press goes to the weight that gradient descent comes to, and leaves a mark behind."""
    for _ in range(3):
        page.click("#try-mse .step")
    w = torch.tensor(0.0, dtype=torch.float64)
    for _ in range(3):
        w = w - 0.05 * mse_of(w, torch.tensor([1, 2, 3], dtype=torch.float64))[1]
    trail = page.locator("#try-mse [data-plot=loss] .first.open").count()
    page.fill("#try-mse [type=number][data-field=w]", "2")

    assert page.evaluate(STATE)["w"] == 2
    assert trail == 3
    assert page.locator("#try-mse [data-plot=loss] .first.open").count() == 0
