"""What was measured of the errors reaches the page about them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import MakeProject

OURS: dict[str, Any] = {"points": 10, "error": 0.5, "wrong": 0, "falls": 0}
EXACT = {"ours": OURS, "torch": OURS | {"error": None, "wrong": 2}}
WAVERING = {"ours": OURS | {"falls": 7}, "torch": OURS | {"error": 2048.0}}
TIMES = {"ours": {"time": 0.25, "share": 0.5}, "torch": {"time": 0.125, "share": 1.0}}
RESULTS = {
    "date": "2026-01-02",
    "machine": {"processor": "A processor", "instructions": "AVX2"},
    "versions": {"torch": "2.13.0"},
    "functions": {
        "f": {"cancels": True, "formats": {"float32": EXACT}, "times": {"float32": TIMES}},
        "g": {"cancels": False, "formats": {"float32": WAVERING}, "times": {"float32": TIMES}},
    },
}
PAGE = """# Page

```{accuracy} errors
```

```{accuracy} faults
```

```{accelerator} report
```
"""


@pytest.fixture(scope="module")
def page(make_project: MakeProject) -> BeautifulSoup:
    """A page with every table."""
    project = make_project({"page": PAGE})
    for name in ("accuracy", "accelerator"):
        project.write(f"reference/{name}.json", json.dumps(RESULTS | {"bandwidth": 3000.0}))
    result = project.build()

    assert result.returncode == 0, result.stdout
    return project.page("page")


def cells(page: BeautifulSoup) -> list[list[list[str]]]:
    """The words of every table, row by row."""
    tables = page.select("table")
    return [
        [[cell.get_text() for cell in row.select("td, th")] for row in table.select("tr")]
        for table in tables
    ]


def test_errors_of_both_stand_side_by_side(page: BeautifulSoup) -> None:
    """A star marks terms that cancel; large errors are shown by their size."""
    errors, _, again, *_ = cells(page)

    assert errors == [["函数", "float32"], ["f*", "0.50 / ∞"], ["g", "0.50 / 2e3"]]
    assert again == errors


def test_what_is_wrong_is_counted(page: BeautifulSoup) -> None:
    """All results are counted, and functions that waver are listed."""
    _, faults, *_ = cells(page)

    assert "检查了 20 个结果" in page.get_text()
    assert "本站 0 个，PyTorch 2 个" in page.get_text()
    assert faults == [["函数", "float32"], ["g", "7 / 0"]]


def test_times_and_machine(page: BeautifulSoup) -> None:
    """A report of an accelerator has the times, and where they were taken."""
    *_, times, machine = cells(page)

    assert times[1] == ["f", "0.250 ns（50%） / 0.125 ns（100%）"]
    assert ["处理器", "A processor"] in machine
    assert ["实测内存带宽", "3000 GB/s"] in machine
