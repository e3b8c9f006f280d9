"""No number is typed that a cell can compute: each stands in a cell of its page, or is explained.

A number in the prose is glued by a cell, is an input of a cell, is printed by one exactly as it is
written, or stands in ``ALLOWED`` with its reason. Looked at are decimals, percentages, powers of
ten, numbers of two or more digits, numerals from ten on and fractions in Chinese, and a digit from
2 on where the sentence calls it a result. Formulas on lines of their own have tests of their own.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import NOTE, NOTEBOOK, ROOT
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

DOCS = ROOT / "docs"
PAGES = sorted(  # original/note repeats the note word by word
    path.relative_to(DOCS).with_suffix("").as_posix()
    for path in DOCS.rglob("*.md")
    if not path.is_relative_to(DOCS / "_static") and path != DOCS / "original/note.md"
)
OPTION = re.compile(":[a-z-]+:")
LITERAL = {"code-cell", "literalinclude", "eval-rst", "toctree", "witness"}

# what is no number of the page, on any page
MASKS = {
    "year": re.compile(r"(?<!\d)(?:19|20)\d\d(?= ?年|）)"),
    "old version of PyTorch": re.compile(r"PyTorch [01]\.\d+"),
    "section of a book": re.compile(r"第 \d+(?:\.\d+)+(?: 和 \d+(?:\.\d+)+)? 节"),
    "subscript": re.compile(r"_(?:\d|\{[^{}]*\})"),
    "idiom": re.compile("百分之百"),
}
ALLOWED: dict[str, dict[str, str]] = {
    "index": {
        "四分之一": "the bound that sigmoid derives; the map of chapters has no cells",
        "0.25": "the same bound, as vanishing-gradients writes it",
    },
    "notes/autograd": {
        "1.6": "the version of PyTorch that forbade it",
        "1.7": "the version of PyTorch that changed it",
    },
    "notes/relu": {"四分之一": "the bound that sigmoid derives"},
    "notes/softmax": {"三分之一": "the uniform distribution over three classes"},
    "original/errata": {
        "1.7": "the version of PyTorch that changed it",
        "0.7": "a probability on the slide",
        "0.2": "a probability on the slide",
    },
    "reference/accuracy": {
        "0.5": "what an error by rounding is, by definition",
        "200": "the bits of the true values, in tests/accuracy",
        "两千": "the points of a sign and exponent, in tests/accuracy/points.py",
        "一百万": "that many for every sign and exponent of float32",
        "一万七千": "the rows of logits, in tests/accuracy/points.py",
        "一千": "the most classes of a row, there too",
        "十": "the most classes of a matrix, there too",
        "千分之一": "the smallest spread of a row, there too",
        "1e15": "the largest input of the losses, there too",
    },
    "reference/errors": {
        "1.5": "the version of PyTorch that began to warn",
        "1.7": "the version of PyTorch that changed it",
        "0.4.1": "the version of PyTorch of an old question",
    },
}

NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)*\.?(?:e[+-]?\d+)?%?(?!\w)", re.ASCII)
NUMERAL = re.compile(
    "[一二两三四五六七八九十百千万]+分之[一二三四五六七八九十百千万]+"
    "|[一二两三四五六七八九十百千万几]*[十百千万][一二三四五六七八九十百千万]*"
)
RESULT = re.compile(
    r"(?:得到?|等于|[是为剩约差=])[\s$−+-]*(?P<is>[2-9])(?![\w.^\\(]| ?[年节])"
    r"|(?<![\w.])(?P<times>[2-9])\$?\s*倍",
    re.ASCII,
)
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}


@cache
def parser() -> MarkdownIt:
    """The parser of the pages, with the extensions that ``conf.py`` enables."""
    extensions = set(runpy.run_path(str(ROOT / "conf.py"))["myst_enable_extensions"])
    config = MdParserConfig(enable_extensions=extensions, dmath_double_inline=True)
    return create_md_parser(config, RendererHTML)


def role(name: str, content: str) -> str:
    """The text that a role shows as it was typed; a link to the note shows the note's words."""
    text, _, target = content.partition(" <")
    return text if name == "ref" and target and not target.startswith("note-") else ""


