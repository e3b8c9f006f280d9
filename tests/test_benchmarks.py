"""The benchmark gives every tool the same cells, from copies of the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from benchmarks import pages, sites, stand_ins
from benchmarks.engines import CELLS, CHINESE, EVERYTHING, MYST_NB, Engine
from benchmarks.timing import BuildError, build, forget
from notes_site import formulas

PAGE = (
    pages.NOTEBOOK
    + """# 页

Prose with {value}`key`.

```{code-cell} python
import torch
```

```{code-cell} python
:tags: [raises-exception, hide-output]
if True:
    1 / 0
```

```{code-cell} python
:tags: [remove-cell]
from myst_nb import glue
glue("key", 1, display=False)
print("end")
```
"""
)


def run(script: str) -> str:
    """What a script prints."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_cells_of_a_page() -> None:
    """Each cell is found, hidden ones too, with what the page says about raising."""
    found = list(pages.cells(PAGE))

    assert [cell.raises for cell in found] == [False, True, False]
    assert found[1].code == "if True:\n    1 / 0\n"


def test_a_script_runs_to_its_end() -> None:
    """A gallery's script goes on after a cell that raises, and needs no MyST-NB."""
    script = pages.script("page", PAGE)

    assert script.count("# %%") == 3
    assert "myst_nb" not in script
    assert run(script) == "division by zero\nend\n"


def test_a_notebook_keeps_cells_and_tags() -> None:
    """A page of a book has the same cells, and says of the same one that it raises."""
    notebook = pages.notebook("page", PAGE)

    assert list(pages.cells(notebook)) == list(pages.cells(PAGE))
    assert "value" not in notebook


def test_edits() -> None:
    """A sentence changes no code; a cell changes by a comment; both differ from round to round."""
    text = pages.notebook("page", PAGE)

    assert list(pages.cells(pages.edit_prose(text, "Edited."))) == list(pages.cells(text))
    assert "import torch  # edit 2\n" in pages.edit_cell(text, 2)
    assert pages.edit_cell(text, 1) != pages.edit_cell(text, 2)


def test_small_pages_run_and_differ() -> None:
    """A generated page has four cells that run, and those of another page are not the same."""
    third, fourth = (list(pages.cells(pages.small_page(number))) for number in (3, 4))

    assert len(third) == 4
    assert "tensor(" in run("".join(cell.code for cell in third))
    assert third != fourth


def test_every_page_with_cells_becomes_a_script() -> None:
    """The real pages give valid scripts, and the page that is edited is one of them."""
    found = sites.notebooks(sites.ROOT)

    assert {"sigmoid", "autograd", "errors"} <= found.keys()
    for name, page in found.items():
        compile(pages.script(name, page), name, "exec")


def test_sites_of_other_tools_have_every_page(tmp_path: Path) -> None:
    """A gallery has a script and a book a listed page for each page with cells."""
    sites.gallery(sites.ROOT, tmp_path / "gallery")
    sites.book(sites.ROOT, tmp_path / "book")
    names = set(sites.notebooks(sites.ROOT))
    scripts = {path.stem for path in (tmp_path / "gallery/scripts").glob("*.py")}
    listed = (tmp_path / "book/_toc.yml").read_text(encoding="utf-8")

    assert scripts == {f"plot_{name}" for name in names - {"note"}}
    assert all(f"- file: {name}\n" in listed for name in names)


def test_the_variants_of_this_site(tmp_path: Path) -> None:
    """The Chinese site has no catalogue; the one of cells alone checks no formula, has no API."""
    for engine in (EVERYTHING, CHINESE, CELLS):
        engine.make(sites.ROOT, tmp_path / engine.name)
    english = [path.parts[-4] for path in tmp_path.glob(f"*/{sites.ENGLISH}")]
    settings = (tmp_path / "cells/conf.py").read_text(encoding="utf-8")
    api = (tmp_path / "cells/docs/reference/api.md").read_text(encoding="utf-8")

    assert english == ["everything"]
    assert "benchmarks.stand_ins" in settings
    assert "automodule" not in api


def test_a_failed_build_has_no_time(tmp_path: Path) -> None:
    """A build that fails is an error, and the cold build after it starts without its remains."""
    (tmp_path / "_build").mkdir()
    with pytest.raises(BuildError, match=r"notes_site\.commands\.build"):
        build(CELLS, tmp_path)
    forget(CELLS, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_stand_ins_cover_the_formulas() -> None:
    """Whatever directive the check of formulas brings, there is one that shows nothing."""
    app = Mock()
    formulas.setup(app)
    names = {call.args[0] for call in app.add_directive.call_args_list}

    assert names == set(stand_ins.NAMES)


@pytest.mark.parametrize("engine", [CELLS, MYST_NB], ids=lambda engine: engine.name)
def test_a_small_site_is_built(engine: Engine, tmp_path: Path) -> None:
    """Our cells alone and stock MyST-NB build a generated page with its output and its figure."""
    sites.small_project(sites.ROOT, tmp_path / "project", 1)
    engine.make(tmp_path / "project", tmp_path / "site")
    build(engine, tmp_path / "site")
    text = (tmp_path / "site/_build/html/page-001.html").read_text(encoding="utf-8")

    assert "tensor(" in text
    assert "_images/" in text


def test_stock_myst_nb_knows_what_pages_use(tmp_path: Path) -> None:
    """Without our settings every page is still written, none of its directives dropped."""
    site = tmp_path / "site"
    MYST_NB.make(sites.ROOT, site)
    found = subprocess.run(
        [*MYST_NB.command, "-D", "nb_execution_mode=off"],
        cwd=site,
        env=MYST_NB.environment(site),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Unknown directive" not in found.stderr
