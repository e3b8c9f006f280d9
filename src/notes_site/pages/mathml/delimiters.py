r"""Delimiters that grow, ``\left( … \right)``, and those of a fixed size, ``\bigl(``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import Element, make, operator
from notes_site.pages.mathml.symbols import FENCES

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser

NORM = "‖"
TALL = {"mfrac", "mtable", "munder", "mover", "munderover", "mroot"}
SIZES = {"big": "1.2em", "Big": "1.623em", "bigg": "2.047em", "Bigg": "2.470em"}
OPENING = {rf"\{size}l": width for size, width in SIZES.items()}
CLOSING = {rf"\{size}r": width for size, width in SIZES.items()}
BETWEEN = {rf"\{size}m": width for size, width in SIZES.items()}
PLAIN = {rf"\{size}": width for size, width in SIZES.items()}
SIZED = OPENING | CLOSING | BETWEEN | PLAIN


def delimiter(parser: Parser, command: str) -> str:
    """Read the delimiter of a command; a point stands for none."""
    token = parser.source.take()
    if token == ".":
        return ""
    if token not in FENCES:
        instead = {"<": r"\langle", ">": r"\rangle"}.get(token)
        raise parser.error(
            f"{command} takes no {token or 'end'} for a delimiter"
            + (f"; write {instead}" if instead else "")
        )
    return FENCES[token]


def left(parser: Parser, command: str) -> list[Element]:
    r"""A row between delimiters as high as it; bars of norms are alike unless it is a tall one."""
    opening = delimiter(parser, command)
    elements: list[Element] = []
    while True:
        elements += parser.row(r"\middle", r"\right")
        end = parser.source.take()
        sign = delimiter(parser, end)
        if end == r"\right":
            break
        elements.append(operator(sign, stretchy="true", lspace="0.1667em", rspace="0.1667em"))
    tall = any(inner.tag in TALL for element in elements for inner in element.iter())
    fences = [grown(text, tall=tall) if text else None for text in (opening, sign)]
    row = [fences[0], *elements, fences[1]]
    return [make("mrow", *(element for element in row if element is not None))]


def grown(text: str, *, tall: bool) -> Element:
    """A delimiter that is as high as what it encloses."""
    return operator(text, stretchy="false") if text == NORM and not tall else operator(text)


def sized(parser: Parser, command: str) -> list[Element]:
    """A delimiter of a size; an opening one with all up to its partner in the same row."""
    text, size = delimiter(parser, command), SIZED[command]
    if text == NORM:
        raise parser.error(rf"{command} takes no \|; write \left\| … \right\|")
    fences = [operator(text, maxsize=size, minsize=size, symmetric="true")] if text else []
    for fence in fences:
        fence.attrib.update(room(command))
    if command not in OPENING:
        return fences
    elements = fences + parser.row(*CLOSING, *parser.closers)
    if parser.source.peek() not in CLOSING:
        return elements
    return [make("mrow", *elements, *sized(parser, parser.source.take()))]


def room(command: str) -> dict[str, str]:
    """What a delimiter is, where its place does not tell."""
    if command in PLAIN:
        return {"lspace": "0", "rspace": "0"}
    return {"lspace": "0.2778em", "rspace": "0.2778em"} if command in BETWEEN else {}
