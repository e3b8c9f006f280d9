"""Says above a traceback that it is meant, so that no reader takes it for a fault of the page.

Every traceback on this site is meant: :mod:`notes_site.execution.errors` stops a build in which
a cell raises without being tagged ``raises-exception``.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

from notes_site.sphinx_support.builders import ForReaders


class LabelErrors(ForReaders):
    """Put a label before every traceback."""

    default_priority = 500

    def run(self, **kwargs: Any) -> None:
        for block in list(self.document.findall(nodes.literal_block)):
            if "traceback" in block["classes"]:
                label = nodes.paragraph("", _("预期的报错"), classes=["expected-error"])
                block.parent.insert(block.parent.index(block), label)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(LabelErrors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
