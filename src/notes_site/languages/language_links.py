"""Links every page to the same page in the other languages, for readers and for search engines.

The links are relative, so they hold from a file, at a host's root and below a prefix. Without
JavaScript they lead to the top of the page; a small script adds the reader's place.
"""

from __future__ import annotations

import posixpath
from dataclasses import asdict
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from notes_site.sphinx_support.languages import Language, built, language_of


def address(page: str, root: str, here: Language, there: Language) -> str:
    """The relative address of a page in another language."""
    return f"{root}{posixpath.relpath(there.place, here.place)}/{page}"


def add(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Give the templates the languages in which the page can be read."""
    here = language_of(app.config)
    page, root = app.builder.get_target_uri(pagename), context["content_root"]
    context["languages"] = [
        asdict(there) | {"address": address(page, root, here, there)} for there in built()
    ]
    context["other_languages"] = [row for row in context["languages"] if row["tag"] != here.tag]


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
