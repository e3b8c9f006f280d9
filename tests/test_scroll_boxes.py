"""Boxes that scroll: the keyboard reaches each, whenever and why ever it has become too full."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import look, needs_browser
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
RULE = {"runOnly": ["scrollable-region-focusable"]}
MARKED = "(n) => document.querySelectorAll('article [tabindex]').length {} n"
TOO_FULL = """() => [...document.querySelectorAll(
    "article pre, .math-wrapper, .table-wrapper, .checked-formulas td:nth-child(2) > p"
)].filter(box => (box.scrollWidth > box.clientWidth) !== box.hasAttribute("tabindex")).length"""
ROOMY = [
    ("notes/tanh", ".math-wrapper:not([tabindex])"),
    ("reference/formulas", ".checked-formulas td:nth-child(2) > p:not([tabindex])"),
]
WIDEN = """box => {
    const space = document.createElementNS("http://www.w3.org/1998/Math/MathML", "mspace");
    space.setAttribute("width", "500px");
    box.querySelector("math").append(space);
}"""


def on_a_phone(browser: Browser, site: Path, name: str, *, fonts: bool = True) -> Page:
    """A page on a phone, with the font of its formulas or without."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    if not fonts:
        page.route("**/*.woff2*", lambda route: route.abort())
    page.goto((site / f"{name}.html").as_uri())
    return page


@pytest.mark.parametrize("fonts", [True, False])
@pytest.mark.parametrize("name", ["reference/formulas", "reference/accuracy", "notes/tanh"])
def test_boxes_far_away_are_reached(browser: Browser, site: Path, name: str, fonts: bool) -> None:
    """Also what no reader has come near, and whatever font the formulas have."""
    page = on_a_phone(browser, site, name, fonts=fonts)
    page.wait_for_function(f"({TOO_FULL})() === 0", timeout=20_000)
    found = Axe().run(page, options=RULE).response["violations"]
    page.close()

    assert found == []


@pytest.mark.parametrize(("name", "box"), ROOMY)
def test_content_that_grows_is_noticed(browser: Browser, site: Path, name: str, box: str) -> None:
    """A box that gets no other size becomes a stop when it has too much in it."""
    page = on_a_phone(browser, site, name)
    page.wait_for_function(f"({TOO_FULL})() === 0", timeout=20_000)
    before = page.locator("article [tabindex]").count()
    page.locator(box).first.scroll_into_view_if_needed()
    page.locator(box).first.evaluate(WIDEN)

    page.wait_for_function(MARKED.format(">"), arg=before, timeout=5000)
    page.close()


def test_tab_knows_what_nobody_tells(browser: Browser, site: Path) -> None:
    """A reader's own spacing of letters makes a piece of code a stop before Tab looks for it."""
    page = look(browser, (site / "notes/relu.html").as_uri())
    box = page.locator("article pre:not([tabindex])").first
    box.evaluate("box => { box.style.letterSpacing = '2em'; box.dataset.spaced = '' }")
    page.keyboard.press("Tab")

    assert page.locator("pre[data-spaced][tabindex]").count() == 1
    page.close()
