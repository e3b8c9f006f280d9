"""Formulas look like themselves wherever they stand, and what measures it finds what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import look, needs_browser
from conftest import ROOT
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
LAYOUT, SURROUNDINGS = (
    (ROOT / f"tests/formula_{name}.js").read_text(encoding="utf-8")
    for name in ("layout", "surroundings")
)
NAME = "notes/softmax-gradient"  # derivations, cases, sums, roots
# what a part of a formula inherits, and what of it would change the formula
INHERITED = {
    "border-collapse": "collapse",
    "border-spacing": "9px",
    "direction": "rtl",
    "font-feature-settings": '"smcp"',
    "font-size-adjust": "0.3",
    "font-style": "italic",
    "font-variant": "small-caps",
    "font-weight": "bold",
    "letter-spacing": "0.3em",
    "line-height": "3",
    "overflow-wrap": "anywhere",
    "text-align": "-webkit-right",
    "text-align-last": "justify",
    "text-emphasis": "dot",
    "text-indent": "3em",
    "text-transform": "uppercase",
    "text-wrap": "balance",
    "white-space": "pre-line",
    "word-break": "break-all",
    "word-spacing": "1em",
}
FAULTS = {
    "is not aligned": "math .ams-align mtd { text-align: -webkit-center !important }",
    "sticks out of mtd": "math mtd > * { position: relative; left: 30px }",
    "is torn from its base": "msub > :last-child { transform: translateX(9px) }",
    "is over its neighbour": "mtd > mo:first-child { transform: translateX(9px) }",
    "is not above the middle": "mfrac > :first-child { transform: translateX(9px) }",
    "is over what stands above it": "mfrac > :first-child { transform: translateY(9px) }",
}


@pytest.fixture(scope="module", params=[1280, 390])
def page(browser: Browser, site: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with the most formulas."""
    page = look(browser, (site / f"{NAME}.html").as_uri(), width=request.param)
    yield page
    page.close()


def test_no_formula_is_torn(page: Page) -> None:
    """Parts lie inside, in their order and below each other; so do the signs of derivations."""
    assert page.locator("mtable").count() > 5
    assert page.evaluate(LAYOUT) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_torn_formula_is_found(page: Page, fault: str) -> None:
    """What measures says of each way to be torn what it is."""
    style = page.add_style_tag(content=FAULTS[fault])
    found = page.evaluate(LAYOUT)
    style.evaluate("style => style.remove()")

    assert any(fault in said for said in found)


@pytest.mark.parametrize("name", INHERITED)
def test_nothing_gets_into_a_formula(page: Page, name: str) -> None:
    """A formula in a heading, a link or a table is the same formula."""
    assert page.evaluate(SURROUNDINGS, [name, INHERITED[name]]) <= 1
