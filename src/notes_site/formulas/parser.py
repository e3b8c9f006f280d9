"""LaTeX to a tree, by the grammar beside this file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark
from lark.exceptions import UnexpectedInput

from notes_site.formulas.errors import FormulaError

Node = Any  # a tree of lark's, whose rule says what its children are


@cache
def grammar() -> Lark:
    """The parser; its tables are made once per process."""
    text = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        text, start="formula", parser="lalr", maybe_placeholders=True, propagate_positions=True
    )


def parse(latex: str) -> Node:
    """The tree of a formula.

    Raises:
        FormulaError: Where the grammar does not know how to go on.
    """
    try:
        return grammar().parse(latex)
    except UnexpectedInput as error:
        place = error.get_context(latex, span=20).replace("\n", " ")
        raise FormulaError(f"cannot be read near: {place.strip(' ^')}") from error


def source(latex: str, node: Node) -> str:
    """The LaTeX of a part of a formula, with the parentheses around it."""
    start, end = node.meta.container_start_pos, node.meta.container_end_pos
    growing = re.search(r"\\(left|bigl)\s*$", latex[:start])
    return latex[growing.start() if growing else start : end]
