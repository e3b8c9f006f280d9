"""A formula in numbers, link by link, at a point that a page gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch

from notes_site.formulas.check import compare, failure
from notes_site.formulas.errors import FormulaError, evaluating
from notes_site.formulas.evaluate import Evaluator
from notes_site.formulas.outcome import Step
from notes_site.formulas.parser import parse, source
from notes_site.formulas.point import Point, meaning
from notes_site.formulas.statements import links


def known(value: Any) -> Any:
    """A given value as the point holds it: integers count, all else can be differentiated by."""
    if isinstance(value, int):
        return value
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def steps(latex: str, place: str, given: Mapping[str, Any]) -> Iterator[Step]:
    """Both sides of each link at a point whose values are given, indices included.

    Raises:
        FormulaError: If the formula cannot be evaluated there, or does not hold.
    """
    formula = parse(latex)
    point = Point(place, given={name: known(value) for name, value in given.items()})
    evaluator = Evaluator(point, {name: n for name, n in given.items() if not meaning(name, place)})
    for link in links(formula):
        with evaluating():
            found = compare(link, evaluator)
        if not found.holds:
            raise FormulaError(failure(latex, found, evaluator))
        sides = source(latex, link.left), link.sign, source(latex, link.right)
        yield Step(*sides, found.left.item(), found.right.item(), found.difference)
