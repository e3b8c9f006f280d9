"""The site in a real browser, opened from the file system as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import ALL_PAGES, PAGES, arrive, load_images, look, needs_browser, sampled
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

pytestmark = needs_browser


@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_quiet_and_whole(browser: Browser, site: Path, name: str) -> None:
    """Opened as a file, a page is quiet and whole."""
    assert_quiet_and_whole(browser, site.as_uri(), name)


@pytest.mark.parametrize("name", sampled(ALL_PAGES))
def test_served_page_is_quiet_and_whole(browser: Browser, served: str, name: str) -> None:
    """From a server, too."""
    assert_quiet_and_whole(browser, served, name)


def assert_quiet_and_whole(browser: Browser, start: str, name: str) -> None:
    """A page loads nothing from elsewhere, says nothing on the console and shows every image."""
    page = browser.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    arrive(page, f"{start}/{name}.html")
    load_images(page)
    page.wait_for_load_state("networkidle")
    empty = page.evaluate("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)")
    page.close()

    assert [url for url in requests if not url.startswith((start, "data:"))] == []
    assert messages == []
    assert empty == []


@pytest.mark.parametrize("name", ALL_PAGES)
def test_small_phone_does_not_scroll_sideways(browser: Browser, site: Path, name: str) -> None:
    """At 320 pixels code, tables and formulas scroll in boxes of their own."""
    page = look(browser, (site / f"{name}.html").as_uri(), width=320)
    boxes = "document.documentElement, document.querySelector('.content')"
    widths = page.evaluate(f"[{boxes}].map(box => box.scrollWidth)")
    page.close()

    assert max(widths) <= 320


def test_braces_stretch(browser: Browser, site: Path) -> None:
    """The math font is used, and the brace before two cases is as high as both of them."""
    page = look(browser, (site / "notes/threshold-neuron.html").as_uri())
    page.evaluate("document.fonts.ready")
    fonts = page.evaluate("[...document.fonts].map(font => `${font.family} ${font.status}`)")
    brace, cases = page.evaluate(
        """() => {
            const table = document.querySelector("mtable.cases");
            return [table.previousElementSibling, table].map(e => e.getBoundingClientRect().height);
        }"""
    )
    page.close()

    assert "STIX Two Math loaded" in fonts
    assert brace >= 0.9 * cases > 30


def test_indices_have_one_height(browser: Browser, site: Path) -> None:
    """A descender of its letter does not push an index down."""
    page = look(browser, (site / "notes/softmax-gradient.html").as_uri())
    page.evaluate("document.fonts.ready")
    letters = "".join(f"<msub><mi>{letter}</mi><mi>n</mi></msub>" for letter in "xpfgy")
    page.evaluate(f"document.querySelector('article math').innerHTML = '{letters}'")
    heights = page.evaluate(
        "[...document.querySelectorAll('article msub > :last-child')].slice(0, 5)"
        ".map(index => index.getBoundingClientRect().bottom)"
    )
    page.close()

    assert max(heights) - min(heights) < 0.5


def test_derivations_end_at_their_relation_signs(browser: Browser, site: Path) -> None:
    """What stands left of the signs is right-aligned, so that all lines begin at the same place."""
    page = look(browser, (site / "original/note.html").as_uri())
    ends = page.evaluate(
        """[...document.querySelectorAll("mtable.ams-align")].map(table =>
            [...table.rows ?? table.querySelectorAll("mtr")]
                .map(row => row.firstElementChild.lastElementChild)
                .filter(last => last)
                .map(last => last.getBoundingClientRect().right))"""
    )
    page.close()

    assert any(len(lines) > 1 for lines in ends)
    assert all(max(lines) - min(lines) < 1 for lines in ends if lines)


@pytest.mark.parametrize("dark_system", [False, True])
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_figures_follow_the_toggle(
    browser: Browser, site: Path, dark_system: bool, theme: str
) -> None:
    """A figure takes the scheme that the reader chose, whatever the system prefers."""
    page = look(browser, (site / "notes/relu.html").as_uri(), dark=dark_system)
    page.evaluate(f"document.body.dataset.theme = '{theme}'")
    scheme = page.evaluate("getComputedStyle(document.querySelector('figure img')).colorScheme")
    page.close()

    assert scheme == {"light": "light", "dark": "dark", "auto": "light dark"}[theme]


def test_a_page_is_styled_once(browser: Browser, site: Path) -> None:
    """It is known that scripts run before anything is shown, not when the theme's own has come."""
    page = browser.new_page()
    page.route("**/furo.js*", lambda route: route.abort())
    page.goto((site / "notes/relu.html").as_uri())
    classes = page.evaluate("document.documentElement.className")
    page.close()

    assert "no-js" not in classes


