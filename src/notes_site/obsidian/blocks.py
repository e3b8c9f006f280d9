"""Cuts a note into blocks, with the lines of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

PARSER = MarkdownIt("commonmark").enable("table")
PARSER.use(dollarmath_plugin, double_inline=True).use(
    footnote_plugin, inline=False, move_to_end=False
)
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---[ ]*(?:\n|\Z)", re.DOTALL)
FENCE = r"^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*\n)*?[ >]*(?P=fence)"
COMMENT = re.compile(rf"(?P<kept>{FENCE})|^%%(?P<comment>[\s\S]*?)%%[ ]*$", re.MULTILINE)
WHOLE = {"fence", "code_block", "math_block", "html_block"}


@dataclass(frozen=True)
class Block:
    """A block of a note; ``kept`` are the lines that must stay as they are."""

    kind: str
    lines: list[str]
    level: int = 0
    info: str = ""
    content: str = ""
    kept: frozenset[int] = frozenset()


def front_matter(text: str) -> tuple[dict[str, object], str]:
    """What a note says of itself, and the rest of it."""
    if (match := FRONT_MATTER.match(text)) is None:
        return {}, text
    try:
        said = yaml.safe_load(match[1])
    except yaml.YAMLError:
        said = None
    return (said if isinstance(said, dict) else {}), text[match.end() :]


def show_comments(text: str) -> str:
    """Comments that fill lines of their own, as those of HTML, which are blocks."""
    return COMMENT.sub(lambda m: m["kept"] or f"<!--{m['comment']}-->", text)


def without_unused(text: str) -> str:
    """A note whose footnotes are all referred to; the others become comments."""
    used = set(re.findall(r"(\[\^[^\]\s]+\])(?!:)", text))
    return re.sub(
        r"^(\[\^[^\]\s]+\]):.*$",
        lambda match: match[0] if match[1] in used else f"<!--{match[0]}-->",
        text,
        flags=re.MULTILINE,
    )


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a note, or of what stands in one of its quotations."""
    lines = text.split("\n")
    tokens = PARSER.parse(text)
    starts = [(i, t) for i, t in enumerate(tokens) if t.level == 0 and t.nesting >= 0]
    for place, token in starts:
        begin, end = token.map or (0, 0)
        heading = tokens[place + 1].content if token.type == "heading_open" else ""
        yield Block(
            token.type.removesuffix("_open"),
            lines[begin:end],
            level=int(token.tag[1:]) if token.type == "heading_open" else 0,
            info=token.info.strip(),
            content=heading or token.content,
            kept=frozenset(n - begin for n in kept(tokens, place)),
        )


def nested(tokens: list[Token], place: int) -> Iterator[Token]:
    """The tokens inside the one at a place."""
    for token in tokens[place + 1 :]:
        if token.level == tokens[place].level:
            return
        yield token


def kept(tokens: list[Token], place: int) -> Iterator[int]:
    """The lines inside a block that are code, formulas or HTML."""
    for token in nested(tokens, place):
        if token.type in WHOLE and token.map:
            yield from range(*token.map)
