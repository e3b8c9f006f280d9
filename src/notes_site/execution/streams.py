r"""Joins what a cell prints in parts, as a terminal shows it.

A kernel sends what is printed whenever it is flushed, so a line of ``print(…, end="", flush=True)``
is several outputs. MyST-NB (``nb_merge_streams``) begins a new line for each of them, drops blanks
at their ends and moves what is printed after a picture before it. Here outputs of a stream that
follow each other are one, and ``\r`` and ``\b`` move back, as for a progress bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeGuard

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from notes_site.sphinx_support.cell_nodes import is_output

STREAMS = ("stream", "stderr")  # the classes that MyST-NB gives to what is printed; in this order


def as_shown(line: str) -> str:
    """A line after everything in it has been printed, some of it over the rest."""
    shown: list[str] = []
    place = 0
    for character in line:
        if character == "\r":
            place = 0
        elif character == "\b":
            place = max(place - 1, 0)
        else:
            shown[place : place + 1] = character
            place += 1
    return "".join(shown)


def is_stream(node: nodes.Node, *names: str) -> TypeGuard[nodes.literal_block]:
    """Whether a node shows what was printed to one of some streams."""
    return isinstance(node, nodes.literal_block) and not {*names}.isdisjoint(node["classes"])


def joined(parts: list[nodes.literal_block]) -> nodes.literal_block:
    """The parts of one stream as one node."""
    text = "".join(part.astext() for part in parts)
    text = "\n".join(map(as_shown, text.split("\n"))).rstrip() + "\n"
    first = parts[0]
    first.rawsource, first.children = text, []
    first += nodes.Text(text)
    return first


def merged(children: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """The parts of an output; of those that follow each other, one for each stream."""
    for printed, run in groupby(children, lambda child: is_stream(child, *STREAMS)):
        parts = list(run)
        if not printed:
            yield from parts
            continue
        for name in STREAMS:  # which of the two comes first is chance
            if same := [part for part in parts if is_stream(part, name)]:
                yield joined(same)


class MergeStreams(SphinxTransform):
    """Join the parts in every output of the page."""

    default_priority = 100

    def apply(self, **kwargs: Any) -> None:
        for output in list(self.document.findall(is_output)):
            output.children = list(merged(output.children))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(MergeStreams)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
