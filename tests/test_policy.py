"""Under ``Content-Security-Policy: default-src 'self'`` everything works."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browsing import ALL_PAGES, arrive, load_images, look, needs_browser, sampled, serve_root
from playwright.sync_api import Browser, Page

VIOLATIONS = """window.forbidden = [];
addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective, sample }) => {
    forbidden.push(`${violatedDirective} ${blockedURI} ${sample}`);
});"""
FONTS = "document.fonts.ready.then(fonts => [...fonts].map(({ status }) => status))"


CODE = ("javascript:", "data:")


class Code(HTMLParser):
    """Collects what a strict host forbids in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        said = {name: value or "" for name, value in attrs}
        is_data = "json" in said.get("type", "")
        if tag in {"style", "base"} or (tag == "script" and "src" not in said and not is_data):
            self.found.append(tag)
        for name, value in said.items():
            if name == "style" or name.startswith("on") or value.startswith(CODE):
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    """The address of the site on a server like that of ``make serve``."""
    with serve_root(site.resolve()) as address:
        yield address


@pytest.mark.parametrize("name", [*ALL_PAGES, "404"])
def test_no_code_stands_in_a_page(site: Path, name: str) -> None:
    """No script, style, or attribute that is one; data may."""
    code = Code()
    code.feed((site / f"{name}.html").read_text(encoding="utf-8"))

    assert code.found == []


def test_no_picture_stands_in_a_sheet(site: Path) -> None:
    """What a sheet shows are files of the site."""
    sheets = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}

    assert len(sheets) > 2
    assert [path for path, text in sheets.items() if "data:" in text or "://" in text] == []


@needs_browser
@pytest.mark.parametrize("name", sampled(ALL_PAGES))
def test_a_strict_host_forbids_nothing(browser: Browser, strict: str, name: str) -> None:
    """A page says nothing on the console; its explorers live, its images and its font are there."""
    page = browser.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.add_init_script(VIOLATIONS)
    arrive(page, f"{strict}/{name}.html")
    load_images(page)
    forbidden, fonts = page.evaluate("forbidden"), set(page.evaluate(FONTS))
    empty = page.evaluate("[...document.images].filter(image => !image.naturalWidth).length")
    idle, formulas = page.locator(".explorer:not(.live)").count(), page.locator("math").count()
    page.close()

    assert (messages, forbidden, idle, empty) == ([], [], 0, 0)
    assert fonts == ({"loaded"} if formulas else {"unloaded"})


@needs_browser
@pytest.mark.parametrize(("folder", "word"), [("", "梯度"), ("en/", "gradient")])
def test_a_search_finds(browser: Browser, strict: str, folder: str, word: str) -> None:
    """What it marks on a page can be unmarked."""
    page = look(browser, f"{strict}/{folder}search.html?q={word}")
    page.locator("#search-results li a").first.click()
    page.locator(".hide-marks").click()
    marks, address = page.evaluate("CSS.highlights.size"), page.url
    page.close()

    assert marks == 0
    assert "?" not in address


@pytest.fixture
def phone(browser: Browser, strict: str) -> Iterator[Page]:
    """A chapter on a phone, which may use the clipboard."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.add_init_script(VIOLATIONS)
    arrive(page, f"{strict}/notes/sigmoid.html")
    yield page
    assert page.evaluate("forbidden") == []
    context.close()


@needs_browser
def test_what_can_be_pressed_acts(phone: Page) -> None:
    """The theme changes, drawers open, code is copied, explorers move."""
    phone.locator(".mobile-header .theme-toggle").click()
    phone.locator("button.toc-header-icon").click()
    opened = phone.locator("#page-contents").is_visible()
    phone.keyboard.press("Escape")
    phone.locator("button.copybtn").first.click()
    copied = phone.evaluate("navigator.clipboard.readText()")
    slider = phone.locator(".explorer input[type=range]").first
    before = phone.locator(".explorer [data-name=value]").inner_text()
    slider.press("Home")

    assert opened
    assert phone.evaluate("document.body.dataset.theme") == "dark"
    assert copied.strip() in phone.locator("pre").first.inner_text()
    assert phone.locator(".explorer [data-name=value]").inner_text() != before
