"""The lists beside a page, in windows too low for all of their entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import arrive, needs_browser
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
CHAPTERS = (".sidebar-scroll", ".current-page > .reference")
SECTIONS = (".toc-scroll", ".scroll-current > .reference")
SEEN = """([scroller, present]) => {
    const list = document.querySelector(scroller);
    const entry = list.querySelector(present)?.getBoundingClientRect();
    const { top, bottom } = list.getBoundingClientRect();
    return Boolean(entry?.height && entry.top >= top - 1 && entry.bottom <= bottom + 1);
}"""
TO_MIDDLE = "scrollTo(0, document.documentElement.scrollHeight / 2)"
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(params=["reference/errors", "reference/api"])
def low(browser: Browser, site: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A long page in a low window."""
    page = browser.new_page(viewport={"width": 1440, "height": 500})
    arrive(page, (site / f"{request.param}.html").as_uri())
    yield page
    page.close()


def test_chapter_is_seen_at_once(low: Page) -> None:
    """The left list shows the page that is open, and the page has not moved."""
    assert low.evaluate(SEEN, CHAPTERS)
    assert low.evaluate("scrollY") == 0


def test_section_is_followed(low: Page) -> None:
    """In the middle of a page the right list shows where that is."""
    low.evaluate(TO_MIDDLE)
    place = low.evaluate("scrollY")
    low.wait_for_function(SEEN, arg=SECTIONS, timeout=5000)

    assert low.evaluate("scrollY") == place > 0


def test_list_is_left_to_its_reader(low: Page) -> None:
    """Who looks for something in a list is not sent back before another section is reached."""
    low.evaluate(TO_MIDDLE)
    low.wait_for_function(SEEN, arg=SECTIONS, timeout=5000)
    low.evaluate("document.querySelector('.toc-scroll').scrollTop = 0")
    low.evaluate("scrollBy(0, 1)")
    low.evaluate(FRAMES)

    assert low.evaluate("document.querySelector('.toc-scroll').scrollTop") == 0


@pytest.mark.parametrize(
    ("button", "entry"), [(".nav-overlay-icon", CHAPTERS), (".toc-header-icon", SECTIONS)]
)
def test_drawer_opens_at_its_entry(low: Page, button: str, entry: tuple[str, str]) -> None:
    """On a phone each drawer shows the present entry when it opens."""
    low.set_viewport_size({"width": 390, "height": 500})
    low.evaluate(TO_MIDDLE)
    low.evaluate(FRAMES)
    low.click(button)

    low.wait_for_function(SEEN, arg=entry, timeout=5000)
