"""Links between the elements of the note and their places in the chapters.

A statement, code block or picture of the note has a number: ``note-s5`` in a chapter and
``original-s5`` on the restored note. After each such target stands a small link to the other.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

ELEMENT = re.compile(r"(note|original)-([sci]\d+)")
OTHER = {"note": "original", "original": "note"}


def link(docname: str, side: str, number: str) -> pending_xref:
    """A reference to the same element on the other side, titled by its number."""
    return pending_xref(
        "",
        nodes.inline(text=number.upper()),
        refdoc=docname,
        refdomain="std",
        reftype="ref",
        reftarget=f"{OTHER[side]}-{number}",
        refexplicit=True,
        refwarn=True,
    )


class NoteLinks(SphinxPostTransform):
    """Put the links after every node that is an element of the note."""

    default_priority = 2  # before references are resolved (10), after copies are made (1)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.Element)):
            ids: list[str] = node.get("ids", [])
            matches = [match for i in ids if (match := ELEMENT.fullmatch(i))]
            if matches:
                links = nodes.paragraph(classes=["note-links"])
                for match in matches:
                    links += [link(self.env.docname, *match.groups()), nodes.Text(" ")]
                self.insert(node, links)

    @staticmethod
    def insert(node: nodes.Element, links: nodes.paragraph) -> None:
        """After a node; inside a quotation, so that the link belongs to it."""
        if isinstance(node, nodes.block_quote):
            node += links
        else:
            node.parent.insert(node.parent.index(node) + 1, links)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(NoteLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
