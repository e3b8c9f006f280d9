"""What books look like: derivations as on the site, nothing wider than the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from binding import bound
from browsing import needs_browser
from conftest import ROOT, MakeProject, Project
from playwright.sync_api import Browser, Page

from notes_site.commands import book
from notes_site.sphinx_support.languages import SOURCE, built

pytestmark = needs_browser
INSIDE_MARGINS = 657  # of A4, in pixels
LAYOUT = (ROOT / "tests/formula_layout.js").read_text(encoding="utf-8")
TOO_WIDE = """() => [...document.body.querySelectorAll(":not(math *)")].filter(element => {
    const box = element.parentElement.closest("div.math, .table-wrapper");
    const scrolls = box && getComputedStyle(box).overflowX === "auto";
    return !scrolls && element.getBoundingClientRect().right > innerWidth + 1;
}).map(element => element.outerHTML.slice(0, 200))"""
SIZES = """formulas => formulas.flatMap(formula => [...formula.querySelectorAll("mtd > mfrac > *")]
    .map(part => [formula, part].map(element => getComputedStyle(element).fontSize)))"""
WHERE = [("second", 390), ("second", 800), ("book", INSIDE_MARGINS)]


@pytest.fixture(scope="module")
def folder(make_project: MakeProject) -> Path:
    """The files of a book, among them its pages as one."""
    folder = bound(make_project).root / "_build/zh/epub"
    book.one_page(folder, SOURCE)
    return folder


def opened(browser: Browser, path: Path, width: int) -> Page:
    """A page of a book at some width; the one that is printed, as on paper."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.emulate_media(media="print" if width == INSIDE_MARGINS else "screen")
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(("name", "width"), WHERE)
def test_derivations_are_aligned(browser: Browser, folder: Path, name: str, width: int) -> None:
    """Signs of a derivation stand below each other, cases begin at one place, nothing is torn."""
    page = opened(browser, folder / f"{name}.xhtml", width)
    faults, tables = page.evaluate(LAYOUT), page.locator("mtable").count()
    page.close()

    assert tables == 2
    assert faults == []


@pytest.mark.parametrize(("name", "width"), WHERE)
def test_derivations_are_in_full_size(
    browser: Browser, folder: Path, name: str, width: int
) -> None:
    """What stands in a fraction of a derivation is as large as what stands beside it."""
    page = opened(browser, folder / f"{name}.xhtml", width)
    sizes = page.eval_on_selector_all("math:has(.ams-align)", SIZES)
    page.close()

    assert len(sizes) == 4
    assert all(formula == part for formula, part in sizes)


@pytest.mark.parametrize(("name", "width"), WHERE)
def test_nothing_leaves_the_page(browser: Browser, folder: Path, name: str, width: int) -> None:
    """A number has its place below or beside its formula, names break; on paper nothing scrolls."""
    page = opened(browser, folder / f"{name}.xhtml", width)
    too_wide = page.evaluate(TOO_WIDE)
    page.close()

    assert too_wide == []


@pytest.fixture(scope="module")
def real_book(site: Path) -> dict[str, list[Path]]:
    """The files of the real books by language, with the pages that are printed."""
    result = Project(ROOT).run("-m", "notes_site.commands.book", "epub")
    assert result.returncode == 0, result.stdout
    folders = {language: ROOT / "_build" / language.folder / "epub" for language in built()}
    for language, folder in folders.items():
        book.one_page(folder, language)
    return {language.tag: sorted(f.rglob("*.xhtml")) for language, f in folders.items()}


@pytest.mark.exhaustive
@pytest.mark.parametrize("tag", [language.tag for language in built()])
@pytest.mark.parametrize("width", [390, 800, INSIDE_MARGINS])
def test_every_page_of_the_real_book(
    browser: Browser, real_book: dict[str, list[Path]], tag: str, width: int
) -> None:
    """The same of all that readers get; the contents are the reader's own, and have no style."""
    faults = {}
    for path in real_book[tag]:
        if path.stem != "nav" and (path.stem == "book") == (width == INSIDE_MARGINS):
            page = opened(browser, path, width)
            faults[path.name] = [*page.evaluate(LAYOUT), *page.evaluate(TOO_WIDE)]
            page.close()

    assert faults
    assert {name: found for name, found in faults.items() if found} == {}
