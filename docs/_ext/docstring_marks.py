"""What Sphinx leaves in docstrings as it found it: hyphens for a dash, a heading in English.

It writes two hyphens between a parameter and what it is and leaves them to the smart quotes, which
this site goes without; and it translates the headings it knows, not those of settings.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

HYPHENS, DASH = " -- ", " – "
HEADINGS = {"Source": _("出处")}


def rewrite(app: Sphinx, doctree: nodes.document) -> None:
    """Set dashes, and translate headings."""
    for field in doctree.findall(nodes.field_body):
        for text in list(field.findall(nodes.Text)):
            if text == HYPHENS:
                text.parent.replace(text, nodes.Text(DASH))
    for rubric in doctree.findall(nodes.rubric):
        if words := HEADINGS.get(rubric.astext()):
            rubric[:] = [nodes.Text(words)]


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
