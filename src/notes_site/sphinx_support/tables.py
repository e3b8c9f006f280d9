"""Tables as document nodes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from docutils import nodes

Cell = Sequence[nodes.Node]


def text(words: str) -> Cell:
    """A cell of plain text."""
    return [nodes.Text(words)]


def formula(latex: str) -> Cell:
    """A cell with a formula."""
    return [nodes.math(latex, latex)]


def difference(value: float) -> str:
    """A difference by its size; a dash where there is none, as of an inequality."""
    return "–" if math.isnan(value) else f"{value:.1e}" if value else "0"


def table_row(cells: Iterable[Cell], row_id: str = "") -> nodes.row:
    """One row; each cell is a paragraph."""
    row = nodes.row(ids=[row_id] if row_id else [])
    row += [nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells]
    return row


def table(headings: Sequence[str], rows: Iterable[nodes.row], name: str) -> nodes.table:
    """A table with a heading and a class of its own."""
    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec(colwidth=1) for _ in headings]
    group += nodes.thead("", table_row(map(text, headings)))
    group += nodes.tbody("", *rows)
    return nodes.table("", group, classes=[name])
