"""Other forms of the site: notebooks and scripts of its chapters, and the EPUB.

Offers: the builder ``epub``; a notebook and a script beside each chapter.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = ("epub", "notebooks")


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    app.setup_extension("notes_site.pages")  # whose templates show the links
    return load(app, __name__, EXTENSIONS)
