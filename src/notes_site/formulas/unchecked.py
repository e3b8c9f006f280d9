"""``{unchecked} eq-…``: says below a formula that it is not checked; the content says why."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

UNCHECKED = _("没有核对：")


class Unchecked(nodes.General, nodes.Element):
    """The label of a formula and the reason, with the text that the reader sees."""


class UncheckedDirective(SphinxDirective):
    """One paragraph below the formula."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        if not self.content:
            raise self.error("unchecked needs a reason")
        node = Unchecked(label=self.arguments[0], classes=["unchecked"])
        self.state.nested_parse(self.content, self.content_offset, node)
        self.set_source_info(node)
        return [node]


class Say(SphinxTransform):
    """Keep the reason and put words before it, once it is translated."""

    default_priority = 21  # after Sphinx's translation (20)

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(Unchecked):
            node["reason"] = node.astext()
            next(node.findall(nodes.paragraph)).insert(0, nodes.strong("", UNCHECKED))


def visit(self: HTML5Translator, node: Unchecked) -> None:
    self.body.append(self.starttag(node, "div"))


def depart(self: HTML5Translator, node: Unchecked) -> None:
    self.body.append("</div>\n")
