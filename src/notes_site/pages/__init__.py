"""What makes a page in HTML: formulas as MathML, head, images, scripts, code, ids, the theme.

Offers: ``mathml.to_mathml``; the theme.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = (
    "code_breaks",
    "colophon",
    "docstring_marks",
    "head",
    "images",
    "mathml",
    "nonbreaking",
    "quotations",
    "scripts",
    "site_files",
    "theme",
    "unique_ids",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    return load(app, __name__, EXTENSIONS)
