"""What each extension adds to a page, on one small page that uses them all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import NOTEBOOK, ROOT, MakeProject, Project, executed
from sphinx.search import js_index

PAGE = (
    NOTEBOOK
    + r"""
# Page

```{code-cell}
:tags: [remove-cell]
import matplotlib.pyplot as plt
from myst_nb import glue
from notes_examples.activations import sigmoid
import torch
fig, ax = plt.subplots()
ax.plot([0, 1], [0, 1])
glue("fig", fig, display=False)
glue("third", 1 / 3, display=False)
glue("slope", sigmoid(torch.tensor(0.0)).item(), display=False)
glue("cold", -40, display=False)
glue("truths", [False, 1 < 2], display=False)
```

The slope is {value}`slope:.3f`, the cold {value}`cold:d`.

Half of it ($x$), and $y$, $z$.

```{glue:figure} fig
:name: fig-line
:alt: "A line, one third is {value}`third:.2f`."

Caption with {value}`third:.3f`.
```

(note-target)=
$$
\hat{y}_i + \frac{1}{2} = \frac{1}{2} + \hat{y}_i
$$ (eq-half)

See {eq}`eq-half`.

(a-table)=
| a | b |
|---|---|
| 1 | 2 |

```{code-cell}
import time

for word in ("one", "two"):
    print(word, end=" ")
    time.sleep(0.5)
print("line")
```

```{code-cell}
:tags: [raises-exception]
torch.zeros(2) + torch.zeros(3)
```

:::{self-test}
:truths: truths

Which holds?

- The first.

  Because *not*.

- The second.

  Because yes.
:::
"""
)


SEARCHES = """
import atexit
import gc
from sphinx.cmd.build import main

atexit.register(lambda: print("to be searched at the end:", len(gc.get_objects()) > 1000))
folders = ["-d", "_build/zh/html.doctrees", "docs", "_build/zh/html"]
code = main(["-q", "-b", "html", "-c", ".", *folders])
print(code, gc.get_freeze_count() > 1000, gc.get_threshold()[0] > 100_000)
"""


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A project whose page uses every extension, built."""
    project = make_project({"page": PAGE})
    result = project.build()

    assert result.returncode == 0, result.stdout
    assert executed(result.stdout) == ["page"]
    return project


@pytest.fixture(scope="module")
def page(project: Project) -> BeautifulSoup:
    """Its page."""
    return project.page("page")


def one(within: Tag, selector: str) -> Tag:
    """The only element that a selector finds."""
    (element,) = within.select(selector)
    return element


def test_value_in_prose_and_caption(page: BeautifulSoup) -> None:
    """The role prints the glued value in the format asked for."""
    assert "The slope is 0.500," in one(page, "article").get_text()
    assert "Caption with 0.333." in one(page, "figcaption").get_text()


def test_value_has_a_minus_sign(page: BeautifulSoup) -> None:
    """A negative number in prose has a minus sign, where code has a hyphen."""
    assert "the cold \N{MINUS SIGN}40." in page.get_text()


def test_formulas_keep_their_punctuation(page: BeautifulSoup) -> None:
    """What touches a formula stays on its line; words between may go to the next."""
    whole = [element.get_text() for element in page.select("span.unbroken")]

    assert whole == ["(x),", "y,", "z."]
    assert "Half of it (x), and y, z." in page.get_text()


def test_value_in_alt(page: BeautifulSoup) -> None:
    """The same placeholder works in the alternative text of a figure."""
    assert one(page, "figure img")["alt"] == "A line, one third is 0.33."


def test_index_stands_beside_accented_letter(page: BeautifulSoup) -> None:
    """The index of an accented letter is a subscript, not under the letter."""
    formula = one(page, "div.math math")

    assert formula.find("munderover") is None
    subscript = formula.find("msub")
    assert isinstance(subscript, Tag)
    assert subscript.find("mover") is not None


def test_equation_number_links(page: BeautifulSoup) -> None:
    """A labelled formula has a number, and its reference leads to its id."""
    reference = one(page, 'p a[href="#equation-eq-half"]')

    assert "(1)" in one(page, "div.math .eqno").get_text()
    assert "(1)" in reference.get_text()


def test_ids_are_unique(page: BeautifulSoup) -> None:
    """Targets before a formula and before a table stand once, and so does each equation."""
    ids = [element["id"] for element in page.select("[id]")]

    assert ids.count("note-target") == ids.count("a-table") == ids.count("equation-eq-half") == 1
    assert len(ids) == len(set(ids))


def test_traceback_ends_at_the_cell(page: BeautifulSoup) -> None:
    """An error shows the reader's own line and the message, and no frame of a library."""
    traceback = one(page, "div.output.traceback").get_text()

    assert "torch.zeros(2) + torch.zeros(3)" in traceback
    assert "The size of tensor a (2) must match" in traceback
    assert "site-packages" not in traceback


def test_slow_line_stays_one_line(page: BeautifulSoup) -> None:
    """A line that takes time to print is not broken where the kernel happened to send it."""
    outputs = [output.get_text().strip() for output in page.select("div.output.stream")]

    assert outputs == ["one two line"]


