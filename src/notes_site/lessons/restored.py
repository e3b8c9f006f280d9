"""``{restored} note-…``: a picture of the note, put back from the chapter that holds it.

The directive copies the node at a target of another page, so that a figure, a formula or an output
exists once. MyST-NB's cross-page glue turns an SVG into the text ``<Figure size …>`` and stays old
when the other page changes; here a copy is made anew whenever its page is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from notes_site.execution.values import VALUES_FROM
from notes_site.sphinx_support.cell_nodes import is_output
from notes_site.sphinx_support.outdated_pages import COPIES

logger = logging.getLogger(__name__)
Read = Callable[[str], nodes.document]


class Restored(nodes.General, nodes.Element):
    """The place of a copy, until the page it comes from has been read."""


class RestoredDirective(SphinxDirective):
    """Note the place; the copy is made when every page has been read."""

    required_arguments = 1
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        node = Restored(target=self.arguments[0])
        self.set_source_info(node)
        self.env.metadata[self.env.docname][COPIES] = True
        return [node]


def find(env: BuildEnvironment, target: str, read: Read) -> tuple[str, nodes.Element] | None:
    """The page that holds a target, and the node there."""
    docname, identifier, *_ = env.domains.standard_domain.anonlabels.get(target, ("", ""))
    if docname:
        for node in read(docname).findall(nodes.Element):
            if identifier in node.get("ids", []):
                return docname, node
    return None


def output_of(node: nodes.Element) -> nodes.Element:
    """Of a code cell only what it printed or drew; any other node as it is."""
    return next(filter(is_output, node.children), node)


def without_number(figure: nodes.figure) -> nodes.Element:
    """A figure as a plain container: its number belongs to the chapter."""
    container = nodes.container(classes=["restored-figure"])
    for child in figure.children:
        is_caption = isinstance(child, nodes.caption)
        container += nodes.paragraph("", "", *child.children) if is_caption else child
    return container


def copy_for(builder: Builder, docname: str, source: str, node: nodes.Element) -> nodes.Element:
    """A copy for page ``docname`` of a node on page ``source``, without ids of its own."""
    copy = output_of(node).deepcopy()
    for part in copy.findall(nodes.Element):
        part["ids"], part["names"] = [], []
        if isinstance(part, addnodes.pending_xref):
            part["refdoc"] = docname
        if isinstance(part, nodes.reference) and "refid" in part:
            page = builder.get_relative_uri(docname, source)
            part["refuri"] = f"{page}#{part.attributes.pop('refid')}"
        if isinstance(part, nodes.math_block):
            part["number"] = None  # it belongs to the chapter
        if isinstance(part, nodes.image):
            part[VALUES_FROM] = source
    return without_number(copy) if isinstance(copy, nodes.figure) else copy


class Restore(SphinxPostTransform):
    """Make the copies, before anything else is resolved on the page."""

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        read = cache(self.env.get_doctree)
        for place in list(self.document.findall(Restored)):
            found = find(self.env, place["target"], read)
            if found is None:
                message = "nothing to restore at %r"
                logger.warning(message, place["target"], location=place, type="restored")
                place.parent.remove(place)
            else:
                place.replace_self(copy_for(self.app.builder, self.env.docname, *found))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(Restored)
    app.add_directive("restored", RestoredDirective)
    app.add_post_transform(Restore)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
