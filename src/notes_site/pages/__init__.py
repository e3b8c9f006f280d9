"""What makes a page in HTML: formulas as MathML, head, images, scripts, code, ids, the theme.

Offers: ``mathml.to_mathml``, ``head.language_of``; the theme.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    app.setup_extension("notes_site.sphinx_support.settings")
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
