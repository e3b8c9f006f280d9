"""Accents, lines, braces and words over and under something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import Element, make, operator
from notes_site.pages.mathml.symbols import ACCENTS

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser

# what grows with its base; browsers know which characters do
STRETCHED = {
    r"\widehat": ("mover", "ˆ"),
    r"\widetilde": ("mover", "~"),
    r"\overline": ("mover", "_"),
    r"\underline": ("munder", "_"),
    r"\overbrace": ("mover", "⏞"),
    r"\underbrace": ("munder", "⏟"),
}
STACKED = {r"\overset": "mover", r"\stackrel": "mover", r"\underset": "munder"}


def accent(parser: Parser, command: str) -> list[Element]:
    """An accent of one size."""
    sign = operator(ACCENTS[command], stretchy="false")
    if command == r"\vec":
        sign.set("scriptlevel", "+1")
    return [make("mover", parser.argument(command), sign, accent="true")]


def stretched(parser: Parser, command: str) -> list[Element]:
    """A sign as wide as its base; scripts of a brace are its label.

    Below an accent, browsers take the dot off an i: LaTeX does not below a line or a brace.
    """
    tag, sign = STRETCHED[command]
    base = parser.argument(command)
    if command.startswith(r"\wide"):
        return [make(tag, base, operator(sign, stretchy="true"), accent="true")]
    element = make(tag, base, operator(sign, stretchy="true", scriptlevel="+0"))
    element.limits = command.endswith("brace")
    return [element]


def stacked(parser: Parser, command: str) -> list[Element]:
    """Something small over or under something else."""
    small, base = parser.argument(command, last=False), parser.argument(command)
    base.attrib.pop("movablelimits", None)
    element = make(STACKED[command], base, small)
    element.named, element.limits = base.named, True
    return [element]
