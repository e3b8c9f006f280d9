"""Makes sites of executable notes with Sphinx: a machine that knows nothing of any one note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    for name in WINGS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