def typed(token: Token) -> str:
    """What a token of a line says; of code only the decimals, as arguments are whole."""
    match token.type:
        case "text":
            return token.content
        case "math_inline" | "math_inline_double":
            return re.sub(r"10\^\{?(-?\d+)\}?", r"1e\1", f"${token.content}$")
        case "code_inline":
            return f"`{' '.join(re.findall(r'(?<![A-Za-z_.])[0-9]+[.][0-9]+', token.content))}`"
        case "myst_role":
            return role(token.meta["name"], token.content)
        case "softbreak" | "hardbreak":
            return " "
    return ""


def line(tokens: Iterable[Token]) -> str:
    """A line as it was typed, without the titles of other sites and without the note's words."""
    said, elsewhere = "", False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            elsewhere = str(token.attrGet("href") or "").startswith("http")
        said += "" if elsewhere else typed(token)
    return re.sub("“([^”]*)”", lambda quote: "“”" if quote[1] in NOTE else quote[0], said)


def directive(token: Token) -> Iterator[str]:
    """The prose of a directive: its title, its ``alt`` and its content."""
    name, _, title = token.info[1:].partition("}")
    if name in LITERAL or not token.info.startswith("{"):
        return
    options = "".join(takewhile(OPTION.match, token.content.splitlines(keepends=True)))
    alts = re.findall('^:alt: "?(.*?)"?$', options, re.MULTILINE)
    for text in (title if name == "admonition" else "", *alts, token.content.removeprefix(options)):
        yield from prose(text)


def prose(source: str) -> Iterator[str]:
    """The lines of a page outside cells, code, displayed formulas and quotations of the note."""
    quoted = 0
    for token in parser().parse(source):
        quoted += token.nesting * (token.type in ("blockquote_open", "blockquote_close"))
        if token.type == "inline" and not quoted:
            yield line(token.children or [])
        elif token.type in ("fence", "colon_fence"):
            yield from directive(token)


def numeral(word: str) -> int:
    """The value of a Chinese numeral."""
    total = section = digit = 0
    for character in word:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            section, digit = section + (digit or 1) * UNITS[character], 0
        else:
            total, section, digit = total + (section + digit or 1) * 10_000, 0, 0
    return total + section + digit


def value(word: str) -> Fraction | None:
    """The value of a number; none if it is vague (几百) or no number (0.4.1)."""
    if word.count(".") > 1 or "几" in word:
        return None
    if word[0].isascii():
        return Fraction(word.rstrip("%.")) / (100 if word.endswith("%") else 1)
    below, _, above = word.rpartition("分之")
    return Fraction(numeral(above), numeral(below) if below else 1)


def results(said: str) -> Iterator[re.Match[str]]:
    """The numbers of a line that may be results."""
    for mask in MASKS.values():
        said = mask.sub("¤", said)
    said = said.replace(" %", "%")
    for match in NUMBER.finditer(said):
        if len(re.sub(r"[^\de%]", "", match[0])) > 1:
            yield match
    yield from NUMERAL.finditer(said)
    yield from RESULT.finditer(said)


def word(match: re.Match[str]) -> str:
    """The number of a match, without the words around it and a full stop."""
    named = [text for text in match.groupdict().values() if text]
    return (named[0] if named else match[0]).rstrip(".")


def known(source: str, printed: str) -> set[Fraction | None]:
    """The numbers that stand in the cells of a page or were printed by them."""
    tokens = parser().parse(source)
    cells = [t.content for t in tokens if t.type == "fence" and t.info.startswith("{code-cell}")]
    return {value(match[0]) for text in (*cells, printed) for match in NUMBER.finditer(text)} - {
        None
    }


def unexplained(source: str, printed: str = "") -> list[tuple[str, str]]:
    """The typed numbers of a page that no cell of it holds or printed, each with its place."""
    numbers = known(source, printed)
    return [
        (word(match), match.string[max(0, match.start() - 15) : match.end() + 15])
        for said in prose(source)
        for match in results(said)
        if value(word(match)) not in numbers
    ]


