"""What mends or helps Sphinx itself, and what every wing may use of it.

Offers: ``settings``, ``project``, ``languages``, ``release``, ``builders``, ``tables``,
``caches``, nodes.
Imports: nothing of the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = (
    "settings",
    "batches",
    "doctest_guard",
    "drafts",
    "stale_files",
    "parent_watch",
    "outdated_pages",
    "worker_failures",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Load the extensions of this wing."""
    app.setup_extension("notes_site.sphinx_support.settings")
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
