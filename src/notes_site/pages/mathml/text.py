"""Words in a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import Element, make

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser

ESCAPED = re.compile(r"\\([%$#&_{}])")
OTHER = re.compile(r"\\(?:[a-zA-Z]+|.)|[{}^_&#%]|--|``|''")  # what LaTeX sets as something else


def text(parser: Parser, command: str) -> list[Element]:
    """Words, with formulas between dollar signs; blanks at their ends are kept."""
    written = parser.source.verbatim(command)
    elements: list[Element] = []
    for place, part in enumerate(re.split(r"(?<!\\)\$", written)):
        if place % 2:
            elements += type(parser)(part).row("")
        elif part:
            elements.append(words(parser, command, part))
    if (written.count("$") - written.count(r"\$")) % 2:
        raise parser.error(f"{command} has a $ without a second one")
    return [make("mrow", *elements)] if len(elements) != 1 else elements


def words(parser: Parser, command: str, part: str) -> Element:
    """Plain words."""
    plain = ESCAPED.sub("", part)
    if found := OTHER.search(plain):
        raise parser.error(f"{command} takes words and $…$ only, but holds {found[0]}")
    shown = re.sub(r"^\s|\s$|~", "\u00a0", ESCAPED.sub(r"\1", part)).replace("'", "’")
    return make("mtext", text=shown)
