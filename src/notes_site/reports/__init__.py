"""Tables of figures that a command has measured and written into a file.

Offers: the directives ``accuracy``, ``accelerator`` and ``performance``;
``measurements.add_tables``.
Imports: sphinx_support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = ("accuracy", "build_times")


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    return load(app, __name__, EXTENSIONS)
