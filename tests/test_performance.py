"""What the benchmark measured reaches its report and the page about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import MakeProject, Project

from benchmarks import results
from benchmarks.timing import Times
from notes_site.reports.build_times import SHOWN

SITE: Times = {
    ("everything", "cold"): [30.0, 60.0],
    ("chinese", "cold"): [20.0, 40.0],
    ("cells", "cold"): [10.0, 20.0],
    ("cells", "none"): [1.0, 1.0],
    ("myst-nb", "cold"): [40.0, 60.0],
    ("myst-nb", "none"): [2.0, 2.0],
}
GROWING: Times = {
    ("chinese", "10"): [5.0],
    ("chinese", "30"): [7.0],
    ("chinese", "100"): [14.0],
    ("myst-nb", "10"): [40.0],
}
FIGURES = {
    "date": "2026-01-02",
    "machine": {"processor": "A processor", "cpus": 2, "system": "Linux x86_64"},
    "versions": {"python": "3.11.7", "sphinx": "9.0.4"},
    "peers": {},
    "rounds": 2,
    **results.summary(SITE, GROWING),
}
TABLES = "\n".join(f"```{{performance}} {name}\n```\n" for name in SHOWN)


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A page with every table."""
    return make_project({"page": f"# Page\n\n{TABLES}"})


def test_ratios_are_taken_within_a_round() -> None:
    """A round is compared with itself: 40/10 and 60/20, not the medians 50/15."""
    builds = FIGURES["builds"]

    assert builds["myst-nb"]["cold"] == {"seconds": [40.0, 60.0], "median": 50.0, "ratio": 3.5}
    assert builds["cells"]["none"]["ratio"] == 1.0


def test_what_english_adds() -> None:
    """The translation costs the difference of two builds of the same round."""
    assert FIGURES["translation"] == {"seconds": 15.0, "ratio": 0.5}


def test_each_further_page() -> None:
    """The cost of a page is that of the largest site over the smallest; one site tells nothing."""
    growth = FIGURES["growth"]

    assert growth["chinese"]["each"] == pytest.approx((14 - 5) / (100 - 10))
    assert "each" not in growth["myst-nb"]


def test_report_and_file(tmp_path: Path) -> None:
    """The printed table has the figures, and the file gives back what was written, rounded."""
    results.write({"a": [1.23456], "b": {"c": 2}}, tmp_path / "results.json")
    printed = "\n".join(results.report(FIGURES))

    assert json.loads((tmp_path / "results.json").read_text()) == {"a": [1.235], "b": {"c": 2}}
    assert "50.0 (3.50x)" in printed
    assert "English adds 15.0 s, 50%" in printed
    assert "each further page 0.10 s" in printed


def shown(project: Project) -> BeautifulSoup:
    """The page, built now."""
    result = project.build()

    assert result.returncode == 0, result.stdout
    return project.page("page")


def test_the_page_follows_the_figures(project: Project) -> None:
    """Nothing is shown before anything was measured; then all of it, and again when it changes."""
    assert shown(project).get_text().count("还没有测量。") == len(SHOWN)
    path = project.root / "benchmarks/results.json"
    path.parent.mkdir()
    for day in ("2026-01-02", "2026-01-03"):
        results.write(FIGURES | {"date": day}, path)

        assert day in shown(project).get_text()


def test_page_shows_the_figures(project: Project) -> None:
    """The tables have seconds and ratios, a dash for what was not measured, and the machine."""
    page = shown(project)
    builds, commands, growth, machine = (
        [[cell.get_text() for cell in row.select("td, th")] for row in table.select("tr")]
        for table in page.select("article table")
    )

    assert commands[1][1] == "python -m notes_site.commands.build"
    assert builds[-1][:2] == ["MyST-NB", "50.0 秒（3.50\N{NO-BREAK SPACE}倍）"]
    assert builds[1][2] == "–"
    assert growth[0][1:] == ["10 页", "30 页", "100 页", "每多一页"]
    assert growth[2][1:] == ["40.0 秒", "–", "–", "–"]
    assert ["处理器", "A processor"] in machine
