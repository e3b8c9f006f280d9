"""One element per id: furo copies the ids of a formula or table to the wrapper it puts around it.

The anchor then stands twice in the page, which is not valid HTML. Here the wrapper gives them up.
Seen in furo 2025.12.19, ``WrapTableAndMathInAContainerTransform``.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

WRAPPERS = {"math-wrapper", "table-wrapper"}


class UniqueIds(SphinxPostTransform):
    """Leave the ids to what furo has wrapped."""

    default_priority = 501  # after furo's transform
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for wrapper in self.document.findall(nodes.container):
            if WRAPPERS.intersection(wrapper["classes"]):
                wrapper["ids"] = []


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(UniqueIds)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
