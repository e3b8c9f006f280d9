"""Translation of pages and of the machine's own words, links between languages, spacing.

Offers: ``catalogues``, ``gathered.gather``; a warning where a message is not translated.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = ("chinese_spacing", "language_links", "translation")


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    return load(app, __name__, EXTENSIONS)
