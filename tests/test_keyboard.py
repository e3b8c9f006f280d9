"""What a reader without a mouse meets, on a phone and on a desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import look, needs_browser
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
FOCUSED = """() => {
    const { tagName, className } = document.activeElement;
    return { tagName, className, inDrawer: document.activeElement.closest("[popover]") !== null };
}"""


@pytest.fixture
def phone(browser: Browser, site: Path) -> Iterator[Page]:
    """A chapter on a phone."""
    page = look(browser, (site / "notes/relu.html").as_uri(), width=390)
    yield page
    page.close()


def tab_stops(page: Page, count: int) -> list[dict[str, Any]]:
    """The elements that the next presses of Tab reach."""
    stops = []
    for _ in range(count):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    return stops


def spoken(page: Page, selector: str) -> dict[str, Any]:
    """What a screen reader is told of an element: its role, name and states."""
    session = page.context.new_cdp_session(page)
    element = session.send(
        "Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"}
    )
    query = {"objectId": element["result"]["objectId"], "fetchRelatives": False}
    (node, *_) = session.send("Accessibility.getPartialAXTree", query)["nodes"]
    states = {state["name"]: state["value"].get("value") for state in node["properties"]}
    return states | {"role": node["role"]["value"], "name": node["name"]["value"]}


def test_header_comes_first(phone: Page) -> None:
    """On a phone Tab reaches the skip link, then the header from left to right, then the text."""
    stops = [stop["className"] or stop["tagName"] for stop in tab_stops(phone, 6)]

    assert stops[0].startswith("skip-to-content")
    assert stops[1] == "nav-overlay-icon"
    assert stops[2:5] == ["A", "language-link", "theme-toggle"]
    assert stops[5].startswith("toc-overlay-icon")


def test_closed_drawers_are_not_reached(phone: Page) -> None:
    """Tab goes through the page and never into a drawer that cannot be seen."""
    stops = tab_stops(phone, 200)
    (end,) = [number for number, stop in enumerate(stops) if stop["tagName"] == "BODY"][:1]

    assert end > 50
    assert [stop for stop in stops[:end] if stop["inDrawer"]] == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize(
    ("button", "drawer"),
    [(".nav-overlay-icon", "#site-navigation"), (".toc-header-icon", "#page-contents")],
)
def test_drawer_opens_by_key(phone: Page, button: str, drawer: str, key: str) -> None:
    """A drawer opens and says so, the next stop is in it, and Escape leads back to its button."""
    phone.focus(button)
    closed = spoken(phone, button)
    assert (closed["role"], closed["expanded"]) == ("button", False)
    phone.keyboard.press(key)
    assert spoken(phone, button)["expanded"]
    phone.keyboard.press("Tab")
    assert phone.evaluate(f"document.activeElement.closest('{drawer}') !== null")
    phone.keyboard.press("Escape")
    assert not phone.is_visible(drawer)
    assert phone.evaluate(f"document.activeElement.matches('{button}')")


def test_chosen_link_closes_its_drawer(phone: Page) -> None:
    """After a link of the contents the next stop is in the section that it names."""
    phone.focus(".toc-header-icon")
    phone.keyboard.press("Enter")
    phone.focus("#page-contents a[href='#relu-dead']")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/relu.html#relu-dead")
    phone.keyboard.press("Tab")

    assert not phone.is_visible("#page-contents")
    assert phone.evaluate("document.activeElement.closest('section').id") == "relu-dead"


def test_drawers_need_no_javascript(browser: Browser, site: Path) -> None:
    """A tap opens the navigation, and its links lead on."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto((site / "notes/relu.html").as_uri())
    page.click(".nav-overlay-icon")
    page.click("#site-navigation a[href='tanh.html']")
    address = page.url
    context.close()

    assert address.endswith("/notes/tanh.html")


def test_drawer_becomes_a_column(phone: Page) -> None:
    """A window made wide shows the navigation beside the text, not over it."""
    phone.click(".nav-overlay-icon")
    phone.set_viewport_size({"width": 1400, "height": 900})
    phone.wait_for_function("document.querySelector(':popover-open') === null")
    sides = "['#site-navigation', 'article', '#page-contents'].map(s => document.querySelector(s)"
    left, middle, right = phone.evaluate(f"{sides}.getBoundingClientRect().left)")

    assert left < middle < right


def test_skip_link_leads_to_the_text(browser: Browser, site: Path) -> None:
    """On a desktop the first stop is a link over the navigation."""
    page = look(browser, (site / "notes/relu.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    skipped = page.evaluate("document.activeElement.closest('article') !== null")
    page.close()

    assert skipped


def test_theme_button_says_its_state(phone: Page) -> None:
    """The name of the button changes with the theme."""
    before = spoken(phone, ".theme-toggle-header button")["name"]
    phone.click(".theme-toggle-header button")

    assert before.endswith("跟随系统")
    assert spoken(phone, ".theme-toggle-header button")["name"].endswith("深色")


def test_wide_box_scrolls_by_key(phone: Page) -> None:
    """Code wider than the phone is a stop with a name, and an arrow key moves it."""
    box = "article pre[tabindex]"
    phone.focus(box)
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function(f"document.querySelector('{box}').scrollLeft > 0")

    assert spoken(phone, box)["name"] == "可以横向滚动"


def test_focus_can_be_seen(phone: Page) -> None:
    """Whatever has the focus has an outline."""
    for _ in range(30):
        phone.keyboard.press("Tab")
        outline = phone.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", phone.evaluate("document.activeElement.outerHTML")
