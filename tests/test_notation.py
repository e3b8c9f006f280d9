"""The page of symbols, conventions and terms: complete, without doubles, true to the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from notes_examples import activations, losses, softmax

OFFICIAL_TERMS = {
    "梯度消失（梯度弥散）",
    "修正线性单元",
    "均方误差",
    "交叉熵",
    "前向传播",
    "反向传播",
    "计算图",
    "叶子张量",
    "标量",
    "雅可比矩阵",
    "向量–雅可比积",
}


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    """The page of symbols, conventions and terms."""
    return BeautifulSoup((site / "reference/notation.html").read_bytes(), "html5lib")


def table(page: BeautifulSoup, anchor: str) -> list[list[Tag]]:
    """The cells of the first table of a section, row by row, the heading first."""
    found = page.select_one(f"section#{anchor} table")
    assert found is not None
    return [list(row.select("th, td")) for row in found.select("tr")]


def test_symbols_are_listed_once(page: BeautifulSoup) -> None:
    """The one table of symbols says of each what it is, its shape and its name in code."""
    heading, *rows = table(page, "notation-symbols")
    symbols = [str(math) for row in rows for math in row[0].select("math")]

    assert [cell.get_text() for cell in heading] == ["记号", "含义", "形状", "代码里的名字"]
    assert len(symbols) == len(set(symbols)) > 40
    assert all(row[1].get_text() and row[3].select("code") for row in rows)


def test_names_in_code_exist(page: BeautifulSoup) -> None:
    """A name with an underscore that stands for a function of ours is one."""
    _, *rows = table(page, "notation-symbols")
    names = {code.get_text() for row in rows for code in row[3].select("code")}
    ours = {name for name in names if name.startswith(("softmax_", "sigmoid", "step", "relu"))}

    assert len(ours) >= 6
    for name in ours:
        assert any(hasattr(module, name) for module in (activations, losses, softmax)), name


def test_terms_have_both_languages(page: BeautifulSoup) -> None:
    """At least thirty terms, each once, in Chinese and English, with the place of its use."""
    _, *rows = table(page, "notation-terms")
    chinese = [row[0].get_text() for row in rows]

    assert len(chinese) == len(set(chinese)) >= 30
    assert set(chinese) >= OFFICIAL_TERMS
    assert all(row[1].get_text().isascii() or "–" in row[1].get_text() for row in rows)
    assert all(row[2].select("a") for row in rows)


def test_spellings_of_the_note_lead_to_the_note(page: BeautifulSoup) -> None:
    """Each spelling of the note links to the element where it stands; embeds have no one place."""
    _, *rows = table(page, "notation-note")
    links = [str(a["href"]) for row in rows for a in row[0].select("a")]

    assert len(links) == len(rows) - 1
    assert all("#note-" in link for link in links)
