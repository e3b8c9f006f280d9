"""What a reader copies: code that runs, formulas as LaTeX, nothing that was only touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import look, needs_browser
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
FORMULA = """<div class="math-wrapper"><div class="math"><math display="block" alttext="y = x + 1">
<mi>y</mi><mo>=</mo><mi>x</mi><mo>+</mo><mn>1</mn></math></div></div>"""
PARAGRAPH = '<p>Words <math alttext="z"><mi>z</mi></math> end</p>'
LISTEN = """addEventListener("copy", ({ clipboardData }) => {
    window.copied = ["text/plain", "text/html"].map(type => clipboardData.getData(type));
})"""


def test_copied_code_can_be_run(browser: Browser, served: str) -> None:
    """The button of an example copies it without prompts and without what it prints."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}/reference/api.html")
    example = page.locator("div.highlight", has_text=">>> ").first
    example.locator("button.copybtn").click()
    shown = example.locator("pre").inner_text()
    copied = page.evaluate("navigator.clipboard.readText()")
    outputs = page.locator(".output button").count()
    context.close()

    lines = [line[4:] for line in shown.splitlines() if line.startswith((">>> ", "... "))]
    assert copied.splitlines() == lines
    assert outputs == 0


def select_and_copy(page: Page, start: str, end: str) -> str:
    """What a text field receives when a reader copies from one element to another."""
    script = """([start, end]) => {
        const range = document.createRange();
        range.setStartBefore(document.querySelector(start));
        range.setEndAfter(document.querySelector(end));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }"""
    page.evaluate(script, [start, end])
    page.keyboard.press("Control+c")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.focus("body > textarea")
    page.keyboard.press("Control+v")
    return page.input_value("body > textarea")


def test_formulas_are_copied_as_latex(browser: Browser, site: Path) -> None:
    """Text with formulas keeps its lines; a formula in a line and a displayed one are marked."""
    page = look(browser, (site / "en/notes/threshold-neuron.html").as_uri())
    text = select_and_copy(page, "p:has(> math)", "#equation-eq-neuron > math")
    left = page.evaluate("document.querySelectorAll('body > div[style]').length")
    page.close()

    line, *_, formula = text.split("\n")
    assert "$x_1, \\ldots, x_n$" in line
    assert formula == "$$y = f\\left(\\sum_{i=1}^{n} w_i x_i + b\\right)$$"
    assert left == 0


def test_text_without_formulas_is_copied_as_ever(browser: Browser, site: Path) -> None:
    """The browser itself copies code, with its lines and blanks."""
    page = look(browser, (site / "notes/relu.html").as_uri())
    code = page.inner_text("pre")
    text = select_and_copy(page, "pre", "pre")
    page.close()

    assert text.strip() == code.strip()


@pytest.fixture
def chapter(browser: Browser, site: Path) -> Iterator[Page]:
    """A chapter that notes what is copied from it."""
    page = look(browser, (site / "en/notes/softmax-gradient.html").as_uri())
    page.evaluate(LISTEN)
    yield page
    page.close()


def copied(page: Page) -> list[str]:
    """What a copy is as plain text and as HTML; both empty where it is left to the browser."""
    page.keyboard.press("Control+c")
    return page.evaluate("window.copied")  # type: ignore[no-any-return]  # what the page says


def select(page: Page, start: str, end: str) -> None:
    """Select from one place of a page to another; each is a text node and an offset in it."""
    script = f"""() => {{
        const text = (element, index) => [...element.querySelectorAll("*"), element]
            .flatMap(e => [...e.childNodes])
            .filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim()).at(index);
        const [first, second, third] = document.querySelector("article").children;
        const [start, end] = [{start}, {end}];
        getSelection().setBaseAndExtent(start[0], start[1], end[0], end[1]);
    }}"""
    page.evaluate(script)


def put(page: Page, html: str) -> None:
    """Let an article consist of this."""
    page.evaluate("html => { document.querySelector('article').innerHTML = html }", html)


def test_three_clicks_copy_a_paragraph_alone(chapter: Page) -> None:
    """The formula after it begins where the selection ends, and is not copied with it."""
    paragraphs = chapter.locator("article p:has(+ .math-wrapper):visible")
    texts = []
    for paragraph in paragraphs.all():
        paragraph.click(click_count=3, position={"x": 5, "y": 5})
        texts.append(copied(chapter)[0])

    assert len(texts) > 10
    assert [text for text in texts if "$$" in text] == []


@pytest.mark.parametrize(
    "before",
    [
        "<p class=here>Words</p>FORMULA",
        "<ul><li><p class=here>Words</p></li></ul>FORMULA",
        "<ul><li class=here>Words</li><li>FORMULA</li></ul>",
        "<h2 class=here>Words</h2>FORMULA",
        "<table><tr><td class=here>Words</td><td>FORMULA</td></tr></table>",
        "<p class=here>Words</p><blockquote>FORMULA</blockquote>",
    ],
)
def test_three_clicks_copy_no_formula_after(chapter: Page, before: str) -> None:
    """Whatever is clicked, and in whatever the formula stands."""
    put(chapter, before.replace("FORMULA", FORMULA))
    chapter.locator(".here").click(click_count=3, position={"x": 5, "y": 5})
    selected = chapter.evaluate("getSelection().toString().trim()")

    assert selected == "Words"
    assert copied(chapter) == ["", ""]


@pytest.mark.parametrize(
    "edge",
    [
        FORMULA,
        "<h2>Heading</h2>",
        "<ul><li>Item</li></ul>",
        "<table><tbody><tr><td>Cell</td></tr></tbody></table>",
    ],
)
def test_what_is_touched_is_not_copied(chapter: Page, edge: str) -> None:
    """What a selection begins at the end of, or ends at the begin of, leaves no empty element."""
    put(chapter, f"{edge}{PARAGRAPH}{edge}")
    select(chapter, "[text(first, -1), text(first, -1).length]", "[text(third, 0), 0]")
    html = PARAGRAPH.removeprefix("<p>").removesuffix("</p>")

    assert copied(chapter) == ["Words $z$ end", html]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("[text(first, 0), 0]", "[text(second, 1), 1]"),
        ("[text(second, 1), 0]", "[text(third, 0), 5]"),
        ("[text(second, 1), 0]", "[text(second, 1), 1]"),
    ],
)
def test_a_formula_is_copied_whole(chapter: Page, start: str, end: str) -> None:
    """In both forms, where the selection begins or ends inside it, or does both."""
    put(chapter, f"<p>Above</p>{FORMULA}<p>Below</p>")
    select(chapter, start, end)
    text, html = copied(chapter)

    assert "$$y = x + 1$$" in text.splitlines()
    assert html.count("<mi>") == 2
    assert "<mn>1</mn></math>" in html


def test_marks_are_not_copied(chapter: Page) -> None:
    """Permalinks, and the links to what a check has found, are of the site, not of the text."""
    chapter.keyboard.press("Control+a")
    text, html = copied(chapter)

    assert "\n\n$$" in text
    assert "eqno" in html
    assert not {"¶", "✓"} & set(text + html)
    assert "headerlink" not in html
    assert "proof" not in html
