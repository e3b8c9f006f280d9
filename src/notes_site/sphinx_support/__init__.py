"""What mends or helps Sphinx itself, and what every wing may use of it.

Offers: ``settings``, ``project``, ``languages``, ``release``, ``builders``, ``tables``,
``caches``, nodes.
Imports: nothing of the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.wing import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EXTENSIONS = (
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
    return load(app, __name__, EXTENSIONS)
