"""The check of formulas: its parser and its verdicts."""

from __future__ import annotations

import math
import re

import pytest
import torch
from formula_sources import MODEL, docstring_formulas, page_formulas

from notes_site.formulas.check import check
from notes_site.formulas.errors import FormulaError
from notes_site.formulas.evaluate import Evaluator
from notes_site.formulas.parser import parse, source
from notes_site.formulas.point import Point
from notes_site.formulas.statements import links
from notes_site.formulas.steps import steps
from notes_site.formulas.symbols import Value, symbols, values

CASES = r"\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}"


def value(latex: str, **given: float) -> float:
    """The value of an expression with numbers for some letters."""
    (link,) = links(parse(f"{latex} = 0"))
    point = Point("", given={name: torch.tensor(float(x)).double() for name, x in given.items()})
    return float(Evaluator(point, {}).value(link.left))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"1 - 2 - 3", -4.0),
        (r"-2^2", -4.0),
        (r"2 x y", 12.0),
        (r"\frac{x}{y} \cdot y", 2.0),
        (r"x / y \cdot y", None),
        (r"2\,(x - y)", -2.0),
        (r"x(y + 1)", 8.0),
        (r"\sum_{i=1}^{3} i x + 1", 13.0),
        (r"\sum_{i=1}^{3} (i + x)", 12.0),
        (r"\prod_{i=1}^{3} x", 8.0),
        (r"\log x y", 1.791759469228055),
        (r"\log (x) y", 2.0794415416798357),
        (r"\left| x - y \right|", 1.0),
        (r"\sqrt{x + y - 1}", 2.0),
        (r"x^{y}", 8.0),
        (r"\tanh^2(x - x)", 0.0),
        (CASES, 2.0),
        (r"\operatorname{max}(0, y - x)", 1.0),
    ],
)
def test_expressions_are_read_as_readers_do(latex: str, expected: float | None) -> None:
    """Products bind closer than sums, big operators reach to the end of their term."""
    if expected is None:
        with pytest.raises(FormulaError):
            value(latex, x=2, y=3)
    else:
        assert value(latex, x=2, y=3) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("latex", [r"x = ", r"x = \foo{y}", r"x = (y", r"\frac{1}{x = 2", "x + y"])
def test_unreadable_formulas_are_errors(latex: str) -> None:
    """What the grammar does not know is never passed over."""
    with pytest.raises(FormulaError, match="cannot be read"):
        parse(latex)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\left( x + y \right)^2", r"\bigl( y + x \bigr) (x + y)"),
        (r"\left( x + y \right)", r"\bigl( x + y \bigr)"),
        ("(x + y)", "((x) + y)"),
        ("x", r"\frac{1}{2}"),
    ],
)
def test_sides_keep_their_parentheses(left: str, right: str) -> None:
    """The LaTeX of a side is what stands in the formula."""
    latex = f"{left} = {right}"
    (link,) = links(parse(latex))

    assert (source(latex, link.left), source(latex, link.right)) == (left, right)


@pytest.mark.parametrize(
    "latex",
    [
        r"\sigma'(x) = \sigma(x)\,(1 - \sigma(x))",
        r"\frac{d}{dx} x^3 = 3 x^2",
        r"\sum_{i=1}^{2} a = 2 a",
        r"\frac{\partial p_i}{\partial a_j} = p_i\,(\delta_{ij} - p_j)",
        r"\frac{\partial p_i}{\partial a_j} = -p_i\,p_j \qquad (i \ne j)",
        r"J = \operatorname{diag}(p) - p\,p^{\top}",
        rf"\operatorname{{relu}}(x) = {CASES}",
        r"x > y \Leftrightarrow x - y > 0",
        r"p_i - 1 = -1 + p_i",
        r"2 \left| x \right| = \left| 2x \right|",
        r"\operatorname{max}(a) \ge a_i",
        r"p_1 = \sigma(a_1 - a_2) \qquad (K = 2)",
        r"\begin{aligned} x &= 2x - x \\ &= y + x - y \end{aligned}",
    ],
)
def test_true_formulas_hold(latex: str) -> None:
    """Each kind of claim is confirmed at several points, with no more than rounding between."""
    outcome = check(latex, "")

    assert outcome.failures == ()
    assert outcome.points == 12
    assert not outcome.difference >= 1e-14  # an inequality has none


