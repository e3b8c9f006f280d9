"""Links between the elements of the note, their places in the chapters, and their errata.

A statement, code block or picture of the note has a number, ``note-`` in a chapter and
``original-`` on the restored note before it. After each such target stands a small link to the
other, and in a chapter also to every erratum that names the element.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

ELEMENT = re.compile(r"(note|original)-([sci]\d+)")
OTHER = {"note": "original", "original": "note"}
Errata = dict[str, list[str]]


def errata(env: BuildEnvironment) -> Errata:
    """From the number of an element to the numbers of the errata that name it."""
    found: Errata = {}
    for data in env.metadata.values():
        places: list[tuple[str, str]] = data.get("errata", [])
        for place, erratum in places:
            found.setdefault(place, []).append(erratum)
    return found


def link(docname: str, target: str, title: str) -> pending_xref:
    """A reference to a target of any page."""
    return pending_xref(
        "",
        nodes.inline(text=title),
        refdoc=docname,
        refdomain="std",
        reftype="ref",
        reftarget=target,
        refexplicit=True,
        refwarn=True,
    )


class NoteLinks(SphinxPostTransform):
    """Put the links after every node that is an element of the note."""

    default_priority = 2  # before references are resolved (10), after copies are made (1)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        named = errata(self.env)
        for node in list(self.document.findall(nodes.Element)):
            ids: list[str] = node.get("ids", [])
            matches = [match for i in ids if (match := ELEMENT.fullmatch(i))]
            if matches:
                links = nodes.paragraph(classes=["note-links"])
                links.source, links.line = node.source, node.line
                for side, number in (match.groups() for match in matches):
                    links += self.links(side, number, named)
                self.insert(node, links)

    def links(self, side: str, number: str, named: Errata) -> list[nodes.Node]:
        """The element on the other side and, in a chapter, its errata."""
        page = self.env.docname
        found: list[nodes.Node] = [link(page, f"{OTHER[side]}-{number}", number.upper())]
        if side == "note":
            found += [link(page, f"erratum-{m.lower()}", m) for m in named.get(number, [])]
        return [part for reference in found for part in (reference, nodes.Text(" "))]

    @staticmethod
    def insert(node: nodes.Element, links: nodes.paragraph) -> None:
        """After the block of a node; inside a quotation, so that the link belongs to it."""
        while isinstance(node, nodes.Inline):
            node = node.parent
        if isinstance(node, nodes.block_quote):
            node += links
        else:
            node.parent.insert(node.parent.index(node) + 1, links)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(NoteLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
