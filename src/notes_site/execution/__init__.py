"""Runs the cells of pages: kernels, the fork server, the cache and its key, limits, errors.

Offers: ``forkserver.process.WarmProcess``, ``kernelspec.write_kernelspec``, ``values.glued``; the
role ``value``.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = (
    "parallel",
    "errors",
    "kernelspec",
    "expected_errors",
    "hidden_cells",
    "streams",
    "tracebacks",
    "values",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    app.setup_extension("notes_site.sphinx_support.settings")
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
