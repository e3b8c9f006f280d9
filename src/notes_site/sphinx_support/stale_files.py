"""Removes pages and images that earlier builds left in the output.

Sphinx deletes nothing from its output, so a removed page would stay published and found by a link,
and every changed figure would leave its old picture beside the new one (MyST-NB names pictures by
their content).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

PAGES = {".html", ".ipynb", ".py"}
GENERATED = {"genindex", "search"}


def leftovers(builder: StandaloneHTMLBuilder) -> list[Path]:
    """Pages without a source, and pictures that no page shows."""
    output = Path(builder.outdir)
    names = {*builder.env.found_docs, *GENERATED}
    pages = {Path(builder.get_outfilename(name)).with_suffix("") for name in names}
    images = {filename for _, filename in builder.env.images.values()}
    made = (path for path in output.rglob("*") if path.suffix in PAGES)
    own = (path for path in made if "_static" not in path.parts)
    stale_pages = [path for path in own if path.with_suffix("") not in pages]
    stale_images = [p for p in (output / "_images").glob("*") if p.name not in images]
    return [*stale_pages, *stale_images]


def remove(app: Sphinx, exception: Exception | None) -> None:
    """Delete them after a build that reached its end."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        for path in leftovers(app.builder):
            path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("build-finished", remove)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
