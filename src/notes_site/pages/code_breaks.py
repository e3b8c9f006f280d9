"""Says where code in a line may break: a long word between its parts, short code nowhere.

A browser breaks a word anywhere once no line holds it, on a phone or in a column of a table; and it
breaks after every hyphen.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

SHORT, LONG, LONG_IN_TABLE = 16, 30, 20  # characters; the last for columns
WORD = re.compile(r'(?<=<span class="pre)">([^<]+)')
BETWEEN = re.compile(r"(?<=[a-z]{2}[._])(?=[a-z]{2})|(?<=[(\[,:=])(?=[\w&])")
MINUS = re.compile(r"-\w")


def is_in_table(node: nodes.Node) -> bool:
    """Whether a node stands in a cell of a table."""
    return isinstance(node, nodes.entry) or (node.parent is not None and is_in_table(node.parent))


def with_breaks(piece: str, long: int) -> str:
    """Written code whose long words may break, and whose short ones with a minus may not."""

    def word(found: re.Match[str]) -> str:
        text = found[1]
        if len(text) >= long:
            return '">' + BETWEEN.sub("<wbr/>", text)
        return f' unbroken">{text}' if MINUS.search(text) else found[0]

    return WORD.sub(word, piece)


def visit(self: HTML5Translator, node: nodes.literal) -> None:
    text = node.astext()
    if " " in text and len(text) <= SHORT:
        node["classes"] = [*node["classes"], "unbroken"]
    node["start"] = len(self.body)
    HTML5Translator.visit_literal(self, node)


def depart(self: HTML5Translator, node: nodes.literal) -> None:
    start, long = node["start"], LONG_IN_TABLE if is_in_table(node) else LONG
    self.body[start:] = [with_breaks(piece, long) for piece in self.body[start:]]
    HTML5Translator.depart_literal(self, node)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(nodes.literal, override=True, html=(visit, depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
