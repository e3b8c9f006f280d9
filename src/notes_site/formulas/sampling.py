"""The points at which a formula is checked: random, with its conditions met and its kinks hit."""

from __future__ import annotations

from collections.abc import Iterator

from notes_site.formulas.evaluate import Evaluator
from notes_site.formulas.indices import Use, span, uses
from notes_site.formulas.parser import Node
from notes_site.formulas.point import Point
from notes_site.formulas.statements import conditions

ATTEMPTS = 2000  # to find points that meet the conditions


def choose_indices(found: list[Use], evaluator: Evaluator, *, same: bool) -> dict[str, int]:
    """Numbers for the free indices, all the same or all different as far as they can be."""
    found = [use for use in found if not evaluator.point.knows(f"index_{use.index}")]
    spans = {letter: span(found, letter, evaluator) for letter in sorted({u.index for u in found})}
    common = set.intersection(*map(set, spans.values())) if same and spans else set()
    chosen: dict[str, int] = {}
    for letter, numbers in spans.items():
        others = [number for number in numbers if number not in chosen.values()]
        chosen[letter] = evaluator.point.random.choice(sorted(common) or others or numbers)
    return dict.fromkeys(chosen, min(chosen.values())) if common else chosen


def points(formula: Node, place: str) -> Iterator[Evaluator]:
    """Evaluators at points that meet the conditions; the first at the kinks, if there are any."""
    kinks = any(True for _ in formula.find_data("cases"))
    used, required = list(uses(formula)), conditions(formula)
    for seed in range(-int(kinks), ATTEMPTS):
        point = Point(place, seed, at_kinks=seed < 0)
        evaluator = Evaluator(point, {})
        evaluator.indices |= choose_indices(used, evaluator, same=seed % 2 == 1)
        if all(map(evaluator.holds, required)):
            yield evaluator
