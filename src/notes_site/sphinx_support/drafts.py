"""Pages in the making: ``draft: true`` at the head of a page, as ``make new-note`` writes.

A to-do stops the build (``sphinx.ext.todo``), and so does a draft without one. What else a page
must have, checked formulas and a translation, is asked of it when it is no draft any more.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.ext.todo import todo_node
from sphinx.util import logging

logger = logging.getLogger(__name__)


def is_draft(env: BuildEnvironment) -> bool:
    """Whether the page that is being read is a draft."""
    return bool(env.metadata[env.docname].get("draft"))


def check(app: Sphinx, document: nodes.document) -> None:
    """Warn about a draft that has nothing left to do."""
    if is_draft(app.env) and not any(document.findall(todo_node)):
        message = "nothing is left to do: delete `draft` and `orphan` from its head"
        logger.warning(message, location=app.env.docname, type="draft")


def configure(app: Sphinx, config: Config) -> None:
    """Let nothing with a to-do be published."""
    config.todo_include_todos = config.todo_emit_warnings = True


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("sphinx.ext.todo")
    app.connect("config-inited", configure)
    app.connect("doctree-read", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
