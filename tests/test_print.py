"""The pages on paper, printed by a reader who reads in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from browsing import ALL_PAGES, look, needs_browser, sampled
from PIL import Image
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
INSIDE_MARGINS = 673  # of A4, in pixels
BETWEEN_MARGINS = 986  # from top to bottom
CUT_OFF = """paper => [...document.querySelectorAll("article *")].filter(element => {
    const box = element.matches("pre") || getComputedStyle(element).overflowX !== "visible";
    const tooFull = box && element.scrollWidth > element.clientWidth + 1;
    return tooFull || element.getBoundingClientRect().right > paper + 10;
}).map(element => element.outerHTML.slice(0, 200))"""


CAN_BE_CUT = """height => [...document.querySelectorAll("article :is(img, pre)")].filter(e => {
    const frame = e.closest("figure, div.highlight, div.output") ?? e;
    const mayBreak = [e, frame].some(part => getComputedStyle(part).breakInside !== "avoid");
    const tooHigh = e.matches("img") && e.getBoundingClientRect().height > height;
    return e.getClientRects().length && (mayBreak || tooHigh);
}).map(element => element.outerHTML.slice(0, 200))"""


def on_paper(browser: Browser, address: str) -> Page:
    """A page as it is printed from the dark theme."""
    page = look(browser, address, width=INSIDE_MARGINS, dark=True)
    page.evaluate("document.body.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    return page


@pytest.fixture(scope="module")
def paper(browser: Browser, site: Path) -> Iterator[Page]:
    """A chapter with folded outputs, a self-test and links to other sites."""
    page = on_paper(browser, (site / "notes/retain-graph.html").as_uri())
    yield page
    page.close()


def gray(picture: bytes) -> np.ndarray:
    """The brightness of every pixel."""
    return np.asarray(Image.open(BytesIO(picture)).convert("L"))


def test_paper_is_white(paper: Page) -> None:
    """Most of it is white, and what is dark is text."""
    pixels = gray(paper.screenshot(full_page=True))

    assert np.median(pixels) == 255
    assert 0 < (pixels < 128).mean() < 0.1


def test_figures_are_drawn_in_dark_ink(paper: Page) -> None:
    """A figure does not come in the light strokes of the dark theme."""
    assert gray(paper.locator("figure img").first.screenshot()).min() < 60


def test_only_the_article_is_printed(paper: Page) -> None:
    """No navigation, header, footer or button is left."""
    for selector in ("nav", "header", "footer", "button", ".back-to-top", ".skip-to-content"):
        assert paper.locator(f"{selector}:visible").count() == 0, selector


def test_answers_and_outputs_are_printed(paper: Page) -> None:
    """What is folded on the screen is open on paper, without a script."""
    folded = "[...document.querySelectorAll('details:not([open]) > :not(summary)')]"
    shown = f"{folded}.map(element => element.checkVisibility())"
    on_paper = paper.evaluate(shown)
    paper.emulate_media(media="screen")
    on_screen = paper.evaluate(shown)
    paper.emulate_media(media="print")

    assert len(on_paper) > 10
    assert all(on_paper)
    assert not any(on_screen)


def test_addresses_are_printed(paper: Page) -> None:
    """A link to another site is followed by its address."""
    script = "all => all.map(a => [a.getAttribute('href'), getComputedStyle(a, '::after').content])"
    links = paper.eval_on_selector_all("article a.external", script)

    assert len(links) > 3
    assert all(address in content for address, content in links)


@pytest.mark.parametrize("name", sampled(ALL_PAGES))
def test_nothing_is_cut_off(browser: Browser, site: Path, name: str) -> None:
    """Code, tables and formulas fit between the margins of A4."""
    page = on_paper(browser, (site / f"{name}.html").as_uri())
    cut_off = page.evaluate(CUT_OFF, INSIDE_MARGINS)
    page.close()

    assert cut_off == []


@pytest.mark.parametrize("name", sampled(ALL_PAGES))
def test_no_figure_is_cut(browser: Browser, site: Path, name: str) -> None:
    """Images and code, with the frames around them, fit on a sheet and go to the next one whole."""
    page = on_paper(browser, (site / f"{name}.html").as_uri())
    can_be_cut = page.evaluate(CAN_BE_CUT, BETWEEN_MARGINS)
    page.close()

    assert can_be_cut == []
