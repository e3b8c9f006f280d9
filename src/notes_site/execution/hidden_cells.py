"""Gives a folded cell the name that it shows.

MyST-NB hard-codes the English label "Toggle hidden content", which screen readers say in place of
the visible words, and puts paragraphs into a summary, where HTML allows none (MyST-NB 1.4,
``visit_HideCellInput``).
"""

from __future__ import annotations

from html import escape
from typing import Any

from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def visit(self: HTML5Translator, node: HideCodeCellNode) -> None:
    self.body.append(self.starttag(node, "details", CLASS="hide"))
    self.body.append("<summary>")
    for state, prompt in (("collapsed", "prompt_show"), ("expanded", "prompt_hide")):
        self.body.append(f'<span class="{state}">{escape(node[prompt])}</span>')
    self.body.append("</summary>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("myst_nb")
    app.add_node(HideCodeCellNode, override=True, html=(visit, depart_HideCellInput))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
