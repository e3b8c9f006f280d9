"""A second site stands on the same machine: another subject, another language, its own settings."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Iterator

import pytest
from conftest import ROOT, Project

SITE = ROOT / "tests/data/interest"
MACHINE = ROOT / "src/notes_site"
TEXTS = {".css", ".html", ".js", ".lark", ".po", ".py", ".txt", ".xml"}
TERMS = {"tanh"}  # of LaTeX


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, warm: None) -> Project:
    """The second site, built in a folder of its own."""
    root = tmp_path_factory.mktemp("interest") / "site"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns("_build"))
    project = Project(root)
    result = project.build()
    assert result.returncode == 0, result.stdout
    return project


def test_its_settings_are_short() -> None:
    """It says its own names, and nothing of how the machine works."""
    lines = (SITE / "conf.py").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 40
    assert not [line for line in lines if "notes_examples" in line or "notes_site." in line]


def test_its_pages_are_in_two_languages(project: Project) -> None:
    """The pages are English, and their translations Chinese, with the words of the machine."""
    english, chinese = (project.page(f"{place}notes/discounting") for place in ("", "zh/"))

    assert [page.html and page.html["lang"] for page in (english, chinese)] == ["en", "zh-CN"]
    assert "No guess, show the output" in english.get_text()
    assert "不猜，直接看输出" in chinese.get_text()
    assert chinese.h1
    assert chinese.h1.get_text() == "折现"


def test_its_cells_have_run(project: Project) -> None:
    """Outputs, glued numbers and figures are there."""
    page = project.page("notes/compounding")

    assert "432.19" in page.select(".cell_output")[0].get_text()
    assert "doubled after 15 years" in page.get_text()
    assert page.select_one("article img[src$='.svg'][width='640']")


def test_its_formulas_are_checked(project: Project) -> None:
    """Those of pages and docstrings, with its own functions and symbols."""
    rows = project.page("reference").select("table.checked-formulas tbody tr")
    functions = {code.get_text() for row in rows for code in row.select("td:nth-child(3) code")}

    assert len(rows) == 4
    assert functions == {"future_value", "present_value"}


def test_a_false_formula_stops_it(project: Project) -> None:
    """The sign of a formula is turned, and the build fails at its line."""
    page = project.root / "docs/notes/compounding.md"
    right = page.read_text(encoding="utf-8")
    page.write_text(right.replace(r"\left(1 + r\right)", r"\left(1 - r\right)"), encoding="utf-8")
    result = project.build()
    page.write_text(right, encoding="utf-8")

    assert result.returncode == 1
    assert re.search(r"compounding\.md:\d+: WARNING: .*eq-compounding", result.stdout), (
        result.stdout
    )


def test_its_search_knows_its_words(project: Project) -> None:
    """Each language has an index."""
    for place, word in (("", "interest"), ("zh/", "复利")):
        index = (project.root / f"_build/html/{place}searchindex.js").read_text(encoding="utf-8")
        assert json.dumps(word) in index


def test_its_notebooks_install_its_package(project: Project) -> None:
    """From the wheel beside the pages."""
    text = (project.root / "_build/html/notes/compounding.ipynb").read_text(encoding="utf-8")
    first = "".join(json.loads(text)["cells"][0]["source"])

    assert "interest-1.0-py3-none-any.whl" in first
    assert (project.root / "_build/html/interest-1.0-py3-none-any.whl").is_file()


def test_it_becomes_a_book(project: Project) -> None:
    """An EPUB in each language."""
    result = project.run("-m", "notes_site.commands.book", "epub")

    assert result.returncode == 0, result.stdout
    assert {path.name for path in (project.root / "_build/book").iterdir()} == {
        "Interest.en.epub",
        "Interest.zh-CN.epub",
    }


def test_its_examples_are_tested(project: Project) -> None:
    """The doctests of its module."""
    result = project.build("doctest")

    assert result.returncode == 0, result.stdout
    assert "4 examples tested" in result.stdout


def of_this_note() -> Iterator[str]:
    """Names that only the notes know: of pages, places, the package and what is in it."""
    yield from ("notes_examples", "notes-examples")
    for page in (ROOT / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        yield page.relative_to(ROOT / "docs").with_suffix("").as_posix()
        yield from re.findall(r"^\(([a-z]\w*-[\w-]+)\)=$", text, re.MULTILINE)
        yield from re.findall(r"\((eq-[\w-]+)\)", text)
    for module in (ROOT / "src/notes_examples").glob("[!_]*.py"):
        yield module.stem
        functions = ast.parse(module.read_text(encoding="utf-8")).body
        yield from (
            one.name for one in functions if isinstance(one, ast.FunctionDef) and one.name[0] != "_"
        )


def test_the_machine_names_nothing_of_the_note() -> None:
    """No page, label, equation, module or function; a plain word of English is no name."""
    distinctive = re.compile(r"[-_/]|^(?:sigmoid|softmax|relu|mse|activations|losses|walks)$")
    names = {name for name in of_this_note() if distinctive.search(name)} - TERMS
    known = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")
    files = [path for path in MACHINE.rglob("*") if path.suffix in TEXTS]
    found = {path: known.findall(path.read_text(encoding="utf-8")) for path in files}

    assert len(names) > 300
    assert len(files) > 150
    assert {path: said for path, said in found.items() if said} == {}
