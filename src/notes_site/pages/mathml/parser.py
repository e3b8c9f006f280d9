"""Turns LaTeX into elements; what it does not know, it refuses.

docutils has a converter, too. It lets much pass that it then sets as something else, and nobody
would notice: the star of an ``operatorname*``, a brace that does not stretch, bold that is not.
What is read here is what the tables of this package name, and nothing else.
"""

from __future__ import annotations

from notes_site.pages.mathml.advice import ADVICE, ALONE
from notes_site.pages.mathml.commands import BARE, COMMANDS, STYLES
from notes_site.pages.mathml.elements import Element, grouped, make
from notes_site.pages.mathml.leaves import leaf
from notes_site.pages.mathml.scripts import Scripts
from notes_site.pages.mathml.source import LatexError, Source
from notes_site.pages.mathml.tables import check, table

Rows = list[list[list[Element]]]


class Parser:
    """Reads one formula."""

    def __init__(self, latex: str) -> None:
        self.source = Source(latex)
        self.closers: tuple[str, ...] = ()

    def error(self, message: str) -> LatexError:
        """An error at the place that has been reached."""
        return self.source.error(message)

    def row(self, *closers: str) -> list[Element]:
        """Read up to one of some tokens, and leave that; nothing is the end of the formula."""
        outer, self.closers = self.closers, closers
        elements: list[Element] = []
        while (token := self.source.peek()) not in closers:
            if not token:
                raise self.error(f"it ends before {closers[-1]}")
            if token in STYLES:
                self.source.take()
                elements.append(make("mrow", *self.row(*closers), **STYLES[token]))
            else:
                elements += self.atom()
                elements += Scripts(self).read(elements.pop()) if elements else []
        self.closers = outer
        return elements

    def rows(self, end: str) -> Rows:
        """Read the cells of a table up to a token; a blank last row is none, as in LaTeX."""
        rows: Rows = [[]]
        while True:
            rows[-1].append(self.row("&", "\\\\", end))
            if self.source.peek() == end:
                return rows[:-1] if len(rows) > 1 and rows[-1] == [[]] else rows
            if self.source.take() == "\\\\":
                rows.append([])
                if self.source.is_followed_by("[*"):
                    raise self.error(r"\\ takes no distance: the style sheet sets it")

    def group(self) -> list[Element]:
        """Read a group in braces."""
        self.source.take()
        elements = self.row("}")
        self.source.take()
        return elements

    def argument(self, command: str, *, last: bool = True) -> Element:
        """Read what a command is applied to, as one element."""
        return grouped(self.arguments(command, last=last))

    def arguments(self, command: str, *, last: bool = True) -> list[Element]:
        """Read what a command is applied to: a group or a symbol, a single digit as in LaTeX."""
        token = self.source.peek()
        if token == "{":
            return self.group()
        if not token or token in ALONE or token in "_^'":
            raise self.error(f"{command} lacks what it is applied to")
        if token in COMMANDS and token not in BARE:
            raise self.error(f"{command} needs braces: {command}{{{token}…}}")
        if not token.isdigit():
            return self.atom()
        self.source.take()
        if last and self.source.is_followed_by("0123456789."):
            raise self.error(f"{command}{token} takes one digit only; write {command}{{{token}…}}")
        return [make("mn", text=token)]

    def atom(self) -> list[Element]:
        """Read a token with its arguments."""
        token = self.source.peek()
        if number := self.source.number():
            return [make("mn", text=number)]
        if token == "{":
            return [as_ordinary(grouped(self.group()))]
        element = leaf(token)
        if token not in COMMANDS and element is None:
            raise self.refusal(token)
        self.source.take()
        return COMMANDS[token](self, token) if element is None else [element]

    def refusal(self, token: str) -> LatexError:
        """Say what is wrong with a token, and what to write instead."""
        if token in ALONE:
            return self.error(f"{token} {ALONE[token]}")
        if not token.isascii():
            return self.error(f"{token} is no LaTeX; write its command, or \\text{{{token}}}")
        instead = ADVICE.get(token)
        return self.error(f"{token} is not known" + (f"; {instead}" if instead else ""))


def as_ordinary(element: Element) -> Element:
    """An operator in braces has no room around it, as in ``1{,}000``."""
    if element.tag == "mo":
        element.attrib.update(lspace="0", rspace="0")
    return element


def parse(latex: str, *, displayed: bool) -> list[Element]:
    """The elements of a formula; one that is displayed may have several rows."""
    parser = Parser(latex)
    if not displayed:
        return parser.row("")
    rows = parser.rows("")
    if len(rows) == 1 and len(rows[0]) > 1:
        raise parser.error(f"& {ALONE['&']}")
    check(parser, "aligned", rows)
    return rows[0][0] if len(rows) == 1 else [table(rows, class_="ams-align", displaystyle="true")]
