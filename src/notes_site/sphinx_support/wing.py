"""Loads the extensions of a wing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SETTINGS = "notes_site.sphinx_support.settings"


def load(app: Sphinx, wing: str, extensions: tuple[str, ...]) -> dict[str, Any]:
    """Load modules of a wing, after the settings, which all of them may read."""
    for name in (SETTINGS, *(f"{wing}.{extension}" for extension in extensions)):
        app.setup_extension(name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
