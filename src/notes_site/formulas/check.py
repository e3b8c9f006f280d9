"""Whether a formula holds: every link of its chains, at random points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor

from notes_site.formulas.errors import FormulaError, evaluating
from notes_site.formulas.evaluate import COMPARISONS, Evaluator, tensor
from notes_site.formulas.indices import uses
from notes_site.formulas.outcome import Outcome
from notes_site.formulas.parser import Node, parse, source
from notes_site.formulas.point import REFERENCE
from notes_site.formulas.sampling import points
from notes_site.formulas.statements import IFF, Link, links
from notes_site.formulas.tolerances import ABOUT, EQUAL

POINTS = 12
TOLERANCES = {"=": EQUAL, r"\approx": ABOUT, IFF: 0.0}
SAME = ("=", r"\approx")  # where a difference should be small
ROUNDING = 1e-12  # what an inequality may miss by


@dataclass(frozen=True)
class Comparison:
    """The two sides of a link at one point."""

    link: Link
    left: Tensor
    right: Tensor

    @property
    def difference(self) -> float:
        """The largest difference, relative where the sides are large."""
        scale = torch.stack([self.left.abs().amax(), self.right.abs().amax(), tensor(1)]).amax()
        return float((self.left - self.right).abs().amax() / scale)

    @property
    def holds(self) -> bool:
        """Whether the sides are as the sign says, up to rounding."""
        if self.link.sign in TOLERANCES:
            return self.difference <= TOLERANCES[self.link.sign]
        close = self.difference <= ROUNDING and self.link.sign in (r"\le", r"\ge")
        return close or bool(COMPARISONS[self.link.sign](self.left, self.right))


def compare(link: Link, evaluator: Evaluator) -> Comparison:
    """Evaluate both sides of a link."""
    used = {use.index for side in (link.left, link.right) for use in uses(side)}
    indices = {letter: n for letter, n in evaluator.indices.items() if letter in used}
    part = Evaluator(evaluator.point, indices)
    evaluate = part.holds if link.sign == IFF else part.value
    left, right = (tensor(evaluate(side)).detach().double() for side in (link.left, link.right))
    if left.shape != right.shape:
        raise FormulaError(f"sides of shapes {tuple(left.shape)} and {tuple(right.shape)}")
    if not (left.isfinite().all() and right.isfinite().all()):
        raise FormulaError("a side is infinite or not a number")
    return Comparison(link, left, right)


def shown(value: Tensor) -> str:
    """A value for a message: all digits of a number, the elements of anything larger."""
    return repr(value.item()) if value.ndim == 0 else str(value.flatten().tolist())


def failure(latex: str, comparison: Comparison, evaluator: Evaluator) -> str:
    """Both sides, their values and the point."""
    link = comparison.link
    sides = ((link.left, comparison.left), (link.right, comparison.right))
    left, right = (f"{source(latex, side)} is {shown(value)}" for side, value in sides)
    at = evaluator.point.described() | evaluator.indices
    where = ", ".join(f"{name} = {value}" for name, value in at.items())
    return f"{left}, not {link.sign} {right}, at {where}"


def check(latex: str, place: str) -> Outcome:
    """Compare all neighbouring sides of a formula at several points.

    Args:
        latex: What stands between the dollar signs.
        place: The label of the formula, or the name of the object whose docstring holds it; letters
            that are used in more than one sense are read by it.

    Raises:
        FormulaError: If the formula cannot be read, or a side cannot be evaluated.
    """
    formula = parse(latex)
    with evaluating():
        return outcome(latex, formula, place)


def outcome(latex: str, formula: Node, place: str) -> Outcome:
    """Compare the sides of a parsed formula; the first point where it fails is the last."""
    differences, functions = list[float](), set[str]()
    claims, count = links(formula), 0
    for count, evaluator in enumerate(islice(points(formula, place), POINTS), start=1):
        comparisons = [compare(link, evaluator) for link in claims]
        functions |= evaluator.point.used
        failures = [failure(latex, c, evaluator) for c in comparisons if not c.holds]
        if failures:
            return Outcome(count, math.inf, (), tuple(failures))
        differences += (c.difference for c in comparisons if c.link.sign in SAME)
    if count < POINTS:
        raise FormulaError(f"no point meets its conditions, or too few: {count} of {POINTS}")
    largest = max(differences, default=math.nan)
    return Outcome(count, largest, tuple(map(full_name, sorted(functions))), ())


def full_name(function: str) -> str:
    """A reference function by the name under which it is documented."""
    return f"{REFERENCE[function].__module__}.{function}"
