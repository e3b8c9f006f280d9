"""The notebooks and scripts of the chapters: what readers take with them is what they have read."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import fresh_environment
import nbformat
import pytest
from browsing import sampled
from bs4 import BeautifulSoup
from conftest import MakeProject, Project
from test_site import CHAPTERS, CHINESE

from notes_site.commands import package

LEFT = re.compile(r"\{[\w:-]+\}`|^:::|^\([\w-]+\)=$", re.MULTILINE)
NAMES = [f"{folder}notes/{name}" for folder in ("", "en/") for name in CHAPTERS]
Notebook = Any  # nbformat has no types


def read(site: Path, name: str) -> Notebook:
    """The notebook of a page."""
    return nbformat.read(site / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]  # as above


def texts(notebook: Notebook) -> str:
    """What a notebook says outside its code."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def results(notebook: Notebook) -> list[tuple[str, ...]]:
    """What each cell has printed, returned and raised; pictures are left out."""
    found = []
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        streams = "".join(output.get("text", "") for output in outputs)
        printed = streams.rstrip()  # the page has no blanks there
        data = [output.get("data", {}) for output in outputs]
        returned = "" if any(map(picture, data)) else "".join(d.get("text/plain", "") for d in data)
        found.append((printed, returned, *(o.evalue for o in outputs if "evalue" in o)))
    return found


def picture(data: dict[str, str]) -> bool:
    """Whether an output shows one."""
    return any(kind.startswith("image/") for kind in data)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Jupyter finds the kernel of a reader: torch, Matplotlib, ipykernel and our wheel."""
    folder = tmp_path_factory.mktemp("reader")
    python = fresh_environment.make(
        folder, ["torch", "matplotlib", "ipykernel"], package.wheel("notes_examples")
    )
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    clean = {"PYTHONPATH": "", "OMP_NUM_THREADS": "1"}
    spec = {"argv": argv, "display_name": "reader", "language": "python", "env": clean}
    (folder / "kernels/reader").mkdir(parents=True)
    (folder / "kernels/reader/kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


def run(notebook: Path, kernels: Path, copy: Path) -> Notebook:
    """Run a copy of a notebook from top to bottom; only cells that say so may raise."""
    shutil.copy(notebook, copy)
    command = str(Path(sys.executable).with_name("jupyter-execute"))
    result = subprocess.run(
        [command, "--kernel_name=reader", "--inplace", copy],
        env=os.environ | {"JUPYTER_PATH": str(kernels)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    return nbformat.read(copy, as_version=4)  # type: ignore[no-untyped-call]  # no types there


RUN = sampled(NAMES, ["notes/autograd"])


@pytest.mark.parametrize("name", RUN)
def test_a_reader_sees_what_the_page_shows(
    site: Path, name: str, reader: Path, tmp_path: Path
) -> None:
    """Run anew with nothing but the wheel, each cell gives what the page said it gives."""
    again = run(site / f"{name}.ipynb", reader, tmp_path / "copy.ipynb")

    assert results(again) == results(read(site, name))
    assert again.cells[0].outputs == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_valid_and_plain(site: Path, name: str) -> None:
    """The format holds, and nothing that only MyST knows is left."""
    notebook = read(site, name)
    nbformat.validate(notebook)

    assert [LEFT.findall(cell.source) for cell in notebook.cells if LEFT.search(cell.source)] == []
    assert "#original-" not in texts(notebook)  # the small links beside the elements of the note
    assert "myst_nb" not in (site / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_holds_what_its_page_shows(site: Path, name: str) -> None:
    """As many formulas, figures, cells and errors; and the page has a link to both files."""
    page = BeautifulSoup((site / f"{name}.html").read_bytes(), "html5lib")
    notebook = read(site, name)
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    code = [cell for cell in notebook.cells[1:] if cell.cell_type == "code"]

    assert texts(notebook).count("\\tag{") == len(page.select("div.math .eqno"))
    assert sum(picture(o.get("data", {})) for o in outputs) == len(page.select("article img"))
    assert sum("ename" in o for o in outputs) == len(page.select(".output.traceback"))
    assert len(code) == len(page.select("div.cell"))
    assert [str(a["href"]) for a in page.select(".downloads a")] == [
        f"{Path(name).name}.ipynb",
        f"{Path(name).name}.py",
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("en/")])
def test_english_notebooks_are_english(site: Path, name: str) -> None:
    """Chinese stands there only where the English page shows it on purpose."""
    page = BeautifulSoup((site / f"{name}.html").read_bytes(), "html5lib")
    notebook = read(site, name)
    meant = "".join(e.get_text() for e in page.select("[lang^=zh], code, .output"))

    assert set(CHINESE.findall(texts(notebook))) <= set(meant)
    assert not CHINESE.search(notebook.cells[0].source)


@pytest.mark.parametrize("name", NAMES)
def test_every_script_is_python(site: Path, name: str) -> None:
    """The whole script compiles, and has a cell for each of the notebook."""
    source = (site / f"{name}.py").read_text(encoding="utf-8")
    compile(source, name, "exec")

    assert len(re.findall(r"^# %%", source, re.MULTILINE)) == len(read(site, name).cells)


PAGE = """---
file_format: mystnb
---

(page)=
# 页 *斜* **对。** 后 [链](https://example.org) {{ref}}`它 <page>`

| 甲 | 乙 |
|---|---|
| $\\left\\| x \\right\\|$ | `a\\|b` |

- 一 \\* 二
  1. 三

:::{{admonition}} 题
:class: note
话 {{eq}}`eq-page`
:::

$$
1 = 1
$$ (eq-page)

```{{code-cell}} python
:tags: [raises-exception]
print("{name}")
1 / 0
```
"""


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A chapter in one language, for a site that has an address."""
    project = make_project({"notes/page": PAGE.format(name="x"), "other": "# 别页\n"})
    result = project.build(SITE_URL="https://example.org/site")

    assert result.returncode == 0, result.stdout
    return project


def test_what_becomes_of_marks(project: Project) -> None:
    """Tables, lists, quotations, formulas and links in the Markdown of notebooks."""
    said = texts(read(project.root / "_build/html", "notes/page"))
    link = "https://example.org/site/notes/page.html#"

    assert said.startswith("# 页*斜*<strong>对。</strong>后[链](https://example.org)[它](")
    assert "| 甲 | 乙 |\n| --- | --- |\n| $\\left\\vert x \\right\\vert$ | `a\\|b` |" in said
    assert "- 一 \\* 二\n\n  1. 三" in said
    assert f"> **题**\n>\n> 话[式\N{NO-BREAK SPACE}(1)]({link}equation-eq-page)" in said
    assert "$$\n1 = 1 \\tag{1}\n$$" in said


def test_a_cell_keeps_what_it_did(project: Project) -> None:
    """Output, error and the leave to raise come with the cell."""
    cell = read(project.root / "_build/html", "notes/page").cells[-1]

    assert [output.output_type for output in cell.outputs] == ["stream", "error"]
    assert (cell.outputs[1].ename, cell.outputs[1].evalue) == (
        "ZeroDivisionError",
        "division by zero",
    )
    assert cell.metadata.tags == ["raises-exception"]


def test_the_first_cell_installs_from_the_site(project: Project) -> None:
    """The wheel is published with the site, and the first cell names its address."""
    folder = project.root / "_build/html"
    (wheel,) = folder.glob("*.whl")

    assert f'"https://example.org/site/{wheel.name}"' in read(folder, "notes/page").cells[0].source
    assert not (folder / "other.ipynb").exists()
