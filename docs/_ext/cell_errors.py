"""Errors in cells: where a page says so, and nowhere else, each with its line.

MyST-NB only *allows* a cell tagged ``raises-exception`` to raise: a repaired or mistyped example
would quietly stop showing the error that the page explains. And of a cell that fails by accident it
names the page, not the line. Both become a warning at the cell.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)


def warn_failed(app: Sphinx) -> None:
    """Warn at the cell that stopped the execution of the page; it may be a hidden one."""
    docname = app.env.docname
    folder = Path(app.env.mystnb_config.output_folder)  # type: ignore[attr-defined]
    notebook = json.loads((folder / f"{docname}.ipynb").read_text(encoding="utf-8"))
    lines = app.env.metadata[docname]["source_map"]
    for line, cell in zip(lines, notebook["cells"], strict=True):
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                message = f"the cell failed: {output['ename']}: {output['evalue']}"
                logger.warning("%s", message, location=(docname, line + 1), type="cell_errors")


def warn_raised_nothing(doctree: nodes.document) -> None:
    """Warn at every cell that was to raise and shows no traceback."""
    for cell in doctree.findall(nodes.container):
        metadata: dict[str, Any] = cell.get("cell_metadata", {})
        tags = metadata.get("tags", [])
        blocks = cell.findall(nodes.literal_block)
        if "raises-exception" in tags and not any("traceback" in b["classes"] for b in blocks):
            message = "a cell tagged raises-exception raised nothing"
            logger.warning("%s", message, location=cell, type="cell_errors")


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Look at the cells of the page just read."""
    execution = NbMetadataCollector.get_exec_data(app.env, app.env.docname)
    if execution is None:  # not a notebook
        return
    if not execution["succeeded"]:
        warn_failed(app)
    warn_raised_nothing(doctree)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
