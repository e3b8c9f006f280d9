"""Writes every page again when what pages show of each other has changed: links, numbers, sidebar.

Sphinx writes only the pages it has read again. After a label, a title or a figure number changed on
one page, the others would keep the old one, and a broken link would pass without a warning. After
an edit that no other page shows, only the pages that copy parts of others are written with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

COPIES = "copies"  # in the metadata of a page: it shows parts of others


def in_order(mapping: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The contents of a mapping, whatever the order in which pages were read."""
    return sorted((key, repr(value)) for key, value in mapping.items())


def shared(env: BuildEnvironment) -> str:
    """A hash of all that pages show of other pages."""
    domains = env.domains
    mappings: list[Mapping[str, Any]] = [
        {name: title.pformat() for name, title in env.titles.items()},
        env.toctree_includes,
        env.toc_fignumbers,
        env.toc_secnumbers,
        domains.standard_domain.labels,
        domains.standard_domain.anonlabels,
        domains.math_domain.equations,
        domains.python_domain.objects,
        vars(env).get("formulas", {}),
        {
            name: (data.get("errata"), data.get("minutes"), data.get(COPIES))
            for name, data in env.metadata.items()
        },
    ]
    return hashlib.sha256(repr([in_order(m) for m in mappings]).encode()).hexdigest()


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

    def pages(self, app: Sphinx, env: BuildEnvironment) -> set[str]:
        """The pages to write beside those that were read."""
        if not self.needed:
            return set()
        before, now = vars(env).get("shared"), shared(env)
        vars(env)["shared"] = now
        if now != before:
            return env.found_docs
        return {name for name, data in env.metadata.items() if data.get(COPIES)}


def setup(app: Sphinx) -> dict[str, Any]:
    rewrite = Rewrite()
    app.connect("env-get-outdated", rewrite.note)
    app.connect("env-get-updated", rewrite.pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
