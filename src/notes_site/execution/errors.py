"""What goes wrong in cells: allowed where a page says so and nowhere else, each with its line.

MyST-NB only *allows* a cell tagged ``raises-exception`` to raise: a repaired or mistyped example
would quietly stop showing the error that the page explains. Of a cell that fails by accident it
names the page, not the line; of one that writes to stderr, not what it wrote. All become a warning
at the cell, hidden cells included.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import nbformat
from docutils import nodes
from jupyter_cache import get_cache
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from notes_site.execution.kernelspec import output_folder

logger = logging.getLogger(__name__)


def may_raise(cell: NotebookNode) -> bool:
    """Whether the page says that a cell raises."""
    return "raises-exception" in cell["metadata"].get("tags", [])


def errors(cell: NotebookNode) -> list[NotebookNode]:
    """The outputs of a cell that are errors."""
    return [output for output in cell.get("outputs", []) if output["output_type"] == "error"]


def accident(cell: NotebookNode) -> str | None:
    """How a cell ended the page, if it did."""
    found = errors(cell)
    if found and not may_raise(cell):
        return f"the cell failed: {found[0]['ename']}: {found[0]['evalue']}"
    return None


def problem(cell: NotebookNode) -> str | None:
    """What a cell did against its tags, if anything."""
    if error := accident(cell):
        return error
    if may_raise(cell) and not errors(cell):
        return "a cell tagged raises-exception raised nothing"
    outputs = cell.get("outputs", [])
    said = "".join(output["text"] for output in outputs if output.get("name") == "stderr")
    if said and "remove-stderr" not in cell["metadata"].get("tags", []):
        return f"the cell wrote to stderr: {said.splitlines()[0]}"
    return None


def problems(notebook: NotebookNode) -> list[tuple[int, str]]:
    """The cells that did against their tags, up to the first accident: the rest was not run."""
    found = []
    for index, cell in enumerate(notebook.cells):
        if (message := problem(cell)) is not None:
            found.append((index, message))
            if accident(cell):
                break
    return found


def forget(config: Config, notebook: NotebookNode) -> None:
    """Take a page from the cache, so that it is executed and found wrong again."""
    cache = get_cache(config.nb_execution_cache_path)
    with suppress(KeyError):  # a page that failed is not in it
        cache.remove_cache(cache.match_cache_notebook(notebook).pk)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Look at the cells of the page just read, if they have just been executed."""
    docname = app.env.docname
    lines = app.env.metadata[docname].get("source_map")
    if lines is None:  # not a notebook
        return
    text = (output_folder(app.env) / f"{docname}.ipynb").read_text(encoding="utf-8")
    # nbformat has no types
    notebook: NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    if not any(cell.get("execution_count") for cell in notebook.cells):  # it came from the cache
        return
    found = problems(notebook)
    for index, message in found:
        location = (docname, lines[index] + 1)
        logger.warning("%s", message, location=location, type="cell_errors")
    if found:
        forget(app.config, notebook)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
