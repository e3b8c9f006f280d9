"""How explorers are used: by hand, by key, by link and by ear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import arrive, look, needs_browser, wait_for_scripts
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
SLIDER = "#try-sigmoid [type=range][data-field=x]"
PLOT = "#try-sigmoid [data-plot=value]"
STATE = "document.querySelector('.explorer').state"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The chapter of the sigmoid on a desktop, at its explorer."""
    page = look(browser, (site / "notes/sigmoid.html").as_uri())
    page.locator(PLOT).scroll_into_view_if_needed()
    yield page
    page.close()


def test_keys_move_it(page: Page) -> None:
    """An arrow key moves the slider by a step, and the letters of a field any number."""
    page.focus(SLIDER)
    page.keyboard.press("ArrowRight")
    stepped = page.evaluate(STATE)["x"]
    page.fill("#try-sigmoid [type=number][data-field=x]", "-750")

    assert stepped == 0.05
    assert page.evaluate(STATE)["x"] == -750
    assert page.locator(SLIDER).get_attribute("aria-valuetext") == "−750"


def test_hand_moves_it(page: Page) -> None:
    """A drag on the plot takes the point along, and the arrow keys go on from there."""
    box = page.locator(PLOT).bounding_box()
    assert box
    middle = box["x"] + (44 + box["width"] - 14) / 2, box["y"] + 80
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + (box["width"] - 58) / 4, middle[1], steps=3)
    page.mouse.up()
    dragged = page.evaluate(STATE)["x"]
    page.keyboard.press("ArrowLeft")

    assert dragged == pytest.approx(3, abs=0.05)
    assert page.evaluate(STATE)["x"] == pytest.approx(dragged - 0.05)


def swipe(page: Page, across: int, down: int) -> None:
    """Draw a finger over the middle of the plot."""
    box = page.locator(PLOT).bounding_box()
    assert box
    start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 80}
    way = {"xDistance": across, "yDistance": down, "gestureSourceType": "touch"}
    page.context.new_cdp_session(page).send("Input.synthesizeScrollGesture", start | way)


def test_finger_drags_sideways_and_scrolls_upwards(browser: Browser, site: Path) -> None:
    """A finger that goes sideways moves the point, one that goes up is left to the page."""
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    arrive(page, (site / "notes/sigmoid.html").as_uri())
    page.locator(PLOT).scroll_into_view_if_needed()
    swipe(page, 90, 0)
    moved = page.evaluate(STATE)["x"]
    swipe(page, 0, -120)
    kept = page.evaluate(STATE)["x"]
    left_to_the_page = page.locator(PLOT).evaluate("e => getComputedStyle(e).touchAction")
    context.close()

    assert kept == moved > 1
    assert left_to_the_page == "pan-y"


def test_link_leads_to_its_state(page: Page, browser: Browser) -> None:
    """The address follows the reader, and opened anew it shows the same."""
    page.check("#try-sigmoid [value=tanh]")
    page.fill("#try-sigmoid [type=number][data-field=x]", "1e-8")
    page.wait_for_url("**#try-sigmoid?f=tanh&x=1e-8&k=10")
    anew = look(browser, page.url)
    state = anew.evaluate(STATE)
    in_view = anew.locator(PLOT).evaluate("e => e.getBoundingClientRect().top < innerHeight")
    anew.close()

    assert state == {"f": "tanh", "x": 1e-8, "k": 10}
    assert in_view


def test_other_language_shows_the_same(page: Page) -> None:
    """The link to the translation takes the state along."""
    page.focus(SLIDER)
    page.keyboard.press("Home")
    page.wait_for_url("**#try-sigmoid?*")
    page.locator("#try-sigmoid").evaluate("e => e.scrollIntoView()")
    with page.expect_navigation():
        page.click(".sidebar-drawer a.language-link")
    wait_for_scripts(page)

    assert page.url.endswith("/en/notes/sigmoid.html#try-sigmoid?f=sigmoid&x=-6&k=10")
    assert page.evaluate(STATE)["x"] == -6


@pytest.mark.parametrize("state", ["f=cosh", "x=", "x=NaN", "x=1e999", "k=-3&k=two", "y=1", "%"])
def test_wrong_link_changes_nothing(page: Page, state: str) -> None:
    """What makes no sense in a link is left out."""
    before = page.evaluate(STATE)
    page.evaluate("h => document.querySelector('.explorer').follow(h)", f"#try-sigmoid?{state}")

    assert page.evaluate(STATE) == before | ({"k": 0} if "k=" in state else {})


def test_changes_are_said_once_the_hand_rests(page: Page) -> None:
    """A screen reader is told the outcome in a sentence, and nothing at first."""
    status = page.locator("#try-sigmoid [role=status]")
    at_first = status.inner_text()
    page.focus(SLIDER)
    page.keyboard.press("Home")
    page.wait_for_function("document.querySelector('#try-sigmoid [role=status]').textContent")

    assert at_first == ""
    assert "x = −6" in (status.text_content() or "")
    assert "{" not in (status.text_content() or "")
