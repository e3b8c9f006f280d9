"""The theme that a reader has chosen: in every tab, and where nothing may be stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import QUIET, arrive, look, needs_browser, serve_root, wait_for_scripts
from playwright.sync_api import Browser, BrowserContext, Page

from notes_site.commands.pdf import CHROMIUM

THEME = "document.body.dataset.theme"
TOGGLE = ".content-icon-container .theme-toggle"
THROWING = """for (const name of ["localStorage", "sessionStorage"]) {
    const get = () => { throw new DOMException("refused", "SecurityError"); };
    Object.defineProperty(window, name, { configurable: true, get });
}
Object.defineProperty(Document.prototype, "cookie", {
    get: () => { throw new DOMException("refused", "SecurityError"); },
});"""
MISSING = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { configurable: true, get: () => null });
}"""
NO_COOKIES = {"profile": {"default_content_setting_values": {"cookies": 2}}}

pytestmark = needs_browser


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    """The address of the site on a local server."""
    with serve_root(site.resolve()) as address:
        yield address


@pytest.fixture
def tabs(browser: Browser) -> Iterator[BrowserContext]:
    """Pages that share their storage."""
    context = browser.new_context()
    yield context
    context.close()


def toggled(page: Page) -> tuple[str, str]:
    """The theme before and after a click; its button can be seen."""
    before = page.evaluate(THEME)
    page.click(TOGGLE)
    return before, page.evaluate(THEME)


def test_a_theme_is_known_before_anything_is_shown(tabs: BrowserContext, strict: str) -> None:
    """The first frame has it."""
    page = tabs.new_page()
    page.goto(f"{strict}/notes/relu.html")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.add_init_script(
        f"window.first = new Promise(done => requestAnimationFrame(() => done({THEME})))"
    )
    page.reload()

    assert page.evaluate("first") == "dark"


def test_a_theme_is_that_of_other_tabs(tabs: BrowserContext, strict: str) -> None:
    """What is chosen in one is shown in all."""
    one, other = tabs.new_page(), tabs.new_page()
    for page in (one, other):
        arrive(page, f"{strict}/notes/relu.html")
    _, chosen = toggled(one)
    other.locator(f"body[data-theme={chosen}]").wait_for()

    assert chosen == "dark"


def test_a_theme_stays_on_the_way_back(tabs: BrowserContext, strict: str) -> None:
    """A page to which a reader goes back has what was chosen meanwhile."""
    page = tabs.new_page()
    arrive(page, f"{strict}/notes/relu.html")
    page.goto(f"{strict}/notes/tanh.html")
    wait_for_scripts(page)
    _, chosen = toggled(page)
    page.go_back()

    assert page.evaluate(THEME) == chosen == "dark"


def test_a_page_that_was_kept_takes_the_theme(browser: Browser, strict: str) -> None:
    """A browser that kept a page whole starts no script of it again, but says that it is shown."""
    page = look(browser, f"{strict}/notes/relu.html")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    before = page.evaluate(THEME)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    after = page.evaluate(THEME)
    page.close()

    assert (before, after) == ("auto", "dark")


@pytest.mark.parametrize("storage", [THROWING, MISSING], ids=["throwing", "missing"])
@pytest.mark.parametrize("name", ["notes/sigmoid", "search"])
def test_a_page_needs_no_storage(browser: Browser, strict: str, storage: str, name: str) -> None:
    """Where asking for it fails, everything runs, and the theme is remembered by the page."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(storage)
    arrive(page, f"{strict}/{name}.html?q=sigmoid")
    if name == "search":
        page.locator("#search-results li").first.wait_for()
    themes, again = toggled(page), toggled(page)
    page.close()

    assert errors == []
    assert (*themes, *again) == ("auto", "dark", "dark", "light")


def test_a_search_finds_without_cookies(browser: Browser, strict: str, tmp_path: Path) -> None:
    """So it is in a browser whose reader refuses them."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default/Preferences").write_text(json.dumps(NO_COOKIES), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=QUIET
    )
    page = context.new_page()
    arrive(page, f"{strict}/search.html?q=sigmoid")
    page.locator("#search-results li").first.wait_for()
    themes, stored = toggled(page), page.evaluate("localStorage instanceof Storage")
    context.close()

    assert themes == ("auto", "dark")
    assert not stored