def test_self_test_opens_by_keyboard(browser: Browser, site: Path) -> None:
    """An option opens with the Enter key and shows its verdict."""
    page = look(browser, (site / "notes/sigmoid.html").as_uri())
    page.focus("div.self-test details summary")
    page.keyboard.press("Enter")
    verdict = page.inner_text("div.self-test details[open] p strong")
    page.close()

    assert verdict == "不对。"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", sampled(PAGES))
def test_link_into_a_page_opens_there(
    browser: Browser, site: Path, name: str, scripts: bool
) -> None:
    """A heading in the middle of a page is at the top when a link to it has been followed."""
    path = site / f"{name}.html"
    sections = BeautifulSoup(path.read_bytes(), "html5lib").select("article section[id]")
    place = sections[len(sections) // 2]["id"]
    context = browser.new_context(java_script_enabled=scripts)  # one in which pages may move
    page = context.new_page()
    (arrive if scripts else Page.goto)(page, f"{path.as_uri()}#{place}")
    box = page.locator(f"[id='{place}']").bounding_box()
    context.close()

    assert box
    assert 0 <= box["y"] < 120


@pytest.mark.parametrize("name", sampled(PAGES))
def test_language_switch_keeps_the_place(browser: Browser, site: Path, name: str) -> None:
    """From the middle of a page the link leads to the same heading of its translation."""
    page = look(browser, (site / f"{name}.html").as_uri())
    sections = page.evaluate("[...document.querySelectorAll('article section[id]')].map(s => s.id)")
    middle = sections[len(sections) // 2]
    top = f"document.getElementById({middle!r}).getBoundingClientRect().top"
    page.evaluate(f"document.getElementById({middle!r}).scrollIntoView()")
    page.wait_for_function(f"{top} < innerHeight / 3", timeout=5000)
    with page.expect_navigation():
        page.click(".sidebar-drawer a.language-link")
    arrived = page.url.removeprefix(f"{site.resolve().as_uri()}/").removeprefix(f"{site.as_uri()}/")
    page.wait_for_function(f"Math.abs({top}) < innerHeight / 3", timeout=5000)
    language = page.evaluate("document.documentElement.lang")
    page.close()

    english = name.startswith("en/")
    other = name.removeprefix("en/") if english else f"en/{name}"
    assert arrived == f"{other}.html#{middle}"
    assert language == ("zh-CN" if english else "en")


def test_language_switch_on_a_phone(browser: Browser, site: Path) -> None:
    """In the header of a phone the link can be seen, and from the top it leads to the top."""
    page = look(browser, (site / "notes/relu.html").as_uri(), width=390)
    with page.expect_navigation():
        page.click(".mobile-header a.language-link")
    address, position = page.url, page.evaluate("window.scrollY")
    page.close()

    assert address.endswith("/en/notes/relu.html")
    assert position == 0


def test_language_switch_without_javascript(browser: Browser, site: Path) -> None:
    """The link is a plain one."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "en/original/errata.html").as_uri())
    page.click(".sidebar-drawer a.language-link")
    address = page.url
    context.close()

    assert address.endswith("/original/errata.html")
    assert "/en/" not in address.removeprefix(site.as_uri())


def visible(page: Page, selector: str) -> set[str]:
    """The ids of the elements that can be seen."""
    script = "all => all.filter(e => e.checkVisibility()).map(e => e.id)"
    return set(page.eval_on_selector_all(selector, script))


def test_errata_are_filtered_by_keyboard(browser: Browser, site: Path) -> None:
    """Without JavaScript an arrow key leaves one kind; a link to another still shows it."""
    address = (site / "original/errata.html").as_uri()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    everything = visible(page, ".erratum")
    page.focus("#errata-kind-all")
    page.keyboard.press("ArrowRight")
    chosen, errors = visible(page, ".erratum"), visible(page, ".erratum.error")
    sections = visible(page, "section")
    page.goto(f"{address}#erratum-m8")
    linked = visible(page, ".erratum, #errata-tanh")
    context.close()

    assert len(everything) == 62
    assert 0 < len(errors) < 62
    assert chosen == errors
    assert {"errata-relu", "errata-tanh"} & sections == {"errata-relu"}
    assert linked == errors | {"erratum-m8", "errata-tanh"}
