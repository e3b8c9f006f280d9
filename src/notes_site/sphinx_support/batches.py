"""Writes pages in small batches: one is written while Sphinx resolves the references of the next.

Sphinx gives a worker many pages at a time, and it waits until the references of all are resolved.
What every worker would load again for itself is loaded first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx import builders
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.parallel import make_chunks

SIZE = 3
LEXERS = ("ipython3", "myst-ansi")


def batches(pages: Sequence[Any], nproc: int) -> list[Sequence[Any]]:
    """The pages in their order, a few at a time, and so many times that no worker idles."""
    size = max(1, min(SIZE, len(pages) // nproc))
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def read(app: Sphinx) -> None:
    """Read in Sphinx's own batches: what a worker has read is sent back whole."""
    builders.make_chunks = make_chunks  # type: ignore[attr-defined]  # imported there, not exported


def write(app: Sphinx, builder: Builder) -> None:
    """Write in small ones, with the lexers at hand."""
    builders.make_chunks = batches  # type: ignore[attr-defined,assignment]  # as above; lists of any kind
    if isinstance(builder, StandaloneHTMLBuilder):
        for lexer in LEXERS:
            builder.highlighter.highlight_block("", lexer)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("builder-inited", read)
    app.connect("write-started", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
