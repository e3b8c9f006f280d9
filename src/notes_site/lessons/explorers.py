"""``{explorer} activation``: a figure that can be touched, around a still one that cannot.

The content is any MyST, most often a figure: it is what other formats show, paper, and browsers
without JavaScript. In HTML it stands in an element of its own, ``<activation-explorer>``, which
carries the words of the script in the language of the page and the colors of the figures, and
whose scripts are loaded on no other page. ``:start:`` is the state at first, written as in a link:
``page.html#try-it?x=2&k=8``, where ``:name:`` has given ``try-it``.
``:recording:`` is for :mod:`notes_site.lessons.recordings`.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_site.sphinx_support.builders import is_site
from notes_site.sphinx_support.html_nodes import add_html_node
from notes_site.sphinx_support.project import DOCS
from notes_site.sphinx_support.settings import named, settings

SHARED = ("explorer.js", "plot.js")
ROLES = ("ink", "muted", "first", "second", "third", "fourth")


def file() -> Path:
    """What says which explorers this site has."""
    return DOCS / settings().explorers


@cache
def explorers() -> dict[str, Any]:
    """The explorers of this site by kind, each with its words, and the scripts that all need."""
    return tomllib.loads(file().read_text(encoding="utf-8")) if settings().explorers else {}


def kinds() -> dict[str, Any]:
    """What is said of each kind."""
    found: dict[str, Any] = explorers().get("explorer", {})
    return found


@cache
def colors() -> str:
    """The colors of the figures, as properties."""
    if not settings().palette:
        return ""
    pairs = zip(ROLES, named(settings().palette).items(), strict=True)
    return ";".join(f"--{role}:light-dark({light},{dark})" for role, (light, dark) in pairs)


class Explorer(nodes.General, nodes.Element):
    """A still figure with what its explorer needs."""


class ExplorerDirective(SphinxDirective):
    """Parse the content into an :class:`Explorer`."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"name": directives.unchanged_required, "start": str, "recording": str}

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(file()))
        kind = directives.choice(self.arguments[0], tuple(kinds()))
        if {"name", "start"} - set(self.options) or not self.content:
            raise self.error("an explorer needs :name:, :start: and a still figure")
        if kinds()[kind].get("recorded") and "recording" not in self.options:
            raise self.error(f"{kind} needs :recording:, what a cell of the page has glued")
        explorer = Explorer(kind=kind, start=self.options["start"], classes=["explorer"])
        explorer["recording"] = self.options.get("recording")
        self.set_source_info(explorer)
        self.add_name(explorer)
        self.state.nested_parse(self.content, self.content_offset, explorer)
        return [explorer]


def visit_explorer(self: HTML5Translator, node: Explorer) -> None:
    if is_site(self.builder):
        words = {key: _(word) for key, word in kinds()[node["kind"]]["words"].items()}
        data = {"data-start": node["start"], "data-words": json.dumps(words, ensure_ascii=False)}
        style = ";".join(filter(None, (colors(), node.get("room"))))
        tag = self.starttag(node, f"{node['kind']}-explorer", style=style, **data)
        self.body.append(tag)


def depart_explorer(self: HTML5Translator, node: Explorer) -> None:
    if is_site(self.builder):
        self.body.append(f"</{node['kind']}-explorer>\n")


def load(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load on a page the scripts of its explorers."""
    shown = {node["kind"] for node in doctree.findall(Explorer)} if doctree else set()
    if shown and is_site(app.builder):
        own = (f"{kind}.js" for kind in sorted(shown))
        for name in (*explorers().get("scripts", ()), *SHARED, *own):
            app.add_js_file(f"explorers/{name}")


def setup(app: Sphinx) -> dict[str, Any]:
    add_html_node(app, Explorer, visit_explorer, depart_explorer)
    app.add_directive("explorer", ExplorerDirective)
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
