"""Loads on a page only the scripts that can act there, and after the page is shown.

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


def deferred(script: Any) -> Any:
    """A script of Sphinx that runs when the page is there, after those before it."""
    attributes = script.attributes | {"defer": "defer"}
    return type(script)(script.filename, priority=script.priority, **attributes)


def keep(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Take away the scripts that find nothing on the page, and let the others wait."""
    body = context.get("body", "")
    idle = {name for name, sign in ACTS_ON.items() if sign not in body}
    if pagename != "search":
        idle.add("translations.js")
    scripts = [f for f in context["script_files"] if str(f.filename).rpartition("/")[2] not in idle]
    context["script_files"] = list(map(deferred, scripts))


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", keep, priority=900)  # after every extension that adds files
    return {"parallel_read_safe": True, "parallel_write_safe": True}
