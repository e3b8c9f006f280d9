"""What a page asks of its reader, and what it tells of the note that it was made from.

Offers: the directives ``predict``, ``self-test``, ``exercise``, ``explorer``, ``erratum``,
``restored``; the role ``reading-time``; links between a note and its chapters.
Imports: execution, sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = (
    "errata",
    "exercises",
    "explorers",
    "note_links",
    "predict",
    "reading_time",
    "recordings",
    "restored",
    "self_test",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    app.setup_extension("notes_site.sphinx_support.settings")
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
