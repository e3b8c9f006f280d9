"""The site as a book: EPUB with MathML, from the pages that readers know.

Sphinx's builder writes HTML into files that must be XML, does not say which of them hold formulas,
and packs style sheets that no page of a book uses. The pages are also what
:mod:`notes_site.commands.book` prints.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.locale import _

from notes_site.exports.xhtml import as_xml
from notes_site.sphinx_support.languages import language_of
from notes_site.sphinx_support.release import moment

EXCLUDED = ["_static/fonts/unicodes.txt", "search.xhtml", "genindex.xhtml"]
STYLES = {"formulas.css", "book.css", "pygments.css"}
HTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    ' lang="{tag}" xml:lang="{tag}">'
)
ITEM = re.compile(r'<item id="[^"]*" href="([^"]*)" media-type="application/xhtml\+xml"')


def configure(app: Sphinx, config: Config) -> None:
    """Set what every book of ours is like."""
    config.epub_author = config.author
    config.epub_copyright = config.copyright or config.author
    config.epub_css_files = ["formulas.css", "book.css"]
    config.epub_exclude_files = [*EXCLUDED, *config.epub_exclude_files]
    config.epub_identifier = config.epub_uid = config.project
    config.epub_show_urls = "no"
    config.epub_tocscope = "includehidden"
    config.epub_use_index = False
    config.suppress_warnings = [*config.suppress_warnings, "epub.duplicated_toc_entry"]


class Epub(Epub3Builder):
    """Sphinx's builder, with what its package file lacks."""

    media_types = Epub3Builder.media_types | {".woff2": "font/woff2", ".txt": "text/plain"}

    def init(self) -> None:
        """Set what is another in a book."""
        self.config.templates_path = []  # they are of the site's theme
        self.config.html_domain_indices = False
        tag = self.config.epub_language = language_of(self.config).tag
        self.html_tag = HTML.format(tag=tag)
        self.guide_titles = self.guide_titles | {"toc": _("目录")}
        super().init()

    def content_metadata(self) -> dict[str, Any]:
        """Date the book from its sources."""
        written = moment()
        date = {"date": f"{written:%Y-%m-%dT%H:%M:%SZ}"} if written else {}
        return super().content_metadata() | date

    def build_content(self) -> None:
        """Say which files hold formulas."""
        super().build_content()
        package = Path(self.outdir, "content.opf")
        text = ITEM.sub(self.with_properties, package.read_text(encoding="utf-8"))
        package.write_text(text, encoding="utf-8")

    def build_toc(self) -> None:
        """Say in which language the contents are."""
        super().build_toc()
        contents = Path(self.outdir, "toc.ncx")
        text = contents.read_text(encoding="utf-8")
        root = f'<ncx xml:lang="{self.config.epub_language}" '
        contents.write_text(text.replace("<ncx ", root, 1), encoding="utf-8")

    def build_epub(self) -> None:
        """Pack the book, the same whenever and wherever it is made."""
        super().build_epub()
        without_dates(Path(self.outdir, f"{self.config.epub_basename}.epub"))

    def with_properties(self, item: re.Match[str]) -> str:
        """The entry of a file."""
        path = Path(self.outdir, item[1])
        formulas = path.exists() and "<math" in path.read_text(encoding="utf-8")
        return item[0] + ' properties="mathml"' * formulas


def without_dates(path: Path) -> None:
    """Give every file in an archive the first date that there is; Sphinx gives its local time."""
    with ZipFile(path) as archive:
        files = [(info, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w") as archive:
        for info, content in files:
            archive.writestr(ZipInfo(info.filename), content, info.compress_type)


def finish(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page of a book its form, and only the styles of books."""
    if app.builder.name == "epub":
        context["body"] = as_xml(context.get("body", ""))
        styles = context["css_files"]
        context["css_files"] = [s for s in styles if Path(str(s.filename)).name in STYLES]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_builder(Epub, override=True)
    app.connect("config-inited", configure)
    app.connect("html-page-context", finish, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
