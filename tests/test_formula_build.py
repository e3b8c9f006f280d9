"""What a wrong formula does to a build, and what is checked again when something changes."""

from __future__ import annotations

import re

import pytest
from conftest import MakeProject, Project
from formula_sources import MODEL, docstring_formulas, page_formulas

from notes_site.formulas.check import check
from notes_site.formulas.errors import FormulaError

PAGES = {formula.place: formula.latex for formula in page_formulas()}
SIGN = re.compile(r"[+-]")
SIGMOID = r"\sigma(x) = \frac{1}{1 + e^{-x}}"
RESULTS = "# Formulas\n\n```{unchecked-formulas}\n```\n\n```{checked-formulas}\n```\n"
STILL_TRUE = [  # y does not depend on w, so its sign does not matter to the derivative
    (
        "eq-autograd-gradient",
        PAGES["eq-autograd-gradient"].replace(
            r"\frac{d}{dw}\,(x w - y)", r"\frac{d}{dw}\,(x w + y)"
        ),
    )
]
TORCH_IS_IMPORTED = """
import sys
from sphinx.cmd.build import main

folders = ["-d", "_build/zh/html.doctrees", "docs", "_build/zh/html"]
print(main(["-q", "-W", "-b", "html", "-c", ".", *folders]), "torch" in sys.modules)
"""


def displayed(label: str, latex: str) -> str:
    """A formula as pages write it."""
    return f"$$\n{latex}\n$$ ({label})\n"


def flipped(latex: str) -> list[str]:
    """A formula with each of its signs flipped in turn."""
    return [
        latex[: sign.start()] + "+-"[sign[0] == "+"] + latex[sign.end() :]
        for sign in SIGN.finditer(latex)
    ]


def readable(latex: str) -> str:
    """Without a plus where a minus led: the grammar knows none, and so no reader meets one."""
    return re.sub(r"(^|[{(&]|=|\\\\)\s*\+", r"\1 ", latex)


ONE_FLIP = {
    label: readable(flipped(latex)[0])
    for label, latex in PAGES.items()
    if SIGN.search(latex) and label != MODEL
}


@pytest.fixture(scope="module")
def wrong(make_project: MakeProject) -> Project:
    """A project with the formulas of all chapters, one sign flipped in each that has one."""
    text = "# Wrong\n\n" + "\n".join(displayed(*item) for item in ONE_FLIP.items())
    return make_project({"wrong": text})


def test_each_flipped_sign_stops_the_build(wrong: Project) -> None:
    """The build names every formula with its line, both values and the point, each time anew."""
    lines = (wrong.root / "docs/wrong.md").read_text(encoding="utf-8").splitlines()
    for _ in range(2):
        result = wrong.build()
        found = dict(re.findall(r"wrong\.md:(\d+): WARNING: formula (\S+)", result.stdout))

        assert result.returncode == 1
        assert len(ONE_FLIP) > 50
        assert sorted(found.values()) == sorted(ONE_FLIP)
        assert all(lines[int(line) - 1] == "$$" for line in found)
        assert result.stdout.count(" does not hold: ") > len(ONE_FLIP) * 0.9


def all_flips() -> list[tuple[str, str]]:
    """Every formula of the site with one sign flipped, by the place where it stands."""
    return [
        (formula.place, readable(wrong))
        for formula in page_formulas() + docstring_formulas()
        if formula.place != MODEL
        for wrong in flipped(formula.latex)
    ]


def test_every_flipped_sign_is_found() -> None:
    """A formula survives the flip of any one of its signs only where that leaves it true."""
    survivors = []
    for place, latex in all_flips():
        try:
            survivors += [] if check(latex, place).failures else [(place, latex)]
        except FormulaError:
            continue

    assert len(all_flips()) > 150
    assert survivors == STILL_TRUE


