"""``:recording: key`` of an explorer: what a cell of its page has recorded, glued as JSON.

It is a script of its own, loaded before those of the explorer, for it may be as long as the page.
The element says how much room the largest example needs, so that nothing moves when it is drawn.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from notes_site.execution.values import glued
from notes_site.lessons.explorers import Explorer
from notes_site.sphinx_support import caches
from notes_site.sphinx_support.builders import ForReaders, is_site

logger = logging.getLogger(__name__)
HEIGHT = re.compile(r'height="(\d+)"')
FOLDER = "recordings"  # in _static
FIRST = 400  # before the scripts of explorers


def room(examples: list[dict[str, Any]]) -> str:
    """The height of the largest drawing, and the most lines of saved tensors and gradients."""
    heights = [int(HEIGHT.findall(example["picture"])[0]) for example in examples]
    lines = [max(len(example["saved"]), 1) + len(example["leaves"]) for example in examples]
    return f"--picture:{max(heights)}px;--lines:{max(lines)}"


class FillRecordings(ForReaders):
    """Put into each explorer what it asks for."""

    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        for explorer in self.document.findall(Explorer):
            if key := explorer["recording"]:
                self.fill(explorer, key)

    def fill(self, explorer: Explorer, key: str) -> None:
        """Fill one, or warn: without its recording it could show nothing."""
        try:
            text = ast.literal_eval(glued(self.env, self.env.docname, key))
            explorer["room"] = room([*json.loads(text).values()])
            explorer["recorded"] = text
        except (KeyError, ValueError, TypeError, SyntaxError) as error:
            message = "no recording %r: %r"
            logger.warning(message, key, error, location=explorer, type="recordings")


def script(builder: Builder, page: str) -> Path:
    """The file for the recordings of a page."""
    return Path(builder.outdir, "_static", FOLDER, f"{page}.js")


def load(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the recordings of a page as a script, and load it on the page."""
    if not is_site(app.builder):
        return
    file = script(app.builder, pagename)
    explorers = doctree.findall(Explorer) if doctree else ()
    found = {e["ids"][0]: e["recorded"] for e in explorers if "recorded" in e}
    if found:
        named = (f"{json.dumps(name)}: {recorded}" for name, recorded in found.items())
        file.parent.mkdir(parents=True, exist_ok=True)
        caches.write(file, f"const recordings = {{{', '.join(named)}}};\n".encode())
        app.add_js_file(f"{FOLDER}/{pagename}.js", priority=FIRST)
    else:
        file.unlink(missing_ok=True)


def remove_stale(app: Sphinx, exception: Exception | None) -> None:
    """Delete the recordings of pages that are gone."""
    if exception is None and is_site(app.builder):
        of_pages = {script(app.builder, name) for name in app.env.found_docs}
        for path in set(Path(app.outdir, "_static", FOLDER).rglob("*.js")) - of_pages:
            path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(FillRecordings)
    app.connect("html-page-context", load)
    app.connect("build-finished", remove_stale)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
