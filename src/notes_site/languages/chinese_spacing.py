"""Closes up the blanks that Markdown asks for between Chinese and markup, where both are Chinese.

A role and bold text need a blank before them in the source; on the page it would be a hole.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from notes_site.languages.catalogues import CHINESE
from notes_site.sphinx_support.builders import ForReaders

BLANK = re.compile(rf"(?<={CHINESE.pattern}) (?={CHINESE.pattern})")


def close_up(texts: list[nodes.Text]) -> None:
    """Take the single blanks away at the edges of the texts of a paragraph."""
    ends = [nodes.Text(""), *texts, nodes.Text("")]
    for before, text, after in zip(ends, ends[1:], ends[2:], strict=False):
        start = BLANK.match(before[-1:] + (text + after)[:2], 1)
        end = BLANK.match((before + text)[-2:] + after[:1], 1)
        if before and start:
            text = replaced(text, text[1:])
        if after and end and text:
            replaced(text, text[:-1])


def replaced(text: nodes.Text, words: str) -> nodes.Text:
    """A text with other words in its place."""
    new = nodes.Text(words)
    text.parent.replace(text, new)
    return new


def has_time(block: nodes.TextElement) -> bool:
    """Whether it says how long a chapter takes, which stands apart from the title."""
    return any("reading-time" in part["classes"] for part in block.findall(nodes.inline))


class CloseUp(ForReaders):
    """Close up every paragraph, caption and term."""

    default_priority = 501  # after links have their words

    def run(self, **kwargs: Any) -> None:
        for block in list(self.document.findall(nodes.TextElement)):
            if not isinstance(block.parent, nodes.TextElement) and not has_time(block):
                close_up(list(block.findall(nodes.Text)))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(CloseUp)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
