"""Files of the whole site, beside its pages: the page for wrong addresses, and the map of the site.

A host shows ``404.html`` at every wrong address, however deep, and cannot know the language. So it
is one page in every language, with absolute links where ``SITE_URL`` says how; elsewhere its style
is taken to be at the root of the host. The map and ``robots.txt`` hold absolute addresses only:
without ``SITE_URL`` there are none. All this is written once, by the build of the source language.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

from notes_site.sphinx_support.builders import is_site
from notes_site.sphinx_support.languages import SOURCE, built, home

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "theme/templates/site"),
    autoescape=True,
    keep_trailing_newline=True,
    lstrip_blocks=True,
    trim_blocks=True,
)


def render(site: str, title: str, pages: list[str]) -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""
    homes = {row.tag: home(site, row) if site else f"{row.place}/index.html" for row in built()}
    rows = [[(tag, urljoin(start, page)) for tag, start in homes.items()] for page in pages]
    words = {"site": site, "title": title, "homes": homes, "source": SOURCE.tag, "pages": rows}
    for name in TEMPLATES.list_templates():
        if name == "404.html" or site:
            yield name, TEMPLATES.get_template(name).render(words)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files, and take away those of an earlier build that have no place now."""
    if exception or not is_site(app.builder) or app.config.language != SOURCE.code:
        return
    pages = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    files = dict(render(app.config.site_url, app.config.html_title, pages))
    for name in TEMPLATES.list_templates():
        path = Path(app.outdir) / name
        path.unlink(missing_ok=True)
        if name in files:
            path.write_text(files[name], encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("build-finished", write, priority=600)  # after stale files are removed
    return {"parallel_read_safe": True, "parallel_write_safe": True}
