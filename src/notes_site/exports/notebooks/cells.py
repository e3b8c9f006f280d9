"""Cuts a page into the cells of a notebook: text, and code with what it printed and drew.

The page is the one that is written: in its language, with values filled in and links resolved. So
cells hidden from readers are not there, and neither is what they glue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes

from notes_site.exports.notebooks.blocks import Blocks
from notes_site.sphinx_support.cell_nodes import is_cell, is_output

Cell = dict[str, Any]
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) *\{(?:[^{}]*\{[^{}]*\})*\s*\}")
RAISES = "raises-exception"


def picture(image: nodes.image, source: Path) -> Cell:
    """The output that shows an image: light on every ground, as notebooks have their own themes."""
    path = source / image["original_uri"].lstrip("/")
    svg = DARK.sub("", path.read_text(encoding="utf-8"))
    data = {"image/svg+xml": svg.replace("<svg ", '<svg style="background:#fff" ', 1)}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def error(text: str) -> Cell:
    """The output of a cell that raised."""
    name = text.split()[0]
    value = text.rpartition(f"\n{name}: ")[2]
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": text.split("\n")}


def output(node: nodes.Element, count: int, source: Path) -> Cell:
    """What a node of an output shows."""
    if isinstance(node, nodes.image):
        return picture(node, source)
    text, classes = node.astext(), node["classes"]
    if "traceback" in classes:
        return error(text)
    if "stream" in classes:
        return {"output_type": "stream", "name": "stdout", "text": text.rstrip("\n") + "\n"}
    result = {"output_type": "execute_result", "execution_count": count, "metadata": {}}
    return result | {"data": {"text/plain": text}}


class Cells:
    """The cells of a page, filled by :meth:`walk`."""

    def __init__(self, blocks: Blocks, source: Path) -> None:
        self.blocks, self.source = blocks, source
        self.cells: list[Cell] = []

    def walk(self, node: nodes.Element, depth: int = 0) -> None:
        """Add what stands inside a node; a section begins a cell."""
        for child in node.children:
            if isinstance(child, nodes.section):
                self.walk(child, depth + 1)
            elif isinstance(child, nodes.title):
                self.add("markdown", f"{'#' * depth} {self.blocks.inline.line(child)}")
            elif not isinstance(child, nodes.Element):
                continue
            elif is_cell(child):
                self.code(child)
            elif any(map(is_cell, child.findall())):
                self.walk(child, depth)
            else:
                self.text(child)

    def add(self, kind: str, source: str) -> Cell:
        """Begin a cell."""
        cell: Cell = {"cell_type": kind, "metadata": {}, "source": source}
        self.cells.append(cell)
        return cell

    def text(self, node: nodes.Element) -> None:
        """Add to the text of the last cell; give a figure to the cell that has drawn it."""
        for figure in node.findall(nodes.figure):
            self.draw(figure)
        if words := self.blocks.block(node):
            if not self.cells or self.cells[-1]["cell_type"] == "code":
                self.add("markdown", words)
            else:
                self.cells[-1]["source"] += f"\n\n{words}"

    def draw(self, figure: nodes.figure) -> None:
        """Show the picture of a figure below the last cell that shows nothing."""
        silent = [cell for cell in self.cells if cell.get("outputs") == []]
        images = figure.findall(nodes.image)
        silent[-1]["outputs"] += [picture(image, self.source) for image in images]

    def code(self, node: nodes.Element) -> None:
        """Add a cell of code; one that waits for a guess is folded, one that raises may."""
        shown, *_ = node.findall(nodes.literal_block)
        cell = self.add("code", shown.astext())
        tags = node["cell_metadata"].get("tags", [])
        if RAISES in tags:
            cell["metadata"]["tags"] = [RAISES]
        if "hide-output" in tags:
            cell["metadata"]["jupyter"] = {"outputs_hidden": True}
        count = sum("outputs" in other for other in self.cells) + 2  # the first cell is to come
        found = [output(part, count, self.source) for part in outputs(node)]
        cell |= {"execution_count": count, "outputs": found}


def outputs(cell: nodes.Element) -> Iterator[nodes.Element]:
    """The nodes that show what a cell has put out."""
    for part in cell.findall(is_output):
        yield from part.findall(nodes.image)
        yield from part.findall(nodes.literal_block)
