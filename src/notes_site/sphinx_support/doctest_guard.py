"""Sees that every doctest of the site is run, and that every public function has one.

Sphinx's doctest builder silently skips a ``>>>`` in a plain Markdown fence, and passes with no test
at all. Here the first is a warning, and so is a documented function without an example.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.ext.doctest import DocTestBuilder
from sphinx.util import logging

logger = logging.getLogger(__name__)
FENCES = {"python", "python3", "py", "py3", "pycon", "default", "none", ""}


def check_fences(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about a prompt in a code block that the doctest builder does not see."""
    for block in doctree.findall(nodes.literal_block):
        is_fence = block.get("language") in FENCES
        if is_fence and "testnodetype" not in block and ">>> " in block.astext():
            logger.warning(
                "a >>> here is never tested: use a {doctest} block", location=block, type="doctest"
            )


def check_functions(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about a documented function that shows no example."""
    for description in doctree.findall(addnodes.desc):
        has_example = any(True for _ in description.findall(nodes.doctest_block))
        if description["objtype"] == "function" and not has_example:
            signature = next(description.findall(addnodes.desc_signature))
            message = "%s has no doctest"
            logger.warning(message, signature["fullname"], location=signature, type="doctest")


def print_count(app: Sphinx, exception: Exception | None) -> None:
    """Say how many examples the doctest builder has run; none is an error."""
    if exception is None and isinstance(app.builder, DocTestBuilder):
        print(f"{app.builder.total_tries} examples tested")
        if app.builder.total_tries == 0:
            raise SphinxError("no example was tested")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", check_fences)
    app.connect("doctree-read", check_functions)
    app.connect("build-finished", print_count)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
