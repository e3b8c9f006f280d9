"""A cell tagged ``raises-exception`` must raise; MyST-NB only allows it to.

Without this a repaired or mistyped example would quietly stop showing the error that the page
explains.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)


def raised(cell: nodes.Element) -> bool:
    """Whether the output of a cell holds a traceback."""
    return any("traceback" in block["classes"] for block in cell.findall(nodes.literal_block))


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about every cell that was to raise and did not."""
    for cell in doctree.findall(nodes.container):
        tags = cell.get("cell_metadata", {}).get("tags", [])
        if "raises-exception" in tags and not raised(cell):
            logger.warning(
                "a cell tagged raises-exception raised nothing",
                location=cell,
                type="expected_errors",
            )


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