def test_wrong_docstrings_stop_the_build(make_project: MakeProject) -> None:
    """A formula on the API page is read from the docstring and named by its function."""
    page = "# API\n\n```{eval-rst}\n.. autofunction:: notes_examples.losses.mse\n```\n"
    project = make_project({"page": page})
    source = project.root / "src/notes_examples/losses.py"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace(r"(\hat{y}_i - y_i)^2", r"(\hat{y}_i + y_i)^2"), encoding="utf-8"
    )
    result = project.build()

    assert result.returncode == 1
    assert "formula notes_examples.losses.mse does not hold" in result.stdout


@pytest.mark.usefixtures("own_kernels")  # others know the symbols of this project
def test_pages_are_checked_again_when_their_ground_changes(make_project: MakeProject) -> None:
    """The package and the table of symbols stand behind each formula; torch waits for a change."""
    page = f"# Page\n\n{displayed('eq-page', SIGMOID)}"
    project = make_project({"page": page, "reference/formulas": RESULTS})
    package = project.root / "src/notes_examples/activations.py"
    symbols = project.root / "docs/reference/symbols.toml"

    assert project.build().returncode == 0
    assert project.run("-c", TORCH_IS_IMPORTED).stdout.split()[-2:] == ["0", "False"]
    for path, old, new in (
        (package, "1 / (1 + e)", "2 / (1 + e)"),
        (symbols, "sigma = 'sigmoid'", "sigma = 'tanh'"),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        result = project.build()
        path.write_text(text, encoding="utf-8")

        assert result.returncode == 1
        assert "page.md:3: WARNING: formula eq-page does not hold" in result.stdout
        assert project.build().returncode == 0


FAULTS = {
    "symbol": ("$$ q = 1 $$ (eq-q)", "q has no meaning in docs/reference/symbols.toml"),
    "expression": ("$$ x $$ (eq-x)", "cannot be read"),
    "checked": (
        "$$ x = x $$ (eq-same)\n\n```{unchecked} eq-same\nNo reason.\n```",
        "is marked as unchecked, and yet it can be checked",
    ),
    "no-reason": ("```{unchecked} eq-q\n```", "unchecked needs a reason"),
    "inline": (r"Text with $\tanh'(x) = \sigma'(2x)$ in a line.", "does not hold"),
    "nothing": ("```{witness} eq-none\nx = 1.0\n```", "is not a formula of this page"),
    "syntax": ("$$ x = 1 x $$ (eq-one)\n\n```{witness} eq-one\nx 1\n```", "name = literal"),
    "values": (
        "$$ y = f(x) $$ (eq-neuron-1)\n\n```{witness} eq-neuron-1\nx = 1.0\ny = 2.0\n```",
        "witness of eq-neuron-1",
    ),
}


@pytest.fixture(scope="module")
def faults(make_project: MakeProject) -> str:
    """What a build says of the faults, each on a page of its own."""
    project = make_project({name: f"# Page\n\n{text}\n" for name, (text, _) in FAULTS.items()})
    result = project.build()

    assert result.returncode == 1
    return result.stdout


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_named(faults: str, name: str) -> None:
    """What cannot be checked says so at its line; marks and witnesses that do not fit, too."""
    said = re.findall(rf"{name}\.md:\d+: (?:WARNING|ERROR).*", faults)

    assert any(FAULTS[name][1] in line for line in said)


def test_results_list_what_is_unchecked(make_project: MakeProject) -> None:
    """A formula that says why it is not checked passes, and is listed with its reason."""
    unchecked = "$$ q = 1 $$ (eq-page)\n\n```{unchecked} eq-page\nA convention.\n```\n"
    project = make_project({"page": f"# Page\n\n{unchecked}", "reference/formulas": RESULTS})

    assert project.build().returncode == 0
    row = project.page("reference/formulas").select_one("#formula-eq-page")
    assert row is not None
    assert row.select("td")[2].get_text() == "A convention."
    assert not project.page("page").select("a.proof")
