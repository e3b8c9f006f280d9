"""The check of formulas notices slips of the pen in the real formulas of the site.

Whether a slip changes anything is decided by :mod:`formula_oracle`, which shares nothing with the
checker: another parser, plain floats, and differences in place of autograd.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from formula_mutants import Mutant, mutants
from formula_oracle import OracleGrammarError, OracleValueError, Reading, holds, read
from formula_sources import MODEL, Displayed, docstring_formulas, page_formulas

from notes_site.formulas.check import check
from notes_site.formulas.errors import FormulaError

SEEDS = range(4)
FORMULAS = [found for found in page_formulas() + docstring_formulas() if found.place != MODEL]

# each still true: what changed is a value, and the relation holds as before
WEAKER = {
    ("eq-numerics-denominator", r"[1 → -1] \le \sum_{k"),
    ("eq-sigmoid-maximum", r"[\sigma'(x) → -\sigma'(x)] \le \sigma'"),
    ("eq-softmax-lse-bounds", r"e{max}(a) + [\log → ](K)"),
    ("eq-vanishing-bound", r"\left(\frac{[1 → 2]}{4}\right)^"),
    ("eq-vanishing-bound", r"\left([\frac{1}{4} → \frac{4}{1}]\right)^L"),
    ("eq-vanishing-bound", r"1}{4}\right)[^L → ]"),
    ("eq-vanishing-bound", r"[\prod_{l=1}^{L} \sigma'(z_l) → -\prod_{l=1}^{L} \sigma'(z_l)]"),
    ("eq-vanishing-norm", r"[\left\| g_{l-1} \right\|_2 → -\left\| g_{l-1} \right\|_2]"),
}
NARROWER = {
    ("eq-softmax-wider", r"a_i > a_j > [0 → 1])"),
    ("eq-softmax-wider", r"(a_i > [a_j → -a_j] > 0)"),
}
SYMMETRIC = {
    ("eq-vanishing-norm", r"f'([z_{l,i} → -z_{l,i}])"),
    ("eq-vanishing-norm", r"[\max_{i} \left| f'(z_{l,i}) \right| → ]"),
}
SURVIVORS = {
    "the inequality is weaker": WEAKER,
    "the condition is narrower": NARROWER,
    "no slope of these activation functions is above 1, nor does its largest change": SYMMETRIC,
}


@dataclass(frozen=True)
class Trial:
    """A slip that changes something, and whether the checker noticed."""

    place: str
    mutant: Mutant
    caught: bool

    @property
    def reason(self) -> str:
        """Why the slip may pass; empty if it may not."""
        for reason, slips in SURVIVORS.items():
            if any(self.place == place and part in self.mutant.change for place, part in slips):
                return reason
        return ""


def reading(latex: str, place: str, seed: int) -> Reading | None:
    """The oracle's reading; ``None`` where the formula has no value."""
    try:
        return read(latex, place, seed)
    except OracleValueError:
        return None


def changes(mutant: Mutant, formula: Displayed) -> bool:
    """Whether the oracle sees another value, or none, at any of its points.

    A slip that the oracle cannot read, such as a sum over nothing, is no formula: it is left out.
    """
    try:
        found = [reading(mutant.latex, formula.place, seed) for seed in SEEDS]
    except OracleGrammarError:
        return False
    before = [read(formula.latex, formula.place, seed) for seed in SEEDS]
    return any(not new or not old.agrees(new) for old, new in zip(before, found, strict=True))


def caught(latex: str, place: str) -> bool:
    """Whether the checker would stop the build."""
    try:
        return bool(check(latex, place).failures)
    except FormulaError:
        return True


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    """Every slip that changes a value, shown to the checker."""
    return [
        Trial(formula.place, mutant, caught(mutant.latex, formula.place))
        for formula in FORMULAS
        for mutant in mutants(formula.latex)
        if changes(mutant, formula)
    ]


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.place)
def test_oracle_confirms_the_formulas(formula: Displayed) -> None:
    """Each formula of the site holds by the oracle's own reckoning, too."""
    assert all(holds(formula.latex, formula.place, seed) for seed in SEEDS)


@pytest.mark.parametrize(
    ("place", "latex"),
    [
        ("eq-tanh", r"\tanh(x) = 2\,\sigma(x) - 1"),
        ("eq-sigmoid", r"\sigma'(x) = \sigma(x)\,(1 + \sigma(x))"),
        ("eq-softmax", r"\frac{\partial p_i}{\partial a_j} = p_j\,(\delta_{ij} - p_j)"),
        ("eq-softmax", r"\sum_{i=1}^{K} p_i = K"),
        ("eq-relu", r"\operatorname{relu}(x) = \operatorname{max}(1, x)"),
    ],
)
def test_oracle_refutes_wrong_formulas(place: str, latex: str) -> None:
    """The judge is not one who says yes to everything."""
    assert not all(holds(latex, place, seed) for seed in SEEDS)


def test_slips_are_caught(trials: list[Trial], capsys: pytest.CaptureFixture[str]) -> None:
    """At least 95 % of the slips that change a value stop the build; this prints the figure."""
    count = sum(trial.caught for trial in trials)
    share = count / len(trials)
    with capsys.disabled():
        print(f"\nformula mutants: {count} of {len(trials)} caught ({share:.1%})")

    assert len(trials) > 2000
    assert min(Counter(trial.mutant.kind for trial in trials).values()) >= 5
    assert share >= 0.95


def test_survivors_are_still_true(trials: list[Trial]) -> None:
    """What passes is listed with the reason why it may, and nothing is listed that is caught."""
    survivors = [trial for trial in trials if not trial.caught]
    listed = sum(map(len, SURVIVORS.values()))

    assert [(t.place, t.mutant.change) for t in survivors if not t.reason] == []
    assert len(survivors) == listed
    for place, part in (slip for slips in SURVIVORS.values() for slip in slips):
        assert [t for t in survivors if t.place == place and part in t.mutant.change], part