def test_what_has_a_difference() -> None:
    """An approximation too, an inequality not."""
    assert 0 < check(r"x + 0.00001 \approx x", "").difference < 1e-4
    assert math.isnan(check(r"x + 1 \ge x", "").difference)


@pytest.mark.parametrize(
    "latex",
    [
        r"\sigma'(x) = \sigma(x)\,(1 + \sigma(x))",
        r"\frac{d}{dx} x^3 = 3 x",
        r"\frac{\partial p_i}{\partial a_j} = p_j\,(\delta_{ij} - p_j)",
        r"\frac{\partial p_i}{\partial a_j} = -p_i\,p_j",
        r"J = \operatorname{diag}(p) + p\,p^{\top}",
        rf"\operatorname{{step}}(x) = {CASES}",
        r"\operatorname{step}(x) = \begin{cases} 1 & x \ge 0 \\ 0 & x < 0 \end{cases}",
        r"x > y \Leftrightarrow x - y > 1",
        r"p_i - 1 = p_{i-1} + 0 p_i \qquad (i > 1)",
        r"\operatorname{max}(a) > a_i",
        r"p_1 = \sigma(a_1 - a_2)",
        r"\begin{aligned} x &= 2x - x \\ &= y + x \\ &= x \end{aligned}",
        r"x = x + 10^{-6} x^2",
    ],
)
def test_false_formulas_fail(latex: str) -> None:
    """A wrong sign, index, branch at a kink, missing condition or middle line is found."""
    assert check(latex, "").failures


def test_failures_tell_both_values_and_the_point() -> None:
    """The message has all that is needed to repeat the comparison."""
    message = check(r"2 x = x + y", "").failures[0]
    numbers = dict(re.findall(r"(\w+) = (-?[\d.]+)", message.partition(" at ")[2]))
    left, right = re.findall(r" is (-?[\d.]+)", message)

    assert message.startswith("2 x is ")
    assert float(left) == 2 * float(numbers["x"])
    assert float(right) == float(numbers["x"]) + float(numbers["y"])


def test_an_outcome_tells_what_was_compared() -> None:
    """The points, the functions of the package that took part, and how far the sides were apart."""
    found, failed = check(r"\tanh'(x) = 4\,\sigma'(2x)", ""), check("x = 2 x", "")
    names = [name.rpartition(".")[2] for name in found.functions]

    assert (found.points, found.failures) == (12, ())
    assert names == ["sigmoid", "sigmoid_derivative", "tanh_derivative"]
    assert 0 <= found.difference <= 1e-15
    assert (failed.points, failed.difference, failed.functions) == (1, math.inf, ())
    assert check(r"\sigma(x) \approx \sigma(x) + 0.0001 y", "").difference < 1e-3


def test_every_formula_of_the_site_holds() -> None:
    """At every point, and every one is compared at as many points as the others."""
    outcomes = {
        formula.place: check(formula.latex, formula.place)
        for formula in page_formulas() + docstring_formulas()
        if formula.place != MODEL
    }

    assert len(outcomes) > 90
    assert [place for place, found in outcomes.items() if found.failures] == []
    assert {found.points for found in outcomes.values()} == {12}


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"q = 1", "q has no meaning"),
        (r"\sum_{i=1}^{3} p_i = p_i", None),
        (r"p_i = \sum_{i=1}^{K} p_i", "two meanings"),
        (r"a_9 = a_9", "no element 9"),
        (r"x = y \qquad (x > x)", "no point meets"),
        (r"b' = 1", "cannot be read"),
        (r"\operatorname{lse}'(a) = 1", "^a prime stands at what is no activation function$"),
        (r"a = x", "shapes"),
        (r"x = \begin{cases} x & x > 0 \\ 0 & x \le 1 \end{cases}", "^two cases hold and differ$"),
        (r"\begin{cases} x & x > 0 \\ 0 & x < 0 \end{cases} = x", "^none of the cases holds$"),
        (r"L(-w) = L", "^what a symbol depends on is not a list of different symbols$"),
        (r"J v = v J", "cannot be evaluated"),
        (r"\sqrt{-1} \ne 1", "not a number"),
        (r"\operatorname{layers}(x, x, x) = 1", "cannot be evaluated"),
        (r"\operatorname{step}(1, 2) = 1", "cannot be evaluated"),
    ],
)
def test_what_cannot_be_evaluated_is_an_error(latex: str, message: str | None) -> None:
    """No formula passes because nothing was compared."""
    with pytest.raises(FormulaError, match=message):
        check(latex, "")


