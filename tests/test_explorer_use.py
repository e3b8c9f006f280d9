"""How explorers are used: by hand, key and link, in both languages, and without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import PAGES, look, needs_browser
from bs4 import BeautifulSoup, Tag
from catalogues import CHINESE
from conftest import ROOT
from playwright.sync_api import Browser, Page

from notes_examples.palette import PALETTE

pytestmark = needs_browser
SCRIPTS = sorted((ROOT / "docs/_static/explorers").glob("*.js"))
EXPLORERS = [
    ("notes/sigmoid", "try-sigmoid"),
    ("notes/tanh", "try-tanh"),
    ("notes/relu", "try-relu"),
]
SLIDER = "#try-sigmoid [type=range][data-field=x]"
PLOT = "#try-sigmoid [data-plot=value]"
STATE = "document.querySelector('.explorer').state"
NEXT_TOP = "document.querySelector('.explorer').nextElementSibling.getBoundingClientRect().top"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The chapter of the sigmoid on a desktop, at its explorer."""
    page = look(browser, (site / "notes/sigmoid.html").as_uri())
    page.locator(PLOT).scroll_into_view_if_needed()
    yield page
    page.close()


def in_both_languages(site: Path, name: str) -> list[Tag]:
    """The explorers of a page and of its translation."""
    paths = [site / f"{name}.html", site / f"en/{name}.html"]
    pages = [BeautifulSoup(path.read_bytes(), "html5lib") for path in paths]
    return [explorer for page in pages for explorer in page.select(".explorer")]


@pytest.mark.parametrize(("name", "identifier"), EXPLORERS)
def test_words_are_in_the_language_of_the_page(site: Path, name: str, identifier: str) -> None:
    """Every word that a script shows is Chinese on one page and not on the other."""
    chinese, english = in_both_languages(site, name)
    words, translated = (json.loads(str(e["data-words"])) for e in (chinese, english))

    assert chinese["id"] == english["id"] == identifier
    assert [word for word in words.values() if not CHINESE.search(word)] == []
    assert [word for word in translated.values() if CHINESE.search(word)] == []
    assert [path.name for path in SCRIPTS if CHINESE.search(path.read_text("utf-8"))] == []


def test_scripts_are_small_and_only_where_they_act(site: Path) -> None:
    """All explorers together have 40 KB of scripts, and a page without one loads none of them."""
    loaded = {name for name in PAGES if "explorers/" in (site / f"{name}.html").read_text("utf-8")}

    assert sum(path.stat().st_size for path in SCRIPTS) <= 40_000
    assert loaded == {p for name, _ in EXPLORERS for p in (name, f"en/{name}")}


@pytest.mark.parametrize(("name", "identifier"), EXPLORERS)
def test_still_figure_without_javascript(
    browser: Browser, site: Path, name: str, identifier: str
) -> None:
    """Without scripts, and on paper, the figure stands there with its caption and nothing else."""
    context = browser.new_context(java_script_enabled=False)
    plain, live = context.new_page(), look(browser, (site / f"{name}.html").as_uri())
    plain.goto((site / f"{name}.html").as_uri())
    live.emulate_media(media="print")
    parts = [f"#{identifier} {part}:visible" for part in ("img", ":is(input, svg)")]
    seen = [[page.locator(part).count() for part in parts] for page in (plain, live)]
    context.close()
    live.close()

    assert seen == [[1, 0], [1, 0]]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(("name", "identifier"), EXPLORERS)
def test_upgrade_moves_nothing(
    browser: Browser, served: str, name: str, identifier: str, width: int
) -> None:
    """What follows an explorer stands where it stood before the script came."""
    page = look(browser, f"{served}/en/{name}.html", width=width)
    after = page.evaluate(NEXT_TOP)
    page.route("**/explorers/*.js*", lambda route: route.abort())
    page.reload()
    before = page.evaluate(NEXT_TOP)
    live = page.locator(".explorer.live").count()
    page.close()

    assert live == 0
    assert after == pytest.approx(before, abs=1)


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
    page.goto((site / "notes/sigmoid.html").as_uri())
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


@pytest.mark.parametrize("dark", [False, True])
def test_colors_are_those_of_the_figures(browser: Browser, site: Path, dark: bool) -> None:
    """The first curve has the first color of the palette in either theme."""
    page = look(browser, (site / "notes/relu.html").as_uri(), dark=dark)
    curve = page.locator("[data-plot=value] path.first").first
    stroke = curve.evaluate("e => getComputedStyle(e).stroke")
    page.close()

    first = list(PALETTE.items())[2][dark]
    assert stroke == f"rgb({', '.join(str(byte) for byte in bytes.fromhex(first[1:]))})"
