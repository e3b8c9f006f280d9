"""Explorers on their pages: words, scripts and colors, and the still figures that they replace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browsing import DRAWN, PAGES, look, needs_browser
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, MakeProject, Project
from playwright.sync_api import Browser

from notes_examples.palette import PALETTE
from notes_site.languages.catalogues import CHINESE

pytestmark = needs_browser
SHARED = ROOT / "src/notes_site/pages/theme/static/explorers"
SCRIPTS = sorted(
    path for folder in (ROOT / "docs/_static/explorers", SHARED) for path in folder.glob("*.js")
)
EXPLORERS = [
    ("notes/sigmoid", "try-sigmoid"),
    ("notes/tanh", "try-tanh"),
    ("notes/relu", "try-relu"),
    ("notes/vanishing-gradients", "try-chain"),
    ("notes/autograd", "try-autograd"),
    ("notes/retain-graph", "try-retain-graph"),
    ("notes/softmax", "try-softmax"),
    ("notes/softmax-gradient", "try-softmax-gradient"),
    ("notes/mse", "try-mse"),
    ("notes/cross-entropy", "try-cross-entropy"),
]
ROOM = """document.querySelector(".explorer-panel").getBoundingClientRect().height -
    (document.querySelector(".explorer-panel").style.minHeight = "0",
    document.querySelector(".explorer-panel").getBoundingClientRect().height)"""
NEXT_TOP = "document.querySelector('.explorer').nextElementSibling.getBoundingClientRect().top"
PAGE = """# Page

:::{explorer} activation
:name: try-it
:start: f=tanh&x=1&k=3

A still one.
:::
"""


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A project with one explorer, around a paragraph."""
    return make_project({"page": PAGE})


def test_other_formats_get_the_still_one(project: Project) -> None:
    """A book has what stands inside the explorer, and no element that its reader does not know."""
    settings = ["-b", "epub", "-D", "templates_path="]  # templates are for the theme of the site
    result = project.run("-m", "sphinx", *settings, "-c", ".", "docs", "_build/epub")
    page = (project.root / "_build/epub/page.xhtml").read_text("utf-8")

    assert result.returncode == 0, result.stdout
    assert "A still one." in page
    assert "explorer" not in page


def test_changed_words_reach_the_page(make_project: MakeProject) -> None:
    """The page of an explorer is made again when its words are others."""
    project = make_project({"page": PAGE})
    words = project.root / "docs/explorers.toml"
    before = words.read_text(encoding="utf-8")
    assert project.build().returncode == 0
    words.write_text(before.replace('x = "输入"', 'x = "自变量"', 1), encoding="utf-8")
    result = project.build()
    assert result.returncode == 0, result.stdout

    (explorer,) = project.page("page").select("activation-explorer")
    assert json.loads(str(explorer["data-words"]))["x"] == "自变量"


@pytest.mark.parametrize("line", [":name: try-it\n", ":start: f=tanh&x=1&k=3\n", "A still one.\n"])
def test_incomplete_explorer_stops_the_build(make_project: MakeProject, line: str) -> None:
    """Without a name, a start or a still figure the build says what is needed."""
    result = make_project({"page": PAGE.replace(line, "")}).build()

    assert result.returncode == 1
    assert "an explorer needs :name:, :start: and a still figure" in result.stdout


def in_both_languages(site: Path, name: str) -> list[Tag]:
    """The explorers of a page and of its translation."""
    paths = [site / f"{name}.html", site / f"en/{name}.html"]
    pages = [BeautifulSoup(path.read_bytes(), "html5lib") for path in paths]
    return [explorer for page in pages for explorer in page.select(".explorer")]


@pytest.mark.parametrize(("name", "identifier"), EXPLORERS)
def test_words_are_in_the_language_of_the_page(site: Path, name: str, identifier: str) -> None:
    """Every word that a script shows is Chinese on one page and not on the other."""
    chinese, english = in_both_languages(site, name)
    words, translated = (json.loads(str(e["data-words"])) for e in (chinese, english))

    assert chinese["id"] == english["id"] == identifier
    assert [word for word in words.values() if not CHINESE.search(word)] == []
    assert [word for word in translated.values() if CHINESE.search(word)] == []
    assert [path.name for path in SCRIPTS if CHINESE.search(path.read_text("utf-8"))] == []


def test_scripts_are_small_and_only_where_they_act(site: Path) -> None:
    """All explorers together have 40 KB of scripts, and a page without one loads none of them."""
    loaded = {name for name in PAGES if "explorers/" in (site / f"{name}.html").read_text("utf-8")}

    assert sum(path.stat().st_size for path in SCRIPTS) <= 40_000
    assert loaded == {p for name, _ in EXPLORERS for p in (name, f"en/{name}")}


@pytest.mark.parametrize(("name", "identifier"), EXPLORERS)
def test_still_figure_without_javascript(
    browser: Browser, site: Path, name: str, identifier: str
) -> None:
    """Without scripts, and on paper, the figure stands there with its caption and nothing else."""
    context = browser.new_context(java_script_enabled=False)
    plain, live = context.new_page(), look(browser, (site / f"{name}.html").as_uri())
    plain.goto((site / f"{name}.html").as_uri())
    live.emulate_media(media="print")
    parts = [f"#{identifier} {part}:visible" for part in ("img", ":is(input, svg)")]
    seen = [[page.locator(part).count() for part in parts] for page in (plain, live)]
    context.close()
    live.close()

    assert seen == [[1, 0], [1, 0]]


@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.exhaustive), 1280])
@pytest.mark.parametrize(("name", "identifier"), EXPLORERS)
def test_upgrade_moves_nothing(
    browser: Browser, served: str, name: str, identifier: str, width: int
) -> None:
    """What follows stands where it stood before the script came, and no room is left empty."""
    page = look(browser, f"{served}/en/{name}.html", width=width)
    after, empty = page.evaluate(NEXT_TOP), page.evaluate(ROOM)
    page.route("**/explorers/*.js*", lambda route: route.abort())
    page.reload()
    page.evaluate(DRAWN)
    before = page.evaluate(NEXT_TOP)
    live = page.locator(".explorer.live").count()
    page.close()

    assert live == 0
    assert empty == pytest.approx(0, abs=1)
    assert after == pytest.approx(before, abs=1)


@pytest.mark.parametrize("dark", [False, True])
def test_colors_are_those_of_the_figures(browser: Browser, site: Path, dark: bool) -> None:
    """The first curve has the first color of the palette in either theme."""
    page = look(browser, (site / "notes/relu.html").as_uri(), dark=dark)
    curve = page.locator("[data-plot=value] path.first").first
    stroke = curve.evaluate("e => getComputedStyle(e).stroke")
    page.close()

    first = list(PALETTE.items())[2][dark]
    assert stroke == f"rgb({', '.join(str(byte) for byte in bytes.fromhex(first[1:]))})"
