"""The words of the index and of queries, and the ranking of results.

Offers: ``tokenizer.split``; ``ranking.js``.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = ("incremental_index", "language")


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    return load(app, __name__, EXTENSIONS)
