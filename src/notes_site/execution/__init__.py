"""Runs the cells of pages: kernels, the fork server, the cache and its key, limits, errors.

Offers: ``forkserver.process.WarmProcess``, ``kernelspec.write_kernelspec``, ``values.glued``; the
role ``value``.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

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
    return load(app, __name__, EXTENSIONS)
