"""Keeps a formula and the punctuation that touches it on one line.

Browsers may break a line on either side of a formula, whatever stands there, so a comma could begin
a line and a bracket end one.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from notes_site.sphinx_support.builders import ForReaders

OPENING = re.compile(r"[（《「『“‘(\[]+$")
CLOSING = re.compile(r"^[，。；：、！？）》」』”’,.;:!?)\]%]+")


def cut(text: nodes.Node | None, edge: re.Pattern[str]) -> str:
    """The punctuation at an edge of a text, taken from it."""
    if not isinstance(text, nodes.Text) or not (found := edge.search(text)):
        return ""
    text.parent.replace(text, nodes.Text(edge.sub("", text)))
    return found[0]


class KeepTogether(ForReaders):
    """Wrap formulas together with their punctuation."""

    default_priority = 502  # after what looks for formulas

    def run(self, **kwargs: Any) -> None:
        for formula in list(self.document.findall(nodes.math)):
            parent, place = formula.parent, formula.parent.index(formula)
            before = cut(parent[place - 1] if place else None, OPENING)
            after = cut(parent[place + 1] if place + 1 < len(parent) else None, CLOSING)
            if before or after:
                whole = nodes.inline("", before, classes=["unbroken"])
                formula.replace_self(whole)
                whole += [formula, nodes.Text(after)]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(KeepTogether)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
