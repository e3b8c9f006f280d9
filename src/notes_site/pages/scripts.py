"""Loads on a page only the scripts that can act there; ``start.js`` says when.

Extensions give their files to every page: copy buttons where there is no code, the words of the
search.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

ACTS_ON = {  # from a file to what stands in each page on which it acts
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    "copy-formula.js": "<math",
}


def keep(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Take away the scripts that find nothing on the page."""
    body = context.get("body", "")
    idle = {name for name, sign in ACTS_ON.items() if sign not in body}
    if pagename != "search":
        idle.add("translations.js")
    context["script_files"] = [
        file
        for file in context["script_files"]
        if str(file.filename).rpartition("/")[2] not in idle
    ]


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", keep, priority=900)  # after every extension that adds files
    return {"parallel_read_safe": True, "parallel_write_safe": True}
