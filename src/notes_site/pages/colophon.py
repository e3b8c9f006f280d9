"""Says below every page what it was made from: the version, that of torch, and the date.

All three are settings of HTML, so Sphinx writes every page again when one of them is another. The
date is a day, so that happens once a day at most.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _

from notes_site.sphinx_support.release import VERSION, moment
from notes_site.sphinx_support.settings import settings

NAMES = ("torch", "written")


def configure(app: Sphinx, config: Config) -> None:
    """Set what the pages say."""
    written = moment()
    config.version = config.release = VERSION
    config.torch = version("torch").partition("+")[0]  # the same from every index
    config.written = f"{written:%Y-%m-%d}" if written else ""


def add(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Give the templates what they say."""
    context.update((name, app.config[name]) for name in NAMES)
    context["licence"] = _(settings().licence) if settings().licence else ""


def setup(app: Sphinx) -> dict[str, Any]:
    for name in NAMES:
        app.add_config_value(name, "", "html", str)
    app.connect("config-inited", configure)
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
