"""What a page asks of its reader, and what it tells of the note it was made from.

Predictions, self-tests, exercises and explorers; errata, restored pictures, links between the note
and the chapters; reading times.
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
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
