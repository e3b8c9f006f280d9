"""Between Chinese and markup that is Chinese stands no blank."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from notes_site.languages.chinese_spacing import close_up

CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"


def paragraph(*parts: str) -> nodes.paragraph:
    """Text, and what begins with a star in bold."""
    bold = (part[1:] if part[0] == "*" else "" for part in parts)
    pairs = zip(parts, bold, strict=True)
    return nodes.paragraph(
        "", "", *(nodes.strong("", b) if b else nodes.Text(part) for part, b in pairs)
    )


@pytest.mark.parametrize(
    ("parts", "closed"),
    [
        (("见 ", "*合在一起", " 里。"), "见合在一起里。"),
        (("*对称。", " ", "*式 (58)", " 说"), "对称。式 (58) 说"),
        (("见 ", "*softmax", " 里"), "见 softmax 里"),
        (("中 文 ", "*a", "b"), "中 文 ab"),
        (("*对。", " 每"), "对。每"),
        ((" ",), " "),
    ],
)
def test_blanks_at_edges_are_closed_up(parts: tuple[str, ...], closed: str) -> None:
    """On either side, across what is only a blank, and nowhere else."""
    block = paragraph(*parts)
    close_up(list(block.findall(nodes.Text)))

    assert block.astext() == closed


def test_no_link_stands_behind_a_hole(site: Path) -> None:
    """On no chapter of the site."""
    pages = [BeautifulSoup(path.read_bytes(), "html5lib") for path in site.glob("notes/*.html")]
    holes = [
        element.get_text()
        for page in pages
        for element in page.select("article a")
        if re.match(CHINESE, element.get_text())
        and re.search(CHINESE + " $", str(element.previous_sibling or ""))
    ]

    assert pages
    assert holes == []


def test_the_time_of_a_chapter_stands_apart(site: Path) -> None:
    """Between the title and the time the blank stays."""
    page = BeautifulSoup((site / "index.html").read_bytes(), "html5lib")
    before = [str(time.previous_sibling) for time in page.select("dt .reading-time")]

    assert before == [" "] * 12
