"""Signs that depend on what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import Element, make, operator, space
from notes_site.pages.mathml.symbols import BINARY, NEGATED, RELATIONS

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser


def negation(parser: Parser, command: str) -> list[Element]:
    """A relation that does not hold."""
    token = parser.source.take()
    if token not in NEGATED:
        raise parser.error(f"{command} of {token or 'nothing'} is not known")
    return [operator(NEGATED[token])]


def modulo(parser: Parser, command: str) -> list[Element]:
    """The sign of a remainder, or what is equal but for a multiple."""
    if command == r"\bmod":
        return [operator("mod", lspace="0.2222em", rspace="0.2222em")]
    number = parser.argument(command)
    opening, closing = (operator(text, stretchy="false") for text in "()")
    word = make("mi", text="mod")
    return [space("0.4444em"), make("mrow", opening, word, space("0.3333em"), number, closing)]


def colon(parser: Parser, command: str) -> list[Element]:
    """The colon before the sets of a function."""
    return [operator(":", form="postfix", lspace="0", rspace="0.28em")]


def dots(parser: Parser, command: str) -> list[Element]:
    """Three points, in the middle before an operator."""
    between = parser.source.peek() in BINARY | RELATIONS
    return [make("mi", text="⋯" if between else "…")]
