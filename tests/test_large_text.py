"""Phones of readers who have set large letters, which media queries and lengths follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ALL_PAGES, chromium, look, needs_browser, sampled
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
WIDTHS = (320, 390)
USUAL, LARGER, LARGE, LARGEST = 16, 20, 24, 32
TOO_WIDE = """() => [document.documentElement, document.querySelector(".content")]
    .map(box => box.scrollWidth - innerWidth).filter(more => more > 0)"""
BUTTONS = ".mobile-header :is(button, a.language-link)"
OUT_OF_REACH = (
    f"() => [...document.querySelectorAll('{BUTTONS}')]"
    """.filter(button => {
    const { left, right, top, bottom, width } = button.getBoundingClientRect();
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left < 0 || right > innerWidth || width < 24 || !button.contains(hit);
}).map(button => button.outerHTML)"""
)
DRAWER = """drawer => {
    const { left, right } = drawer.getBoundingClientRect();
    const list = drawer.querySelector(".sidebar-scroll, .toc-scroll");
    const closable = right - left < innerWidth - 24;
    return [left >= 0, right <= innerWidth, closable, list.scrollWidth <= list.clientWidth];
}"""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(USUAL, marks=pytest.mark.exhaustive),
        pytest.param(LARGER, marks=pytest.mark.exhaustive),
        LARGE,
        LARGEST,
    ],
)
def large(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser whose letters have some size where a page sets none."""
    with chromium(f"--blink-settings=defaultFontSize={request.param}") as browser:
        yield browser


def on_phones(page: Page, script: str) -> list[object]:
    """What a script finds on a small phone and on a usual one."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        found += page.evaluate(script)
    return found


@pytest.mark.parametrize("name", sampled(ALL_PAGES))
def test_large_letters_stay_on_a_phone(large: Browser, site: Path, name: str) -> None:
    """Only boxes of their own scroll sideways, and every button of the header can be tapped."""
    page = look(large, (site / f"{name}.html").as_uri(), width=390)
    found = on_phones(page, TOO_WIDE) + on_phones(page, OUT_OF_REACH)
    page.close()

    assert found == []


@pytest.mark.parametrize(
    ("button", "drawer"),
    [(".nav-overlay-icon", "#site-navigation"), (".toc-header-icon", "#page-contents")],
)
def test_drawers_leave_room_to_close_them(
    large: Browser, site: Path, button: str, drawer: str
) -> None:
    """A drawer is narrower than the phone, and its list than the drawer."""
    page = look(large, (site / "notes/tanh.html").as_uri(), width=320)
    page.click(button)
    inside = page.eval_on_selector(drawer, DRAWER)
    page.close()

    assert inside == [True] * 4
