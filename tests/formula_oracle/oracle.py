"""What tests ask: the values of a formula at random points, and whether it is true there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from .arithmetic import Value, close
from .points import Point, point_at
from .scopes import scope_of
from .statements import parse
from .tokens import GrammarError, Mark

ATTEMPTS = 200

OracleGrammarError = GrammarError


class OracleValueError(ValueError):
    """A formula that has no value at a point."""


@dataclass(frozen=True)
class Reading:
    """What a formula says at one point."""

    attempt: int
    values: list[list[Value]]
    truth: bool

    def agrees(self, other: Reading) -> bool:
        """Whether the other formula is asked at the same point, and is worth the same there."""
        return (
            self.attempt == other.attempt
            and self.truth == other.truth
            and [len(chain) for chain in self.values] == [len(chain) for chain in other.values]
            and all(
                close(a, b, 1e-6)
                for mine, others in zip(self.values, other.values, strict=True)
                for a, b in zip(mine, others, strict=True)
            )
        )


def read(latex: str, place: str, seed: int) -> Reading:
    """The formula at the first of the points of a seed that its conditions allow."""
    formula = _parsed(latex)
    for attempt in range(ATTEMPTS):
        at = _point(place, seed, attempt)
        try:
            if formula.allows(at):
                values = formula.values(at)
                return Reading(attempt, values, formula.truth(values))
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise OracleValueError(f"{latex} has no value: {error}") from error
    raise OracleValueError(f"no point meets the conditions of {latex}")


def marks(latex: str) -> list[Mark]:
    """The signs, factors and other parts of a formula, with their places in its source."""
    return _parsed(latex).marks


_parsed = lru_cache(maxsize=256)(parse)


@cache
def _point(place: str, seed: int, attempt: int) -> Point:
    return point_at(scope_of(place), f"{seed}.{attempt}")


def sides(latex: str, place: str, seed: int) -> list[list[Value]]:
    """The values of all sides, chain by chain, at a random point."""
    return read(latex, place, seed).values


def holds(latex: str, place: str, seed: int) -> bool:
    """Whether every relation is true at a random point."""
    return read(latex, place, seed).truth
