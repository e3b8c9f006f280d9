r"""The rules of a whole formula: chains of relations, several of them, and conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .arithmetic import Value
from .expressions import Condition, Expressions
from .points import Point
from .relations import EQUIVALENCES, RELATIONS, all_true
from .symbols import Expression
from .tokens import GrammarError, Mark


@dataclass(frozen=True)
class Chain:
    """Sides with a relation between each two neighbours."""

    sides: list[Expression]
    relations: list[str]

    def values(self, at: Point) -> list[Value]:
        """The values of all sides."""
        return [side(at) for side in self.sides]


@dataclass(frozen=True)
class Formula:
    """Statements, conditions on the points, and the parts of the source."""

    chains: list[Chain]
    conditions: list[Condition]
    marks: list[Mark]

    def allows(self, at: Point) -> bool:
        """Whether the conditions are met."""
        return all(condition(at) for condition in self.conditions)

    def values(self, at: Point) -> list[list[Value]]:
        """The values of all sides, chain by chain."""
        return [chain.values(at) for chain in self.chains]

    def truth(self, values: list[list[Value]]) -> bool:
        """Whether all that the formula says of its sides is true."""
        return all(
            all_true(chain.relations, sides)
            for chain, sides in zip(self.chains, values, strict=True)
        )


def parse(latex: str) -> Formula:
    """The formula written as ``latex``."""
    return _Statements(latex).formula()


class _Statements(Expressions):
    chains: list[Chain]

    def formula(self) -> Formula:
        """Everything up to the end."""
        self.chains, conditions = [], []
        aligned = self.accept(r"\begin{aligned}")
        self.row()
        while self.text not in {"", r"\end{aligned}"}:
            if self.accept(r"\qquad", "("):
                conditions.append(self.condition())
                self.expect(")")
            elif self.accept(r"\\") or self.accept(",", r"\qquad"):
                self.row()
            else:
                raise GrammarError(f"a statement ends before {self.text!r}")
        if aligned:
            self.expect(r"\end{aligned}")
        self.expect("")
        return Formula([_decided(chain) for chain in self.chains], conditions, self.marks)

    def row(self) -> None:
        """A chain, or more of the last one where a relation comes first."""
        if self.text == "&" and self.chains:
            chain = self.chains[-1]
        else:
            chain = Chain([self.sum()], [])
            self.chains.append(chain)
        self.accept("&")
        while self.text in RELATIONS | EQUIVALENCES:
            chain.relations.append(self.take())
            chain.sides.append(self.sum())
            if self.following(0) == "&":
                raise GrammarError("two places to align at in one row")


def _decided(chain: Chain) -> Chain:
    """The chain, or where it has equivalences, the chain of the truth of its parts."""
    cuts = [k for k, relation in enumerate(chain.relations) if relation in EQUIVALENCES]
    if not cuts:
        return chain
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(chain.relations)]
    parts = [
        Chain(chain.sides[a : b + 1], chain.relations[a:b])
        for a, b in zip(starts, ends, strict=True)
    ]
    return Chain([_truth(part) for part in parts], ["="] * len(cuts))


def _truth(chain: Chain) -> Callable[[Point], Value]:
    return lambda at: float(all_true(chain.relations, chain.values(at)))
