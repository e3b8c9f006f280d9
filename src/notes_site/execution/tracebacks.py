"""Marks the first line and the message of a traceback: these may wrap, the rest scrolls."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

MESSAGE = re.compile(r"(?<=<pre><span></span>).+|(?<=\n\n).+")


def visit(self: HTML5Translator, node: nodes.literal_block) -> None:
    try:
        HTML5Translator.visit_literal_block(self, node)
    finally:  # it raises SkipNode when it has written the block
        if "traceback" in node["classes"]:
            self.body[-1] = MESSAGE.sub(r'<span class="message">\g<0></span>', self.body[-1])


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(
        nodes.literal_block,
        override=True,
        html=(visit, HTML5Translator.depart_literal_block),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
