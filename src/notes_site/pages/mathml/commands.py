"""Commands that are applied to something."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from notes_site.pages.mathml.alphabets import ALPHABETS, in_alphabet
from notes_site.pages.mathml.delimiters import SIZED, left, sized
from notes_site.pages.mathml.elements import Element, grouped, make, operator, space
from notes_site.pages.mathml.leaves import name, name_with_limits
from notes_site.pages.mathml.over import STACKED, STRETCHED, accent, stacked, stretched
from notes_site.pages.mathml.signs import colon, dots, modulo, negation
from notes_site.pages.mathml.symbols import ACCENTS
from notes_site.pages.mathml.tables import begin, substack
from notes_site.pages.mathml.text import text

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser

Command = Callable[["Parser", str], list[Element]]
DISPLAY = {"displaystyle": "true", "scriptlevel": "0"}
TEXT = {"displaystyle": "false", "scriptlevel": "0"}
STYLES = {
    r"\displaystyle": DISPLAY,
    r"\textstyle": TEXT,
    r"\scriptstyle": {"displaystyle": "false", "scriptlevel": "1"},
}
FRACTIONS = {r"\frac": {}, r"\dfrac": DISPLAY, r"\tfrac": TEXT, r"\binom": {"linethickness": "0"}}
WIDTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+) ?(em|ex|mu)")


def fraction(parser: Parser, command: str) -> list[Element]:
    """A fraction, or what looks like one without its bar."""
    above, below = parser.argument(command, last=False), parser.argument(command)
    element = make("mfrac", above, below, **FRACTIONS[command])
    if command == r"\binom":
        return [make("mrow", operator("("), element, operator(")"))]
    return [element]


def root(parser: Parser, command: str) -> list[Element]:
    """A square root, or another with its degree."""
    if parser.source.peek() != "[":
        return [make("msqrt", *parser.arguments(command))]
    degree = bracketed(parser)
    return [make("mroot", parser.argument(command), degree)]


def bracketed(parser: Parser) -> Element:
    """An argument in brackets."""
    parser.source.take()
    element = grouped(parser.row("]"))
    parser.source.take()
    return element


def operator_name(parser: Parser, command: str) -> list[Element]:
    """A name of the writer's own; with a star its indices stand below."""
    written = parser.source.verbatim(command)
    words = " ".join(re.sub(r"\s", "", word) for word in written.split(r"\,"))
    if not re.fullmatch(r"[A-Za-z0-9-]+( [A-Za-z0-9-]+)*", words):
        raise parser.error(rf"{command} takes letters, digits and \, only")
    if command.endswith("*"):
        return [name_with_limits(words.replace(" ", "\u00a0"))]
    element = name(words.replace(" ", "\u00a0"))
    element.set("mathvariant", "normal")
    return [element]


def roman(parser: Parser, command: str) -> list[Element]:
    """Upright letters; a single one would be set in italics."""
    [element] = in_alphabet(parser, command)
    for letter in element.iter("mi"):
        if len(letter.text or "") == 1:
            letter.set("mathvariant", "normal")
    return [element]


def width(parser: Parser, command: str) -> list[Element]:
    """Room of some width."""
    found = WIDTH.fullmatch(parser.source.verbatim(command).strip())
    if not found:
        raise parser.error(f"{command} takes a width of no less than 0 in em, ex or mu")
    number, unit = found.groups()
    return [space(f"{float(number) / 18:.4g}em" if unit == "mu" else number + unit)]


def phantom(parser: Parser, command: str) -> list[Element]:
    """The room that something would take."""
    element = make("mphantom", *parser.arguments(command))
    flat = {r"\hphantom": {"height": "0", "depth": "0"}, r"\vphantom": {"width": "0"}}
    return [make("mpadded", element, **flat[command]) if command in flat else element]


def boxed(parser: Parser, command: str) -> list[Element]:
    """A frame around something, drawn by the style sheet: no browser but one knows menclose."""
    return [make("mrow", *parser.arguments(command), class_="boxed")]


COMMANDS: dict[str, Command] = {
    **dict.fromkeys(FRACTIONS, fraction),
    **dict.fromkeys(ACCENTS, accent),
    **dict.fromkeys(STRETCHED, stretched),
    **dict.fromkeys(STACKED, stacked),
    **dict.fromkeys(ALPHABETS, in_alphabet),
    **dict.fromkeys(SIZED, sized),
    **dict.fromkeys((r"\phantom", r"\hphantom", r"\vphantom"), phantom),
    **dict.fromkeys((r"\operatorname", r"\operatorname*"), operator_name),
    **dict.fromkeys((r"\hspace", r"\mspace"), width),
    **dict.fromkeys((r"\text", r"\textrm"), text),
    **dict.fromkeys((r"\bmod", r"\pmod"), modulo),
    r"\mathrm": roman,
    r"\sqrt": root,
    r"\left": left,
    r"\not": negation,
    r"\boxed": boxed,
    r"\begin": begin,
    r"\substack": substack,
    r"\colon": colon,
    r"\dots": dots,
}
BARE = {*ALPHABETS, r"\text", r"\textrm", r"\operatorname", r"\dots"}
