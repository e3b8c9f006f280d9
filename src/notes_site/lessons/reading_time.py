"""``{reading-time}`folder/page` ``: how long a page takes to read, measured from its text.

Rates for technical prose: so many Chinese characters or Latin words a minute, and a pause for each
displayed formula and each line of code that is shown.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from notes_site.sphinx_support.builders import ForReaders

logger = logging.getLogger(__name__)
CHARACTER = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]+")
CHARACTERS_A_MINUTE = 350
WORDS_A_MINUTE = 200
MINUTES_A_FORMULA = 1 / 4
MINUTES_A_LINE = 1 / 20


class ReadingTime(nodes.Inline, nodes.TextElement):
    """The place where the time of a page will stand."""


class ReadingTimeRole(SphinxRole):
    """Note the page; its time is known when all pages are read."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        node = ReadingTime(page=self.text)
        self.set_source_info(node)
        return [node], []


def minutes(document: nodes.document) -> float:
    """The time that a page takes."""
    prose = code = formulas = 0.0
    for node in document.findall():
        if isinstance(node, nodes.math_block):
            formulas += MINUTES_A_FORMULA
        elif isinstance(node, nodes.literal_block):
            code += len(node.astext().splitlines()) * MINUTES_A_LINE
        elif isinstance(node, nodes.Text) and not isinstance(node.parent, nodes.literal_block):
            prose += len(CHARACTER.findall(node)) / CHARACTERS_A_MINUTE
            prose += len(WORD.findall(node)) / WORDS_A_MINUTE
    return prose + code + formulas


def measure(app: Sphinx, document: nodes.document) -> None:
    """Keep the time of the page just read."""
    app.env.metadata[app.env.docname]["minutes"] = round(minutes(document))


class Fill(ForReaders):
    """Write the times."""

    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        for place in list(self.document.findall(ReadingTime)):
            page = place["page"]
            if page not in self.env.found_docs:
                logger.warning("no page %r", page, location=place, type="reading_time")
            said = _("约 {minutes} 分钟").format(minutes=self.env.metadata[page].get("minutes"))
            place.replace_self(nodes.inline("", said, classes=["reading-time"]))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(ReadingTime)
    app.add_role("reading-time", ReadingTimeRole())
    app.connect("doctree-read", measure)
    app.add_post_transform(Fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
