"""Nodes of our own that only HTML draws; every other format shows what stands inside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[[HTML5Translator, Any], None]


def pass_through(self: Any, node: nodes.Element) -> None:
    """Write nothing for the node itself; its content follows."""


def add_html_node(app: Sphinx, node: type[nodes.Element], visit: Visitor, depart: Visitor) -> None:
    """Register a node with its HTML visitors."""
    html, plain = (visit, depart), (pass_through, pass_through)
    app.add_node(node, html=html, text=plain, latex=plain, man=plain, texinfo=plain)
