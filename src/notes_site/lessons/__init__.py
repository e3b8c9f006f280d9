"""What a page asks of its reader, and what it tells of the note that it was made from.

Offers: the directives ``predict``, ``self-test``, ``exercise``, ``explorer``, ``erratum``,
``restored``; the role ``reading-time``; links between a note and its chapters.
Imports: execution, sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

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
    return load(app, __name__, EXTENSIONS)
