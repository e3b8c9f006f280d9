"""Colors that a reader's system forces on a page, with the theme of the site set against them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browsing import arrive, load_images, needs_browser
from PIL import Image
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
ENOUGH = 3  # of WCAG, for what is not text
MAGNIFIER = """() => {
    const box = document.querySelector(".sidebar-search-container");
    const { left, top, height } = box.getBoundingClientRect();
    const { left: shift, width } = getComputedStyle(box, "::before");
    return { x: left + parseFloat(shift), y: top, width: parseFloat(width), height };
}"""
DRAWN = [  # what is seen by more than the color of a text, and how wide its border is
    ("original/note", ".theme-toggle-content svg:visible", 0),
    ("notes/mse", "loss-explorer .step", 8),
    ("notes/softmax-gradient", "softmax-explorer [data-name=J11]", 0),
]


def luminance(picture: bytes) -> Any:
    """The relative luminance of every pixel, as WCAG has it."""
    value = np.asarray(Image.open(BytesIO(picture)).convert("RGB")) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(light: Any, ground: float) -> Any:
    """The contrast of luminances with that of the ground."""
    return (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)


def ground_of(light: Any) -> float:
    """The luminance that most pixels have."""
    values, counts = np.unique(light, return_counts=True)
    return float(values[counts.argmax()])


AGAINST = [("light", "dark"), ("dark", "light")]  # the colors of the system, and the theme
REST = [("light", "light"), ("light", "auto"), ("dark", "dark"), ("dark", "auto")]


@pytest.fixture(params=[*AGAINST, *(pytest.param(r, marks=pytest.mark.exhaustive) for r in REST)])
def forced(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page in colors of the system, for a reader who has chosen some theme."""
    palette, theme = request.param
    context = browser.new_context(color_scheme=palette, forced_colors="active")
    context.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    yield context.new_page()
    context.close()


def test_axes_are_seen(forced: Page, site: Path) -> None:
    """The line beside a plot, which runs through most of its height, stands out from the ground."""
    arrive(forced, (site / "original/note.html").as_uri())
    load_images(forced)
    light = luminance(forced.locator("article img").nth(1).screenshot())
    away = contrast(light, ground_of(light))
    lines = away[:, (away > 1.02).mean(axis=0) > 0.6]

    assert np.median(lines, axis=0).max() >= ENOUGH


def test_magnifier_is_seen(forced: Page, site: Path) -> None:
    """The field of the search has its sign."""
    arrive(forced, (site / "index.html").as_uri())
    light = luminance(forced.screenshot(clip=forced.evaluate(MAGNIFIER)))[4:-4]

    assert contrast(light, ground_of(light)).max() >= ENOUGH


@pytest.mark.parametrize(("name", "selector", "border"), DRAWN)
def test_drawings_are_seen(forced: Page, site: Path, name: str, selector: str, border: int) -> None:
    """Icons, and words and numbers on a ground of their own, stand out from it."""
    arrive(forced, (site / f"{name}.html").as_uri())
    light = luminance(forced.locator(selector).first.screenshot())
    inside = light[border : len(light) - border, border : len(light[0]) - border]

    assert contrast(inside, ground_of(inside)).max() >= ENOUGH


def test_tracks_are_seen(forced: Page, site: Path) -> None:
    """What a slider runs on goes from end to end."""
    arrive(forced, (site / "notes/relu.html").as_uri())
    slider = forced.locator("activation-explorer input[type=range]").first
    light = luminance(slider.screenshot())

    assert (contrast(light, ground_of(light)).max(axis=0) >= ENOUGH).mean() > 0.9


def test_choice_is_seen(forced: Page, site: Path) -> None:
    """The option that is chosen has another ground than those that are not."""
    arrive(forced, (site / "notes/relu.html").as_uri())
    options = [f"activation-explorer .choice input{state} + span" for state in (":checked", "")]
    chosen, other = (luminance(forced.locator(o).first.screenshot()) for o in options)

    assert contrast(np.array(ground_of(chosen)), ground_of(other)) > 1.5


def test_target_is_seen(forced: Page, site: Path) -> None:
    """The row that a link has led to has a line around it."""
    arrive(forced, f"{(site / 'reference/formulas.html').as_uri()}#formula-eq-tanh-derivative")

    style = forced.eval_on_selector("tr:target", "row => getComputedStyle(row).outlineStyle")
    assert style == "solid"
