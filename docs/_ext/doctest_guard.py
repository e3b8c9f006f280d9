"""Sees that every doctest of the site is run.

Sphinx's doctest builder silently skips a ``>>>`` in a plain Markdown fence, and passes with no test
at all. Here the first is a warning, and the builder fails below one test per public function.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.ext.doctest import DocTestBuilder
from sphinx.util import logging

logger = logging.getLogger(__name__)


def check_fences(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about a prompt in a code block that the doctest builder does not see."""
    for block in doctree.findall(nodes.literal_block):
        is_fence = block.get("language") in {"python", "python3", "pycon", "default", "none", ""}
        if is_fence and "testnodetype" not in block and ">>> " in block.astext():
            logger.warning(
                "a >>> here is never tested: use a {doctest} block", location=block, type="doctest"
            )


def check_count(app: Sphinx, exception: Exception | None) -> None:
    """Fail the doctest builder if it ran fewer tests than there are public functions."""
    if exception is not None or not isinstance(app.builder, DocTestBuilder):
        return
    objects = app.env.domains.python_domain.objects.values()
    functions = sum(entry.objtype == "function" for entry in objects)
    tests = app.builder.total_tries
    print(f"{tests} doctests for {functions} public functions")
    if tests < max(functions, 1):
        raise SphinxError(f"{tests} doctests, but {functions} public functions")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("doctree-read", check_fences)
    app.connect("build-finished", check_count)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
