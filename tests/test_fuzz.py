"""Whatever is written: readers of formulas, notes and queries give a result or a clear error."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal

from browsing import needs_browser
from formula_sources import page_formulas
from hypothesis import strategies as st
from laws import law
from playwright.sync_api import Browser

from notes_site.commands.import_note import draft
from notes_site.formulas.check import check
from notes_site.formulas.errors import FormulaError
from notes_site.formulas.outcome import Outcome
from notes_site.formulas.parser import parse, source
from notes_site.formulas.statements import links
from notes_site.search.tokenizer import HAN, javascript, normalized, simplified, split, traditional

COMMANDS = r"""
\sum \prod \max \frac \tfrac \sqrt \log \sigma \tanh \partial \cdot \odot \hat \theta \top \le \ge
\ne \approx \left| \right| \left( \right) \bigl( \bigr) \begin{cases} \end{cases} \\ & \qquad = < >
\begin{aligned} \end{aligned} \operatorname{relu} _{i=1}^{3} _i ^2 ^{ _{ { } ( ) + - / , ' d f L E
x y z p i j k n 0 1 2 9 99999 0.5
"""
WORDS = tuple(COMMANDS.split())
FORMULAS = [text.latex for text in page_formulas()]
MARKS = (
    "# ", "## ", "\n", "\n\n", "- ", "- [ ] ", "1. ", "> ", "> [!note]- ", "```", "```js\n", "~~~",
    "$", "$$", "$$\n", "==", "~~", "%%", "[[", "]]", "![[", "|", "#标签", "[^1]", "[^1]: ", "^[",
    "](", "[", ")", "<br>", "<sub>", "</sub>", "<img src=", "<iframe", "---\n", "---", "\\", "`",
    " ^id", "{ref}", ":::", "% ", "    ", "| a | b |\n|---|---|\n", "<!--", "-->", "\t", "\r\n",
)  # fmt: skip
NAMING = {" ^id", "```", "~~~"}  # the word behind them is a name
LETTERS = st.text(st.characters(categories=["L", "N", "P", "S", "Z"]), max_size=6)
CHINESE = st.text(st.sampled_from("梯度消失与導數損於一二三 aZ9_-，。é㐀⽅\n"), max_size=20)
NUMBERS = st.text(st.sampled_from("0012５9.．,，_/／eE+-−v²₁½① xσ导)"), max_size=12)
KNOWN = st.text(st.characters(exclude_categories=["Cn", "Cs"]), max_size=20)  # to this Python


def joined(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts of these words and some of no meaning."""
    return st.lists(st.one_of(st.sampled_from(words), LETTERS), max_size=15).map(" ".join)


@st.composite
def misprints(draw: st.DrawFn) -> str:
    """A formula of the site from which something is lost, or in which something stands twice."""
    formula = draw(st.sampled_from(FORMULAS))
    tokens = re.findall(r"\\[a-zA-Z]+|\\.|.", formula, re.DOTALL)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(tokens)))
        change = st.sampled_from(
            [[], tokens[place : place + 1] * 2, [draw(st.sampled_from(WORDS))]]
        )
        tokens[place : place + 1] = draw(change)
    return " ".join(tokens)


# Formulas


@law(latex=st.one_of(joined(WORDS), misprints()))
def test_a_formula_is_judged_or_refused(latex: str) -> None:
    """The check of anything is an outcome or a ``FormulaError``."""
    with suppress(FormulaError):
        assert isinstance(check(latex, "here"), Outcome)


@law(formula=st.sampled_from(FORMULAS), blanks=st.lists(st.sampled_from([" ", "  ", "\n"])))
def test_blanks_mean_nothing(formula: str, blanks: list[str]) -> None:
    """A formula with other blanks between its parts is the same formula."""
    spaced = re.sub(r" ", lambda _: blanks.pop() if blanks else " ", formula)

    assert parse(spaced) == parse(formula)


@law(formula=st.sampled_from(FORMULAS))
def test_a_side_is_a_part_of_its_formula(formula: str) -> None:
    """What a message quotes stands in the formula."""
    for link in links(parse(formula)):
        assert source(formula, link.left) in formula
        assert source(formula, link.right) in formula


# Notes


@law(note=joined(MARKS))
def test_a_note_becomes_a_draft(note: str) -> None:
    """Any text becomes a draft, and says that it is one."""
    assert "draft: true" in draft(note, "here", "here")


@law(
    words=st.lists(st.text("梯度消失abc", min_size=1), min_size=1),
    mark=st.sampled_from([mark for mark in MARKS if mark not in NAMING]),
)
def test_no_word_is_lost(words: list[str], mark: str) -> None:
    """Text with a mark before or in it keeps its words."""
    text = draft(f"{mark}{' '.join(words)}\n", "here", "here")

    assert [word for word in words if word not in text] == []


# Queries


@law(text=CHINESE)
def test_every_phrase_is_found(text: str) -> None:
    """The pairs of a phrase are among those of every text that has the phrase."""
    for run in re.findall(f"{HAN}+", text):
        for begin in range(len(run)):
            for end in range(begin + 2, len(run) + 1):
                assert set(split(run[begin:end])) <= set(split(text))


@law(text=st.text(max_size=40))
def test_nothing_but_words_is_searched(text: str) -> None:
    """Whatever is written is cut into words that stand in it, and numbers."""
    words = split(text)

    assert all(word in normalized(text) for word in words if not re.match("[0-9]", word))
    assert all(split(word) == [word] for word in words)


@law(number=st.decimals(0, 10**9, places=4), zeros=st.integers(0, 5))
def test_a_number_has_one_form(number: Decimal, zeros: int) -> None:
    """A number is one word, whatever zeros end it and whatever groups its digits."""
    (form,) = split(str(number))
    ways = [f"{number}" + "0" * zeros, f"{number:,}", f"{number:,}".replace(",", "_")]

    assert Decimal(form) == number
    assert [split(way) for way in ways] == [[form]] * len(ways)
    assert split(f"在{number}处") == ["在", form, "处"]


@needs_browser
def test_queries_are_cut_like_pages(browser: Browser) -> None:
    """The browser cuts any text into the words that the index has."""
    page = browser.new_page()
    pairs = traditional(simplified().values())
    page.set_content(f"<i data-simplified={pairs}></i>")
    page.add_script_tag(content=javascript())

    @law(texts=st.lists(st.one_of(CHINESE, NUMBERS, KNOWN), max_size=20))
    def same(texts: list[str]) -> None:
        cut = page.evaluate("texts => texts.map(splitQuery)", texts)
        assert cut == [split(text) for text in texts]

    same(examples=60)
