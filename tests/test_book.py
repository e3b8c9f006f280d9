"""The site as a book: XML that readers accept, everything open, and links that stay inside."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from binding import bound
from browsing import needs_browser
from conftest import MakeProject, Project

from notes_site.commands import book
from notes_site.commands.pdf import print_page
from notes_site.sphinx_support.languages import SOURCE

MATHML = "{http://www.w3.org/1998/Math/MathML}math"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """The book that is looked at."""
    return bound(make_project, PYTHONHASHSEED="5")


@pytest.fixture
def epub(project: Project) -> zipfile.ZipFile:
    """The Chinese book."""
    return zipfile.ZipFile(project.root / f"_build/book/notes-examples.{SOURCE.tag}.epub")


def test_a_book_is_the_same_everywhere(make_project: MakeProject, project: Project) -> None:
    """Bound in another folder, with other hashes, in another zone, on one core: to the byte."""
    other = bound(make_project, PYTHONHASHSEED="6", TZ="Asia/Shanghai", PYTHON_CPU_COUNT="1")
    books = [path.name for path in (project.root / "_build/book").glob("*.epub")]

    assert any(SOURCE.tag in name for name in books)
    for name in books:
        first, second = (p.root / "_build/book" / name for p in (project, other))
        assert first.read_bytes() == second.read_bytes()


def test_every_file_of_a_book_is_xml(epub: zipfile.ZipFile) -> None:
    """Each page parses as XML, in the chapters' order, with its formulas as MathML."""
    pages = {name: ET.fromstring(epub.read(name)) for name in epub.namelist() if ".xhtml" in name}

    assert {"index.xhtml", "notes/first.xhtml", "second.xhtml"} <= set(pages)
    assert len(list(pages["second.xhtml"].iter(MATHML))) == 4
    assert [d.get("open") for d in pages["notes/first.xhtml"].iter(f"{XHTML}details")] == ["open"]


def test_the_package_says_what_files_hold(epub: zipfile.ZipFile) -> None:
    """Files with formulas are named, and only those; language and date are those of the book."""
    package = epub.read("content.opf").decode()

    assert re.findall(r'href="(.*?)".*properties="mathml"', package) == ["second.xhtml"]
    assert "<dc:language>zh-CN</dc:language>" in package
    assert "1970-01-02T00:00:00Z" in package


def test_a_book_holds_what_its_pages_show(epub: zipfile.ZipFile) -> None:
    """Every picture and style that a page asks for is in the book."""
    page = epub.read("notes/first.xhtml").decode()
    asked = re.findall(r'(?:src|href)="\.\./(_\w+/[^"?]+)', page)

    assert any(name.endswith(".svg") for name in asked)
    assert set(asked) <= set(epub.namelist())


def test_every_file_says_its_language(epub: zipfile.ZipFile) -> None:
    """Readers speak, hyphenate and choose fonts by it: pages, cover, contents of both kinds."""
    files = [name for name in epub.namelist() if name.endswith((".xhtml", ".ncx"))]
    roots = {name: ET.fromstring(epub.read(name)) for name in files}

    assert {"nav.xhtml", "toc.ncx", "epub-cover.xhtml", "second.xhtml"} <= set(files)
    assert {root.get(LANG) for root in roots.values()} == {SOURCE.tag}
    assert {root.get("lang") for name, root in roots.items() if "xhtml" in name} == {SOURCE.tag}


def test_the_long_page_is_closed(project: Project) -> None:
    """The page that is printed is XML; each link inside leads to a name that is there once."""
    folder = project.root / "_build/zh/epub"
    text = book.one_page(folder, SOURCE).read_text(encoding="utf-8")
    names = re.findall(r' id="([^"]+)"', text)
    targets = re.findall(r'href="#([^"]+)"', text)

    ET.fromstring(text)
    assert len(names) == len(set(names))
    assert "second--second" in targets
    assert set(targets) <= set(names)


@needs_browser
def test_the_printed_book_has_chapters(project: Project, tmp_path: Path) -> None:
    """A title, the contents, then a page for each chapter; Chinese can be searched in it."""
    page = book.one_page(project.root / "_build/zh/epub", SOURCE)
    print_page(page, tmp_path / "book.pdf")
    pdf = (tmp_path / "book.pdf").read_bytes()

    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 5
    assert b"/Outlines" in pdf
