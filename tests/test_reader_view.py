"""What reader views leave of a page, by Readability, which is Firefox's.

It takes for navigation what is short and mostly links, and for a form what has inputs.
"""

from __future__ import annotations

import os

import pytest
from browsing import look, needs_browser
from conftest import ROOT
from playwright.sync_api import Browser, Page
from test_site import CHAPTERS

READABILITY = ROOT / "_build/readability/node_modules/@mozilla/readability/Readability.js"
pytestmark = [
    needs_browser,
    pytest.mark.skipif(
        not READABILITY.exists() and "CI" not in os.environ,
        reason="no Readability found; install npm and run `make test` to test reader views",
    ),
]
PIECES = ", ".join(
    [
        "math[display=block]",
        "blockquote.note > :not(.note-links)",
        ".predict > .asked",
        ".predict label",
        ".answer > *",
        ".self-test > p",
        ".self-test summary",
        ".self-test details > p",
        ".exercise > p",
        "figure img",
        "figcaption",
        "article pre",
        "article .cell_output table",
    ]
)
READ = """([pieces]) => {
    const words = (element) => {
        const box = document.createElement("div");
        box.append(element.cloneNode(true));
        for (const math of box.querySelectorAll("math[alttext]"))
            math.replaceWith(math.getAttribute("alttext"));
        for (const image of box.querySelectorAll("img"))
            image.replaceWith(image.src.split("/").at(-1));
        return box.textContent.replace(/\\s+/g, "");
    };
    const written = [...document.querySelectorAll(pieces)].map(words);
    const { content } = new Readability(document.cloneNode(true)).parse();
    return [written, words(new DOMParser().parseFromString(content, "text/html").body)];
}"""


def lost(page: Page) -> list[str]:
    """What a page has and its reader view has not, or not in this place."""
    page.add_script_tag(path=READABILITY)
    pieces, view = page.evaluate(READ, [PIECES])
    assert len(pieces) > 30
    missing, place = [], -1
    for piece in pieces:
        found = view.find(piece, place + 1)
        if found < 0:
            missing.append(piece)
        else:
            place = found
    return missing


@pytest.mark.parametrize("name", [f"{folder}{name}" for folder in ("", "en/") for name in CHAPTERS])
def test_chapters_are_whole_in_a_reader_view(browser: Browser, served: str, name: str) -> None:
    """Formulas, quotations, questions with answers, figures with captions, code with outputs."""
    page = look(browser, f"{served}/notes/{name}.html".replace("/notes/en/", "/en/notes/"))
    missing = lost(page)
    page.close()

    assert missing == []


def test_formulas_of_the_note_are_in_a_reader_view(browser: Browser, served: str) -> None:
    """They have no number, so no word stands beside them."""
    page = look(browser, f"{served}/original/note.html")
    missing = lost(page)
    page.close()

    assert missing == []


@pytest.mark.parametrize("place", [".answer > p", "blockquote.note > p", ".predict > .asked"])
def test_what_is_short_and_a_link_is_in_a_reader_view(
    browser: Browser, served: str, place: str
) -> None:
    """Wherever the words of a chapter may stand, they may be few, and lead elsewhere."""
    page = look(browser, f"{served}/notes/sigmoid.html")
    page.eval_on_selector(place, "e => { e.innerHTML = '<a href=relu.html>ReLU</a>，<i>对</i>' }")
    missing = lost(page)
    page.close()

    assert missing == []


def test_marks_have_a_name_and_no_text(browser: Browser, served: str) -> None:
    """A permalink and the mark of a checked formula are drawn; who hears them hears a name."""
    page = look(browser, f"{served}/en/notes/sigmoid.html")
    marks = page.locator("article :is(a.headerlink, a.proof)")
    texts = set(marks.all_text_contents())
    style = "all => [...new Set(all.map(e => getComputedStyle(e, '::before').content[1]))].sort()"
    drawn = marks.evaluate_all(style)
    named = page.get_by_role("link", name="Checked: see the result", exact=True).count()
    page.locator("article h2").first.hover()
    named_heading = page.get_by_role("link", name="Link to this heading", exact=True).count()
    page.close()

    assert texts == {""}
    assert drawn == ["¶", "✓"]
    assert named > 5
    assert named_heading == 1