@pytest.fixture(scope="module", params=PAGES)
def found(request: pytest.FixtureRequest, site: Path) -> tuple[str, list[tuple[str, str]]]:
    """A page and its unexplained numbers."""
    name = str(request.param)
    html = BeautifulSoup((site / f"{name}.html").read_bytes(), "html5lib")
    printed = "\n".join(output.get_text() for output in html.select(".cell_output"))
    return name, unexplained((DOCS / f"{name}.md").read_text(encoding="utf-8"), printed)


def test_numbers_come_from_cells(found: tuple[str, list[tuple[str, str]]]) -> None:
    """Each number of a page's prose comes from a cell of it, or the list says why it need not."""
    name, numbers = found

    assert [number for number in numbers if number[0] not in ALLOWED.get(name, {})] == []


def test_allowances_are_used(found: tuple[str, list[tuple[str, str]]]) -> None:
    """What the list allows a page stands there and is not explained by a cell."""
    name, numbers = found

    assert ALLOWED.get(name, {}).keys() - {number for number, _ in numbers} == set()


def test_allowances_are_for_pages() -> None:
    """The list names no page that does not exist."""
    assert ALLOWED.keys() - set(PAGES) == set()


@pytest.mark.parametrize("mask", MASKS)
def test_masks_are_used(mask: str) -> None:
    """What is never looked at stands on some page."""
    sources = [(DOCS / f"{name}.md").read_text(encoding="utf-8") for name in PAGES]

    assert any(MASKS[mask].search(said) for source in sources for said in prose(source))


CELL = NOTEBOOK + "```{code-cell} python\nx = 0.25 + 1000.0 + 1e-6 + 400  # 20\n```\n\n"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("结果是 0.7311。", ["0.7311"]),
        ("$p = 0.7311$", ["0.7311"]),
        ("得到 `tensor([0.7311])`", ["0.7311"]),
        ("约 1e-10，也就是 $10^{-10}$", ["1e-10", "1e-10"]),
        ("占 12.5 % 和 7%", ["12.5%", "7%"]),
        ("一共 35 个，十二层，几百倍", ["35", "十二", "几百"]),
        ("三分之一与千分之一", ["三分之一", "千分之一"]),
        ("等于 5，是原来的 3 倍", ["5", "3"]),
        ("- 选项\n\n  是 **0.3**\n", ["0.3"]),
        ("| 列 |\n|---|\n| 0.3 |\n", ["0.3"]),
        ("# 大约 0.3\n", ["0.3"]),
        ("{ref}`那里的 0.3 <there>`", ["0.3"]),
        ("“得到 0.3”", ["0.3"]),
        (":::{admonition} 题 0.3\n:class: attention\n正文 0.4\n:::\n", ["0.3", "0.4"]),
        (
            '```{glue:figure} key\n:alt: "高 0.3，{value}`key:.1f`。"\n\n图 0.4\n```\n',
            ["0.3", "0.4"],
        ),
    ],
)
def test_typed_number_is_found(text: str, numbers: list[str]) -> None:
    """A number that no cell holds is found, wherever it was typed."""
    assert sorted(number for number, _ in unexplained(CELL + text)) == sorted(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "结果是 {value}`key:.4f`，见 {eq}`eq-12` 和 {numref}`fig-12`。",
        "输入 0.25、$-1000$、$10^{-6}$、25%、四分之一、四百、二十",
        "打印出 0.7311",
        "`float32(12)`、float32、CS231n、$x_{12}$、$x_1$ 和 $e^2$",
        "Bishop（2006）第 1.1 节，1958 年，PyTorch 1.5",
        "[PR 18349](https://github.com/pytorch/pytorch/pull/18349)",
        "(note-s1)=\n{.note}\n> 小于 0.3\n",
        "“所以代码中是调用其中的 第 012 变量 进行计算”",
        "{ref}`第 012 变量 <note-s69>`",
        "```python\n0.3\n```\n",
        "$$\n0.3\n$$ (eq-there)\n",
        ":::{self-test}\n:truths: q-12\n:::\n",
        "恰好是 0，有 3 个",
    ],
)
def test_other_number_is_not(text: str) -> None:
    """What is glued, an input, printed, a name or a quotation is not found."""
    assert unexplained(CELL + text, "tensor([0.7311])") == []
