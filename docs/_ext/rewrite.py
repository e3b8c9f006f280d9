"""Writes every page again whenever one was read: links, numbers and the sidebar cross pages.

Sphinx writes only the pages it has read again. After a label, a title or a figure number changed on
one page, the others would keep the old one, and a broken link would pass without a warning.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


class Rewrite:
    """Remembers between two events of one build whether any page was read."""

    needed = False

    def note(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Note whether there is anything to read; ask for nothing more."""
        self.needed = bool(added | changed | removed)
        return []

    def every_page(self, app: Sphinx, env: BuildEnvironment) -> set[str]:
        """Every page, if any was read."""
        return env.found_docs if self.needed else set()


def setup(app: Sphinx) -> dict[str, Any]:
    rewrite = Rewrite()
    app.connect("env-get-outdated", rewrite.note)
    app.connect("env-get-updated", rewrite.every_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
