"""Offers every chapter as a notebook and as a script, in the language of its page.

MyST-NB writes notebooks of its own, but in MyST, in the source language, with the hidden cells, and
without outputs where it took them from its cache. Here the files are made from the page as readers
see it, in the process that writes it, and lie beside it.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

from notes_site.exports.notebooks import files
from notes_site.exports.notebooks.blocks import Blocks
from notes_site.exports.notebooks.cells import Cell, Cells
from notes_site.sphinx_support.builders import is_site
from notes_site.sphinx_support.languages import language_of
from notes_site.sphinx_support.release import WHEEL
from notes_site.sphinx_support.settings import settings

SUFFIXES = {".ipynb": files.notebook, ".py": files.script}
INSTALL = """\
# {comment}
import importlib.util
import subprocess
import sys

if importlib.util.find_spec("{package}") is None:
    wheel = "{wheel}"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wheel], check=True)

"""
SEED = """\
import torch

_ = torch.manual_seed(0)"""


def wheel(app: Sphinx, page: str) -> str:
    """Where the package of the site lies, seen from a page."""
    site: str = app.config.site_url
    if site:
        return urljoin(site, WHEEL)
    place = language_of(app.config).place
    return posixpath.relpath(WHEEL, posixpath.join(place, posixpath.dirname(page)))


def first(app: Sphinx, page: str) -> Cell:
    """The cell that installs what the others need, folded."""
    comment = _("缺少本站的包时安装它；随机数与页面相同。")
    package = settings().package
    install = INSTALL.format(comment=comment, package=package, wheel=wheel(app, page))
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {"jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": (install if package else "") + SEED,
    }


def write(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the files of a chapter, and the links to them below its title."""
    if not is_site(app.builder) or doctree is None or not pagename.startswith(settings().chapters):
        return
    cells = Cells(Blocks(app.builder, pagename), Path(app.srcdir))
    cells.walk(doctree)
    for suffix, form in SUFFIXES.items():
        path = Path(app.outdir, pagename + suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form([first(app, pagename), *cells.cells]), encoding="utf-8")
    name = posixpath.basename(pagename)
    links = app.builder.templates.render("partials/downloads.html", context | {"name": name})
    context["body"] = context["body"].replace("</h1>", f"</h1>\n{links}", 1)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("html-page-context", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
