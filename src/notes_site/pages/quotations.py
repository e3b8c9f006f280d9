"""Writes quotations without the ``div`` that Sphinx puts into each.

The reader views of browsers (Readability) drop a ``div`` that is short and has a link, and with it
all that a short quotation says; a ``blockquote`` they keep.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def visit_block_quote(self: HTML5Translator, node: nodes.block_quote) -> None:
    self.body.append(self.starttag(node, "blockquote"))


def depart_block_quote(self: HTML5Translator, node: nodes.block_quote) -> None:
    self.body.append("</blockquote>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(nodes.block_quote, override=True, html=(visit_block_quote, depart_block_quote))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