def test_derivatives_are_compared_with_autograd(monkeypatch: pytest.MonkeyPatch) -> None:
    """A derivative of the package that autograd contradicts is no witness for a formula."""
    wrong = {Point("")["sigmoid"]: lambda x: x}
    monkeypatch.setattr("notes_site.formulas.evaluate.DERIVATIVES", wrong)

    with pytest.raises(FormulaError, match="differs from autograd"):
        check(r"\sigma'(x) = x", "")


def test_steps_are_the_lines_of_a_derivation() -> None:
    """A witness shows each line in numbers, at the values given."""
    first, second = steps(r"\begin{aligned} 2x &= x + x \\ &= 3x - x \end{aligned}", "", {"x": 1.5})

    assert (first.left_latex, first.sign, first.right_latex) == ("2x", "=", "x + x")
    assert (second.left_latex, second.right_latex) == ("x + x", "3x - x")
    assert first.left == first.right == second.right == 3.0
    assert (first.difference, second.difference) == (0.0, 0.0)


def test_steps_are_in_float64_and_at_a_place() -> None:
    """A letter means what it means there, an index is the number given, a slope is taken."""
    (slope,) = steps(r"\frac{d}{dx} x^2 = 2x", "", {"x": 0.1})
    (loss,) = steps("L = (x w - y)^2", "eq-autograd", {"x": 1.0, "w": 2.0, "y": 0.5})
    jacobian = r"\frac{\partial p_i}{\partial a_j} = p_i\,(\delta_{ij} - p_j)"
    (same,) = steps(jacobian, "", {"a": [0.0, 0.0], "i": 2, "j": 2})
    (different,) = steps(jacobian, "", {"a": [0.0, 0.0], "i": 1, "j": 2})

    assert (slope.left, slope.right) == (0.2, 0.2)
    assert (loss.left, loss.right) == (2.25, 2.25)
    assert (same.left, different.left) == (0.25, -0.25)


def test_a_step_that_does_not_hold_is_an_error() -> None:
    """It is told like a formula that fails."""
    with pytest.raises(FormulaError, match=r"^2x is 3\.0, not = x \+ 1 is 2\.5, at x = 1\.5$"):
        list(steps("2x = x + 1", "", {"x": 1.5}))


def test_failures_of_vectors_list_their_elements() -> None:
    """Of the sides and of the point, with the lengths that belong to it."""
    message = check("2 a = a + p", "").failures[0]
    number = r"-?\d\.\d+(?:e-\d+)?"
    vector = rf"\[{number}(?:, {number})*\]"

    assert re.fullmatch(
        rf"2 a is {vector}, not = a \+ p is {vector}, at a = {vector}, p = {vector}, K = \d",
        message,
    )


def test_a_norm_of_a_matrix_is_its_largest_stretch() -> None:
    """The norm with index 2, not the root of the sum of squares."""
    (link,) = links(parse(r"\left\| J \right\|_2 = 0"))
    point = Point("", given={"J": torch.tensor([[3.0, 0.0], [0.0, 4.0]]).double()})

    assert float(Evaluator(point, {}).value(link.left)) == 4.0


def test_a_value_may_be_for_one_place() -> None:
    """A key holds a name and, after it, the beginning of the places where it has this value."""
    row = {"latex": "$L$", "value": {"L in eq-mse": "mse(y, x)", "x": "normal()"}}

    assert values(row) == [Value("L", "eq-mse", "mse(y, x)"), Value("x", "", "normal()")]
    assert values({"latex": "$d$"}) == []


def test_meanings_name_formulas_that_exist() -> None:
    """Where a letter has a second meaning, the beginning of a label or a name says where."""
    keys = [key for row in symbols() for key in row.get("value", {})]
    places = {key.partition(" in ")[2] for key in keys} - {""}
    labels = [formula.place for formula in page_formulas() + docstring_formulas()]

    assert len(keys) == len(set(keys)) > 50
    assert [place for place in places if not any(x.startswith(place) for x in labels)] == []
