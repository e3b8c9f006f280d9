"""Environments: what has rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import Element, make, operator

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser, Rows

FENCES = {
    "matrix": "",
    "pmatrix": "()",
    "bmatrix": "[]",
    "Bmatrix": "{}",
    "vmatrix": "||",
    "Vmatrix": "‖‖",
}
ALIGNED = ("aligned", "split", "gathered")
CASES = ("cases", "dcases")
INSTEAD = {
    **dict.fromkeys(
        ("align", "align*", "alignat", "alignedat", "eqnarray", "multline"), r"\begin{aligned}"
    ),
    **dict.fromkeys(("gather", "gather*"), r"\begin{gathered}"),
    **dict.fromkeys(("array", "smallmatrix", "tabular"), r"\begin{matrix} or \begin{cases}"),
    **dict.fromkeys(("equation", "equation*", "math", "displaymath"), "$$"),
}


def begin(parser: Parser, command: str) -> list[Element]:
    """A table between its two commands."""
    name = parser.source.verbatim(command)
    if name not in {*FENCES, *ALIGNED, *CASES}:
        instead = f"; write {INSTEAD[name]}" if name in INSTEAD else ""
        raise parser.error(f"\\begin{{{name}}} is not known{instead}")
    if parser.source.peek() == "[" and name not in FENCES:
        raise parser.error(f"\\begin{{{name}}} takes no place in brackets")
    rows = parser.rows(r"\end")
    parser.source.take()
    if (end := parser.source.verbatim(r"\end")) != name:
        raise parser.error(f"\\begin{{{name}}} ends with \\end{{{end}}}")
    check(parser, name, rows)
    return [environment(name, rows)]


def check(parser: Parser, name: str, rows: Rows) -> None:
    """Refuse rows with more cells than there are places."""
    places = 1 if name == "gathered" else 2
    if name not in FENCES and any(len(row) > places for row in rows):
        raise parser.error(f"\\begin{{{name}}} has {places} columns here; one & too many")


def environment(name: str, rows: Rows) -> Element:
    """The element of an environment."""
    if name == "gathered":
        return table(rows, displaystyle="true")
    if name in ALIGNED:
        return table(rows, class_="ams-align")
    if name in CASES:
        cases = table(rows, columnalign="left", class_="cases")
        return make("mrow", operator("{", rspace="0.17em"), cases)
    matrix = table(rows)
    for cell in matrix.iter("mtd"):
        cell.set("displaystyle", "false")
    fences = [operator(text) for text in FENCES[name]]
    return make("mrow", fences[0], matrix, fences[1]) if fences else matrix


def table(rows: Rows, **attributes: str) -> Element:
    """A table of cells."""
    made = [make("mtr", *(make("mtd", *cell) for cell in row)) for row in rows]
    return make("mtable", *made, **attributes)


def substack(parser: Parser, command: str) -> list[Element]:
    """Lines of an index, close to each other."""
    if parser.source.take() != "{":
        raise parser.error(f"{command} needs braces: {command}{{…}}")
    rows = parser.rows("}")
    parser.source.take()
    if any(len(row) > 1 for row in rows):
        raise parser.error(f"{command} has one column; & stands for nothing in it")
    return [table(rows, class_="substack")]
