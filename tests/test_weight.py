"""What a page costs to load, without compression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ALL_PAGES, in_both_languages, scripts_of
from bs4 import BeautifulSoup

KB = 1000
LOADED = 'link[rel~="stylesheet"], link[rel~="icon"]'
URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")
LONG = ("original/", "reference/")  # whole collections, each on a page
CHAPTERS = [name for name in ALL_PAGES if not name.removeprefix("en/").startswith(LONG)]
HEAVY = (  # long derivations or many cells, with guesses and exercises
    "autograd",
    "cross-entropy",
    "mse",
    "numerics",
    "retain-graph",
    "softmax",
    "softmax-gradient",
)


def named(page: BeautifulSoup) -> Iterator[str]:
    """The addresses of what a page loads."""
    for element in page.select(f"img[src], {LOADED}"):
        yield str(element.get("src") or element["href"])
    yield from scripts_of(page)


def loaded(path: Path) -> dict[Path, int]:
    """The files that a page loads, itself among them, with their sizes."""
    page = BeautifulSoup(path.read_bytes(), "html5lib")
    files = {path} | {(path.parent / name.split("?")[0]).resolve() for name in named(page)}
    for sheet in [file for file in files if file.suffix == ".css"]:
        urls = URL.findall(sheet.read_text(encoding="utf-8"))
        files |= {(sheet.parent / url).resolve() for url in urls}
    return {file: file.stat().st_size for file in files}


@pytest.mark.parametrize("name", in_both_languages(["notes/threshold-neuron"]))
def test_the_first_chapter_is_light(site: Path, name: str) -> None:
    """All that the first chapter loads, font and figures too, is 250 KB."""
    sizes = loaded((site / f"{name}.html").resolve())

    assert {path.suffix for path in sizes} >= {".html", ".css", ".js", ".svg", ".woff2"}
    assert sum(sizes.values()) <= 250 * KB, sizes


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_page_is_light(site: Path, name: str) -> None:
    """The HTML of a page is 60 KB; of the long chapters 85."""
    limit = 85 if name.endswith(HEAVY) else 60

    assert (site / f"{name}.html").stat().st_size <= limit * KB


def test_figures_are_light(site: Path) -> None:
    """A figure is 25 KB."""
    figures = [path for path in site.rglob("_images/*") if path.is_file()]

    assert len(figures) > 10
    assert [path for path in figures if path.stat().st_size > 25 * KB] == []


def test_scripts_load_where_they_act(site: Path) -> None:
    """A page without code has no copy button, one without formulas no script for them."""
    files = {
        name: {path.name for path in loaded((site / f"{name}.html").resolve())}
        for name in ("index", "notes/sigmoid", "search", "genindex")
    }

    copying = {"copy-code.js", "copy-formula.js"}
    assert {name for name in files if files[name] & copying} == {"notes/sigmoid"}
    assert files["notes/sigmoid"] >= copying
    assert {name for name in files if "translations.js" in files[name]} == {"search"}


@pytest.mark.parametrize("name", ALL_PAGES)
def test_nothing_stands_before_a_page(site: Path, name: str) -> None:
    """One style sheet for all pages, and one script; the others come later."""
    page = BeautifulSoup((site / f"{name}.html").read_bytes(), "html5lib")
    first = page.select_one(LOADED.split(",")[0])

    assert first
    assert "/styles.css?v=" in f"/{first['href']}"
    assert ["/start.js?v=" in f"/{script['src']}" for script in page.select("script")] == [True]
    assert len(scripts_of(page)) > 1
