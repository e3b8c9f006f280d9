"""What cells print in parts is on the page as a terminal shows it, and in notebooks and scripts."""

from __future__ import annotations

import nbformat
import pytest
from conftest import NOTEBOOK, MakeProject, Project

from notes_site.execution.streams import as_shown

CELLS = {
    "dots": "for i in range(3):\n    print(i, end=' ', flush=True)\nprint('done')",
    "both": (
        "import sys\nprint('one', end='', flush=True)\n"
        "print('hm', file=sys.stderr, flush=True)\nprint(' line')"
    ),
    "progress": (
        "import time\nfor i in range(3):\n    print(f'\\r{i + 1} of 3', end='', flush=True)\n"
        "    time.sleep(0.3)"
    ),
    "between": "print('before', flush=True)\ndisplay(1)\nprint('after')",
}
OUTPUTS = {
    "dots": ["0 1 2 done"],
    "both": ["one line"],
    "progress": ["3 of 3"],
    "between": ["before", "1", "after"],
}


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A site whose cells print in parts."""
    cells = [f"```{{code-cell}}\n:tags: [remove-stderr]\n{code}\n```" for code in CELLS.values()]
    project = make_project({"notes/page": NOTEBOOK + "# Page\n\n" + "\n\n".join(cells)})
    result = project.build()
    assert result.returncode == 0, result.stdout
    return project


def test_what_is_printed_in_parts_is_joined(project: Project) -> None:
    """A line is one line; what follows something else stays behind it."""
    outputs = project.page("notes/page").select(".cell_output")
    found = [[pre.get_text().rstrip("\n") for pre in output.select("pre")] for output in outputs]

    assert found == list(OUTPUTS.values())


def test_exports_have_it_joined(project: Project) -> None:
    """A notebook holds the same outputs."""
    path = project.root / "_build/html/notes/page.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # it has no types
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"][-len(CELLS) :]
    found = [[o.get("text") or o.data["text/plain"] for o in cell.outputs] for cell in cells]

    assert [[text.rstrip("\n") for text in texts] for texts in found] == list(OUTPUTS.values())


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("10 %\r20 %", "20 %"),
        ("100 %\r9", "900 %"),
        ("done\r", "done"),
        ("ab\bc", "ac"),
        ("\b\ba", "a"),
        ("a\b\bbc", "bc"),
    ],
)
def test_a_line_is_printed_over(printed: str, shown: str) -> None:
    """A carriage return goes to the begin of the line and a backspace back by one, as ever."""
    assert as_shown(printed) == shown
