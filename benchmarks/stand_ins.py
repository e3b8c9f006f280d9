"""Directives that show nothing, so that pages parse where their formulas are not checked."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

NAMES = (
    "checked-formulas",
    "symbol-values",
    "symbols",
    "unchecked",
    "unchecked-formulas",
    "witness",
)


class Nothing(SphinxDirective):
    """Takes what the real directive takes."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """No node."""
        return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every name."""
    for name in NAMES:
        app.add_directive(name, Nothing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
