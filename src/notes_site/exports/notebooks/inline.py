"""Writes what stands in a line as the Markdown that notebooks know: no role, no directive."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx.builders import Builder

MARKS = re.compile(r"([\\`*_\[\]<$])")
FLANKED = re.compile(r"\w(?:.*\w)?", re.DOTALL)  # else Markdown may not see where emphasis ends
EMPHASIS = {"strong": "**", "emphasis": "*"}
ELEMENTS = {"**": "strong", "*": "em"}


def code(text: str) -> str:
    """A code span, which may hold backticks."""
    longest = max([0, *map(len, re.findall("`+", text))])
    ticks = "`" * (longest + 1)
    return f"{ticks} {text} {ticks}" if longest else f"`{text}`"


class Inline:
    """The writer for a page, whose links it leads to the site where that has an address."""

    def __init__(self, builder: Builder, page: str) -> None:
        self.builder, self.page = builder, page
        address = builder.get_target_uri(page)
        base: str = builder.config.html_baseurl
        self.address = urljoin(base, address) if base else address.rpartition("/")[2]

    def href(self, node: nodes.Element) -> str:
        """Where a reference leads, seen from a notebook beside its page."""
        target = str(node.get("refuri") or f"#{node.get('refid', '')}")
        if target.startswith("#"):
            return self.address + target
        return urljoin(self.address, target) if urlsplit(self.address).scheme else target

    def text(self, node: nodes.Node) -> str:
        """One node."""
        if isinstance(node, nodes.Text):
            return MARKS.sub(r"\\\1", node.astext().replace("\n", " "))
        assert isinstance(node, nodes.Element)
        match node:
            case nodes.math():
                return f"${' '.join(node.astext().split())}$"
            case nodes.literal():
                return code(node.astext())
            case nodes.strong() | nodes.emphasis():
                return self.emphasis(node)
            case nodes.reference():
                return f"[{self.line(node)}]({self.href(node)})"
            case nodes.raw() | nodes.image():
                return ""
        return self.line(node)

    def line(self, node: nodes.Element) -> str:
        """What stands inside a node."""
        return "".join(map(self.text, node.children))

    def emphasis(self, node: nodes.Element) -> str:
        """Emphasis that is seen beside Chinese punctuation, too."""
        mark, inner = EMPHASIS[type(node).__name__], self.line(node)
        if FLANKED.fullmatch(node.astext()):
            return f"{mark}{inner}{mark}"
        return f"<{ELEMENTS[mark]}>{inner}</{ELEMENTS[mark]}>"