def test_self_test_gives_verdicts(page: BeautifulSoup) -> None:
    """Every option opens by itself and begins its explanation with the computed verdict."""
    options = page.select("div.self-test > details")
    verdicts = [one(option, "p > strong").get_text() for option in options]

    assert [option.summary.get_text() for option in options if option.summary] == [
        "A. The first.",
        "B. The second.",
    ]
    assert verdicts == ["不对。", "对。"]


def test_figure_follows_the_theme(project: Project, page: BeautifulSoup) -> None:
    """A figure is one SVG with rules for the dark theme."""
    source = one(page, "figure img")["src"]
    svg = (project.root / "_build/html" / str(source)).read_text(encoding="utf-8")

    assert svg.count("prefers-color-scheme: dark") == 1


def index_of(site: Path) -> dict[str, Any]:
    """The index of the search."""
    index: dict[str, Any] = js_index.loads((site / "searchindex.js").read_text(encoding="utf-8"))
    return index


def test_chinese_index_holds_pairs(site: Path) -> None:
    """The search index of the real site finds a Chinese phrase by its pairs of characters."""
    index = index_of(site)
    found = {
        term for kind in ("terms", "titleterms") for term, pages in index[kind].items() if pages
    }

    assert {"梯度", "度消", "消失"} <= found


def test_search_script_names_its_stemmer(site: Path) -> None:
    """The stemmer that the search page calls is one that its script defines (sphinx#14229)."""
    script = (site / "_static/language_data.js").read_text(encoding="utf-8")

    assert "ChineseStemmer" not in script
    assert "window.Stemmer = EnglishStemmer" in script


def entries(project: Project) -> dict[str, Any]:
    """The entries of the general index in the index of the search."""
    found: dict[str, Any] = index_of(project.root / "_build/html")["indexentries"]
    return found


def test_entries_outlive_an_edit_elsewhere(make_project: MakeProject) -> None:
    """A page that is not written again is found by its entries all the same (sphinx#12599)."""
    one = "# One\n\n```{index} single: Jacobian\n```\n"
    project = make_project({"one": one, "two": "# Two\n"})
    project.build()
    cold = entries(project)
    project.write("two.md", "# Two\n\nMore.\n")
    result = project.build()

    assert result.returncode == 0, result.stdout
    assert list(cold) == ["jacobian"]
    assert entries(project) == cold


def test_editing_the_package_changes_the_page(project: Project) -> None:
    """An output is never stale: a changed function in ``src`` is run again, a reverted one not."""
    path = project.root / "src/notes_examples/activations.py"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("e / (1 + e))", "e / (3 + e))"), encoding="utf-8")
    project.build()
    changed = one(project.page("page"), "article").get_text()
    path.write_text(source, encoding="utf-8")
    reverted = project.build().stdout

    assert "The slope is 0.250," in changed
    assert executed(reverted) == []
    assert "The slope is 0.500," in one(project.page("page"), "article").get_text()


KEYS = """
from notes_site.execution.fingerprint import CELLS, FORMULAS, fingerprint
from notes_site.sphinx_support.project import ROOT
print(fingerprint(ROOT, CELLS), fingerprint(ROOT, FORMULAS))
"""


@pytest.mark.parametrize(
    ("setting", "shapes"),
    [
        ('figure_style = ""', (True, False)),
        ('figure_svg = ""', (True, False)),
        ("kernel_imports = []", (True, False)),
        ("functions = []", (False, True)),
        ('derivatives = ""', (False, True)),
        ('description = ""', (False, False)),
    ],
)
def test_settings_are_in_the_key_of_what_they_shape(
    make_project: MakeProject, setting: str, shapes: tuple[bool, bool]
) -> None:
    """Outputs and answers are kept under the settings that they were made with, and no others."""
    project = make_project({})
    before = project.run("-c", KEYS).stdout.split()
    with (project.root / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\nnotes_{setting}\n")
    after = project.run("-c", KEYS).stdout.split()

    assert len(before) == len(after) == 2, after
    assert tuple(old != new for old, new in zip(before, after, strict=True)) == shapes


def test_unchanged_build_executes_nothing(project: Project) -> None:
    """With a warm cache no cell is executed, even when every page is read again."""
    (project.root / "_build/zh/html.good").unlink()
    result = project.build()

    assert result.returncode == 0, result.stdout
    assert "reading sources" in result.stdout
    assert executed(result.stdout) == []


def test_garbage_is_sought_seldom(project: Project) -> None:
    """Sphinx runs with what it has loaded set apart, with rare searches and none at its end."""
    said = project.run("-c", SEARCHES).stdout.splitlines()

    assert said[-2:] == ["0 True True", "to be searched at the end: False"]


def test_doctest_builder_runs_the_examples(site: Path) -> None:
    """The doctest builder passes on the real site and says how many examples it has run."""
    result = Project(ROOT).build("doctest")

    assert result.returncode == 0, result.stdout
    (count,) = re.findall(r"^(\d+) examples tested$", result.stdout, flags=re.MULTILINE)
    assert int(count) >= 30
