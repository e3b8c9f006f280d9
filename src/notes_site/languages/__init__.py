"""Translation of pages and of the machine's own words, links between languages, spacing.

Offers: ``catalogues``, ``gathered.gather``; a warning where a message is not translated.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = ("chinese_spacing", "language_links", "translation")


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    app.setup_extension("notes_site.sphinx_support.settings")
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
