"""A dash between a parameter and what it is.

Sphinx writes two hyphens there and leaves them to the smart quotes, which this site goes without.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

HYPHENS, DASH = " -- ", " – "


def write_dashes(app: Sphinx, doctree: nodes.document) -> None:
    """Put a dash where Sphinx has parted a name from its description."""
    for field in doctree.findall(nodes.field_body):
        for text in list(field.findall(nodes.Text)):
            if text == HYPHENS:
                text.parent.replace(text, nodes.Text(DASH))


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", write_dashes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
