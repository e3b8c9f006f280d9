"""A fault fails the build, again when repeated, and never touches the last good site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from conftest import NOTEBOOK, MakeProject, Project

GOOD_PAGE = "# Good\n\nThe first version.\n"
FAULTS = {
    "failing-cell": NOTEBOOK + "# Page\n\n```{code-cell}\n1 / 0\n```\n",
    "raises-nothing": NOTEBOOK
    + "# Page\n\n```{code-cell}\n:tags: [raises-exception]\n1 + 1\n```\n",
    "hidden-raises-nothing": NOTEBOOK
    + "# Page\n\n```{code-cell}\n:tags: [raises-exception, remove-cell]\n1 + 1\n```\n",
    "accident-after-error": NOTEBOOK
    + "# Page\n\n```{code-cell}\n:tags: [raises-exception]\n1 / 0\n```\n\n"
    + "```{code-cell}\nint('x')\n```\n",
    "value-in-alt": NOTEBOOK
    + "# Page\n\n```{code-cell}\n1\n```\n\n```{image} picture.svg\n"
    + ":alt: It is {value}`nothing:.2f`\n```\n",
    "broken-formula": "# Page\n\n$$\n^2 \\end{cases}\n$$\n",
    "no-explanation": NOTEBOOK
    + "# Page\n\n:::{self-test}\n:truths: key\n\nWhich?\n\n- a\n- b\n:::\n",
    "prints": NOTEBOOK + "# Page\n\n```{code-cell}\nprint('x' * 100_000_000)\n```\n",
    "eats": NOTEBOOK + "# Page\n\n```{code-cell}\nbytearray(10**15)\n```\n",
    "missing-font": NOTEBOOK
    + "# Page\n\n```{code-cell}\nimport matplotlib.pyplot as plt\n"
    + "_ = plt.figure().suptitle('x', family='No Such Font')\n```\n",
    "stderr": NOTEBOOK
    + "# Page\n\n```{code-cell}\nimport sys; print('hm', file=sys.stderr)\n```\n",
    "unknown-macro": "# Page\n\n$$\n\\nonsense{x}\n$$\n",
    "untested-prompt": "# Page\n\n```python\n>>> 1 + 1\n3\n```\n",
    "missing-value": NOTEBOOK + "# Page\n\n```{code-cell}\n1\n```\n\nIt is {value}`nothing:.2f`.\n",
    "broken-reference": "# Page\n\n{ref}`nowhere`\n",
    "wrong-key": NOTEBOOK
    + "# Page\n\n```{code-cell}\nfrom myst_nb import glue\nglue('key', [True])\n```\n"
    + ":::{self-test}\n:truths: key\n\nWhich?\n\n- a\n\n  why\n- b\n\n  why\n:::\n",
    "no-key": "# Page\n\n:::{self-test}\nWhich?\n\n- a\n\n  why\n:::\n",
    "nothing-to-predict": NOTEBOOK
    + "# Page\n\n```{code-cell}\nfrom myst_nb import glue\nglue('key', [True])\n```\n\n"
    + ":::{predict}\n:truths: key\n\nWhat?\n\n- a\n\n  why\n:::\n",
    "no-solution": "# Page\n\n:::{exercise}\nDo it.\n:::\n\nDone.\n",
    "no-example": "# Page\n\n```{eval-rst}\n.. py:function:: probe()\n\n   A function.\n```\n",
}
WARNINGS = {
    "failing-cell": ["failing-cell.md:10: WARNING: the cell failed: ZeroDivisionError: division"],
    "raises-nothing": [
        "raises-nothing.md:10: WARNING: a cell tagged raises-exception raised nothing"
    ],
    "hidden-raises-nothing": ["hidden-raises-nothing.md:10: WARNING: a cell tagged raises"],
    "accident-after-error": ["accident-after-error.md:15: WARNING: the cell failed: ValueError"],
    "value-in-alt": ["WARNING: no value 'nothing:.2f' for an alt text"],
    "broken-formula": ["broken-formula.md:3: WARNING: formula"],
    "no-explanation": ["no-explanation.md:10: ERROR: self-test needs one list"],
    "prints": ["prints.md:10: WARNING: the cell failed: RuntimeError: a cell may print 100,000"],
    "eats": ["eats.md:10: WARNING: the cell failed: MemoryError"],
    "missing-font": ["missing-font.md:10: WARNING: the cell wrote to stderr: findfont", "No Such"],
    "stderr": ["stderr.md:10: WARNING: the cell wrote to stderr: hm"],
    "unknown-macro": ["unknown-macro.md:3: WARNING: formula", "nonsense"],
    "untested-prompt": ["untested-prompt.md:3: WARNING: a >>> here is never tested"],
    "missing-value": ["missing-value.md:13: WARNING: Glue reference 'nothing' not found"],
    "broken-reference": ["broken-reference.md:3: WARNING: undefined label: 'nowhere'"],
    "wrong-key": ["wrong-key.md:14: WARNING: self-test 'key': expected 2 booleans"],
    "no-key": ["no-key.md:3: ERROR: self-test needs :truths:"],
    "nothing-to-predict": ["nothing-to-predict.md:14: WARNING: predict: no cell with an output"],
    "no-solution": ["no-solution.md:3: WARNING: exercise: no cell solves it"],
    "no-example": ["no-example.md:4: WARNING: probe has no doctest"],
}


@dataclass(frozen=True)
class Story:
    """A good build, then faults built twice, then the repair."""

    project: Project
    good: str
    first: str
    second: str
    kept: str
    codes: tuple[int, int, int, int]
    repaired: str


@pytest.fixture(scope="module")
def story(make_project: MakeProject) -> Story:
    """Tell the story once, with another builder between; the tests below ask about its parts."""
    project = make_project({"good": GOOD_PAGE})
    good = project.build()
    published = project.page("good").get_text()
    project.write("good.md", "# Good\n\nThe second version.\n")
    project.write("picture.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name, text in FAULTS.items():
        project.write(f"{name}.md", text)
    entries = "\n".join(["good", *FAULTS])
    project.write("index.md", f"# Index\n\n```{{toctree}}\n{entries}\n```\n")
    first = project.build()
    project.build("doctest")
    second = project.build()
    kept = project.page("good").get_text()
    for name in FAULTS:
        (project.root / f"docs/{name}.md").unlink()
    project.write("index.md", "# Index\n\n```{toctree}\ngood\n```\n")
    last = project.build()
    codes = (good.returncode, first.returncode, second.returncode, last.returncode)
    repaired = project.page("good").get_text()
    return Story(project, published, first.stdout, second.stdout, kept, codes, repaired)


def test_faults_fail_twice(story: Story) -> None:
    """A good build succeeds, a faulty one fails however often, a repaired one succeeds."""
    assert story.codes == (0, 1, 1, 0)


def test_last_good_site_stays(story: Story) -> None:
    """While builds fail the published page is the old one; after the repair it is the new one."""
    assert "The first version." in story.good
    assert "The first version." in story.kept
    assert "The second version." in story.repaired


def test_failure_names_its_folder(story: Story) -> None:
    """A failed build says where its output is."""
    assert "what it made is in _build/zh/html" in story.first


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("output", [lambda s: s.first, lambda s: s.second], ids=["once", "again"])
def test_fault_is_named(story: Story, fault: str, output: Callable[[Story], str]) -> None:
    """Every fault is reported with its page, its line and its cause, in both builds."""
    text = output(story)

    for part in WARNINGS[fault]:
        assert part in text


FIGURE = """
```{{code-cell}}
:tags: [remove-input]
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
_ = ax.plot([0, {height}])
```
"""


GLUING = (
    NOTEBOOK
    + "# Gluing\n\n```{code-cell}\n:tags: [remove-cell]\n"
    + "from myst_nb import glue\nglue('n', 42, display=False)\n```\n\nIt is {value}`n:d`.\n"
)


@pytest.fixture(scope="module")
def edited(make_project: MakeProject) -> Project:
    """A good site, built, then edited and built again, only from what was changed."""
    pages = {
        "quoting": "# Quoting\n\nSee {ref}`kept`.\n",
        "quoted": "(kept)=\n# Old title\n",
        "notes/gone": "# Gone\n",
        "drawing": NOTEBOOK + "# Drawing\n" + FIGURE.format(height=1),
        "gluing": GLUING,
    }
    project = make_project(pages)
    project.write("_static/demo.html", "<!doctype html>")
    first = project.build()
    project.write("quoted.md", "(kept)=\n# New title\n")
    project.write("drawing.md", pages["drawing"].replace("[0, 1]", "[0, 2]"))
    (project.root / "docs/notes/gone.md").unlink()
    index = (project.root / "docs/index.md").read_text(encoding="utf-8")
    project.write("index.md", index.replace("notes/gone\n", ""))
    second = project.build()

    assert (first.returncode, second.returncode) == (0, 0), second.stdout
    return project


def test_a_title_changes_everywhere(edited: Project) -> None:
    """Links and the sidebar of pages that were not edited show the new title."""
    page = edited.page("quoting").get_text()

    assert "New title" in page
    assert "Old title" not in page


def test_what_is_gone_is_not_published(edited: Project) -> None:
    """A deleted page, its notebook and a replaced picture are gone; files of our own stay."""
    published = edited.root / "_build/html"

    assert list((published / "notes").iterdir()) == []
    assert len(list((published / "_images").iterdir())) == 1
    assert (published / "_static/demo.html").exists()


def test_prose_is_written_alone(edited: Project) -> None:
    """An edit that no other page shows writes no other page, and shows."""
    pages = {
        path: path.stat().st_mtime_ns for path in (edited.root / "_build/zh/html").glob("*.html")
    }
    edited.write("gluing.md", GLUING + "\nOne more sentence.\n")
    result = edited.build()
    written = {path.stem for path, time in pages.items() if path.stat().st_mtime_ns != time}

    assert result.returncode == 0, result.stdout
    assert "gluing" in written
    assert written & {"drawing", "quoted", "quoting"} == set()
    assert "One more sentence." in edited.page("gluing").get_text()


def test_faults_between_pages_are_found(edited: Project) -> None:
    """A label removed from one page breaks the build although the page citing it was not edited."""
    edited.write("quoted.md", "# New title\n")
    result = edited.build()
    edited.write("quoted.md", "(kept)=\n# New title\n")

    assert result.returncode == 1
    assert "quoting.md:3: WARNING: undefined label: 'kept'" in result.stdout
    assert edited.build().returncode == 0


def test_a_value_no_longer_glued_is_missed(edited: Project) -> None:
    """A page that has stopped gluing a value cannot show the old one."""
    edited.write("gluing.md", NOTEBOOK + "# Gluing\n\n```{code-cell}\n1\n```\n\n{value}`n:d`\n")
    result = edited.build()

    assert result.returncode == 1
    assert "Glue reference 'n' not found" in result.stdout
