"""What readers see of the check: rows, marks and witnesses on the pages of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from formula_sources import docstring_formulas, page_formulas


@pytest.fixture(scope="module")
def rows(site: Path) -> BeautifulSoup:
    """The page of checked formulas."""
    return BeautifulSoup((site / "reference/formulas.html").read_bytes(), "html5lib")


def test_every_formula_has_its_row(site: Path, rows: BeautifulSoup) -> None:
    """Each labelled formula and each docstring's is listed; one in ten at most is unchecked."""
    checked = {str(row["id"]) for row in rows.select("table.checked-formulas tr[id]")}
    unchecked = {str(row["id"]) for row in rows.select("table.unchecked-formulas tr[id]")}
    expected = {f"formula-{formula.place}" for formula in page_formulas()}
    documented = {nodes.make_id(f"formula-{formula.place}") for formula in docstring_formulas()}

    assert len(expected) > 70
    assert expected <= checked | unchecked
    assert documented <= checked
    assert len(unchecked) <= len(checked | unchecked) / 10
    assert all(
        row.select("td")[2].get_text() for row in rows.select("table.unchecked-formulas tr[id]")
    )


def test_rows_tell_what_was_done(rows: BeautifulSoup) -> None:
    """Points, the largest difference and a link to the formula stand in every row."""
    for row in rows.select("table.checked-formulas tr[id]"):
        where, latex, _, points, difference = row.select("td")

        assert where.select("a[href]")
        assert latex.select("math")
        assert int(points.get_text()) == 12
        signs = {sign.get_text() for sign in latex.select("mo")}
        if difference.get_text() == "–":
            assert signs & set("<>≤≥⇔")
        else:
            assert 0 <= float(difference.get_text()) <= (1e-4 if "≈" in signs else 1e-9)


def test_marks_lead_to_rows(site: Path, rows: BeautifulSoup) -> None:
    """Each displayed formula of a chapter has a mark, beside its number, or says why not."""
    ids = {str(row["id"]) for row in rows.select("tr[id]")}
    for path in sorted((site / "notes").glob("*.html")):
        page = BeautifulSoup(path.read_bytes(), "html5lib")
        unmarked = [f for f in page.select("div.math") if not f.select("a.proof")]

        assert len(unmarked) == len(page.select("div.unchecked"))
        assert not page.select(".eqno + a.proof")  # a line could break between the two
        for mark in page.select("a.proof"):
            assert str(mark["href"]).rpartition("#")[2] in ids
            assert mark["aria-label"]


def test_derivations_have_witnesses(site: Path) -> None:
    """The main derivations open to numbers: one row for each line, the last column a difference."""
    counts = {}
    for path in sorted((site / "notes").glob("*.html")):
        page = BeautifulSoup(path.read_bytes(), "html5lib")
        tables = page.select("details.witness table")
        for row in (row for table in tables for row in table.select("tbody tr")):
            _, left, right, difference = (cell.get_text() for cell in row.select("td"))
            assert float(difference) <= 1e-9
            assert float(left) == pytest.approx(float(right), rel=1e-9)
        counts[path.stem] = [len(table.select("tbody tr")) for table in tables]

    assert {name: found for name, found in counts.items() if found} == {
        "sigmoid": [5, 1],
        "tanh": [3],
        "mse": [4, 1],
        "softmax-gradient": [4, 3],
        "cross-entropy": [4],
    }
