"""The two files of a page: a notebook, and a script whose cells editors know by ``# %%``."""

from __future__ import annotations

import json
from textwrap import indent

from notes_site.exports.notebooks.cells import Cell

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def notebook(cells: list[Cell]) -> str:
    """The cells as a notebook, with what they have put out."""
    numbered = [cell | {"id": f"cell-{number}"} for number, cell in enumerate(cells)]
    content = {"cells": numbered, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def script(cells: list[Cell]) -> str:
    """The cells as a script, the text as comments."""
    return "\n".join(map(part, cells))


def part(cell: Cell) -> str:
    """One cell of a script."""
    if cell["cell_type"] == "markdown":
        text = indent(cell["source"], "# ", lambda _: True).replace("# \n", "#\n")
        return f"# %% [markdown]\n{text}\n"
    tags = cell["metadata"].get("tags")
    return f"# %%{f' tags={json.dumps(tags)}' if tags else ''}\n{cell['source']}\n"
