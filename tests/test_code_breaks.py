"""Code in a line breaks between its parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import PAGES, look, needs_browser, sampled
from playwright.sync_api import Browser

from notes_site.pages.code_breaks import LONG, with_breaks

BROKEN = """() => {
    const found = [];
    for (const code of document.querySelectorAll("article :not(pre) > code")) {
        const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        let [before, line] = ["", Infinity];
        for (let node; (node = walker.nextNode()); ) {
            [...node.data].forEach((letter, i) => {
                const range = document.createRange();
                range.setStart(node, i);
                range.setEnd(node, i + 1);
                const { top, width } = range.getBoundingClientRect();
                if (width && top > line + 5) found.push([code.textContent, before + letter]);
                if (width) line = top;
                before = letter;
            });
        }
    }
    return found;
}"""


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("torch.autograd.functional.jacobian(f_i,", "torch. autograd. functional. jacobian( f_i,"),
        ("binary_cross_entropy_with_logits", "binary_ cross_ entropy_ with_ logits"),
        ("requires_grad=True", "requires_grad=True"),
        (
            "loss.backward(gradient=torch.tensor([0.,",
            "loss. backward( gradient= torch. tensor([ 0.,",
        ),
        ("tests/test_errata.py::test_right[M1]", "tests/test_ errata. py:: test_ right[ M1]"),
    ],
)
def test_long_words_break_between_their_parts(code: str, parts: str) -> None:
    """After a dot, an underscore or a bracket, and not before a single letter."""
    written = with_breaks(f'<span class="pre">{code}</span>', LONG)

    assert written == f'<span class="pre">{parts.replace(" ", "<wbr/>")}</span>'


def test_a_minus_stays_with_what_it_negates() -> None:
    """Else a browser breaks after it."""
    assert with_breaks('<span class="pre">pre(-x)</span>', LONG) == (
        '<span class="pre unbroken">pre(-x)</span>'
    )


@needs_browser
@pytest.mark.parametrize("width", [340, 1280])
@pytest.mark.parametrize("name", sampled(PAGES))
def test_no_code_breaks_inside_a_part(browser: Browser, site: Path, name: str, width: int) -> None:
    """On a phone and in the columns of tables."""
    page = look(browser, (site / f"{name}.html").as_uri(), width=width)
    page.add_style_tag(content="* { content-visibility: visible !important }")
    broken = page.evaluate(BROKEN)
    page.close()

    inside, hyphenated = re.compile(r"[^\W\d_]{2}|-\w"), re.compile(r"[a-z]{2}-[a-z]{2}")
    wrong = [code for code, edge in broken if inside.fullmatch(edge)]
    assert [code for code in wrong if not hyphenated.search(code)] == []
