"""What Sphinx leaves as it is in what it makes of docstrings: hyphens for a dash, English words.

It writes two hyphens between a parameter and what it is and leaves them to the smart quotes, which
this site goes without; it translates neither headings that come from settings nor the index entry
of a module.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms import SphinxTransform

HYPHENS, DASH = " -- ", " – "
MODULE = "module; "  # and its name
HEADINGS = {"Source": _("出处")}


class Finish(SphinxTransform):
    """Set dashes, and translate words."""

    default_priority = 840  # before Sphinx collects index entries (850)

    def apply(self, **kwargs: Any) -> None:
        for text in list(self.document.findall(is_dash)):
            text.parent.replace(text, nodes.Text(DASH))
        for rubric in self.document.findall(nodes.rubric):
            if words := HEADINGS.get(rubric.astext()):
                rubric[:] = [nodes.Text(words)]
        for index in self.document.findall(addnodes.index):
            index["entries"] = [
                (kind, entry.replace(MODULE, _("module") + "; "), *place)
                for kind, entry, *place in index["entries"]
            ]


def is_dash(node: nodes.Node) -> bool:
    """Whether a text is the hyphens after the name of a parameter."""
    return isinstance(node, nodes.Text) and node == HYPHENS


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(Finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
