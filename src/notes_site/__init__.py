"""Makes sites of executable notes with Sphinx: a machine that knows nothing of any one note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WINGS = (
    "sphinx_support.garbage_collection",  # first: loading the others makes many objects
    "execution",
    "formulas",
    "exports",
    "languages",
    "lessons",
    "pages",
    "reports",
    "search",
    "sphinx_support",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Load every wing."""
    return load(app, __name__, WINGS)
