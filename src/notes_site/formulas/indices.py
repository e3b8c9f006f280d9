"""How far indices run: as far as what they are indices of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lark import Tree

from notes_site.formulas.errors import FormulaError
from notes_site.formulas.lookup import Lookup, spelled
from notes_site.formulas.parser import Node


@dataclass(frozen=True)
class Use:
    """An index at a symbol: its letter, the symbol, how many indices that has, and which it is."""

    index: str
    symbol: str
    count: int
    position: int


def uses(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[Use]:
    """The indices of an expression that no sum or product in it runs through."""
    if node.data == "big":
        bound |= {str(node.children[1])}
    if node.data in ("symbol", "call") and len(node.children) > 1 and node.children[1]:
        indices = node.children[1].children
        for position, index in enumerate(indices):
            use = Use(str(index.children[0]), spelled(node.children[0]), len(indices), position)
            if index.data == "indexed":
                use = Use(str(index.children[1]), f"index_{index.children[0]}", 1, 0)
            if index.data in ("running", "indexed") and use.index not in bound:
                yield use
    for child in node.children:
        if isinstance(child, Tree):
            yield from uses(child, bound)


def span(found: list[Use], letter: str, lookup: Lookup) -> list[int]:
    """The numbers that an index can take everywhere it is used.

    Raises:
        FormulaError: If nothing in the formula says how far it runs.
    """
    spans = [
        lookup.span(use.symbol, use.count, use.position) for use in found if use.index == letter
    ]
    known = [set(numbers) for numbers in spans if numbers]
    if not known:
        raise FormulaError(f"nothing says how far {letter} runs")
    return sorted(set.intersection(*known))
