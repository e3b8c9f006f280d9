"""The pages under axe-core, which knows the rules of accessibility that a machine can check."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ALL_PAGES, IN_TURNS, look, needs_browser
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
AXE = Axe()
TEXT = {
    "exclude": [["math"]]
}  # no rule is about the inside of a formula, and half the time goes there
DARK_PHONE, LIGHT_DESKTOP = (390, True), (1280, False)
REST = [(390, False), (1280, True)]
UNFOLD = """() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const guess of document.querySelectorAll(".guess input")) {
        guess.removeAttribute("name");  // or only one of a group could be chosen
        guess.checked = true;
    }
    const near = document.createElement("style");  // what is laid out when a reader comes near it
    near.textContent = "* { content-visibility: visible !important }";
    document.head.append(near);
    const frame = () => new Promise(requestAnimationFrame);
    return document.fonts.ready.then(frame).then(frame);
}"""


def violations(page: Page) -> list[str]:
    """What axe-core finds on a page, a line for each element."""
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in AXE.run(page, TEXT).response["violations"]
        for node in rule["nodes"]
    ]


def unfolded_violations(browser: Browser, address: str, width: int, dark: bool) -> list[str]:
    """What axe-core finds with every answer and folded cell open and every guess made."""
    page = look(browser, address, width=width, dark=dark)
    page.evaluate(UNFOLD)
    found = violations(page)
    page.close()
    return found


@pytest.mark.parametrize(("number", "name"), [*enumerate(IN_TURNS)])
def test_page_is_accessible(browser: Browser, site: Path, number: int, name: str) -> None:
    """No rule is broken; pages are looked at on a dark phone and a light desktop in turns."""
    width, dark = (DARK_PHONE, LIGHT_DESKTOP)[number // 2 % 2]  # the language changes at each page

    assert unfolded_violations(browser, (site / f"{name}.html").as_uri(), width, dark) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize(("width", "dark"), [DARK_PHONE, LIGHT_DESKTOP, *REST])
@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_accessible_in_every_form(
    browser: Browser, site: Path, name: str, width: int, dark: bool
) -> None:
    """No rule is broken on a phone or a desktop, in light or dark."""
    assert unfolded_violations(browser, (site / f"{name}.html").as_uri(), width, dark) == []


@pytest.mark.parametrize("button", [".nav-overlay-icon", ".toc-header-icon"])
def test_open_drawer_is_accessible(browser: Browser, site: Path, button: str) -> None:
    """An open drawer breaks no rule either."""
    page = look(browser, (site / "en/notes/relu.html").as_uri(), width=390)
    page.click(button)
    found = violations(page)
    page.close()

    assert found == []


def test_a_fault_is_found(browser: Browser, site: Path) -> None:
    """A picture without words and pale text are seen."""
    page = look(browser, (site / "original/note.html").as_uri())
    seen = "[...document.querySelectorAll('article img')].find(image => image.checkVisibility())"
    page.evaluate(f"{seen}.removeAttribute('alt')")
    page.evaluate("document.querySelector('article p').style.color = '#bbb'")
    rules = {line.split(":")[0] for line in violations(page)}
    page.close()

    assert rules == {"image-alt", "color-contrast"}
