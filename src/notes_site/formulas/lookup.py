"""What symbols and indices mean at one point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from torch import Tensor

from notes_site.formulas.errors import FormulaError
from notes_site.formulas.parser import Node
from notes_site.formulas.point import Point, gradient, meanings


@cache
def spelled(token: str) -> str:
    r"""The name behind a command: ``lse`` of ``\operatorname{lse}``, ``yhat`` of ``\hat{y}``."""
    if token.startswith(r"\hat"):
        return token[5] + "hat"
    return token.removeprefix(r"\operatorname").strip("\\{}")


@cache
def names() -> dict[tuple[str, int], str]:
    """The names of the table by their letter and the number of their indices."""
    found = {}
    for name in meanings():
        _, _, indices = name.removeprefix("index_").partition("_")
        found[name.removesuffix(f"_{indices}"), len(indices)] = name
    return found


def column(value: Any) -> Any:
    """A vector as a matrix of one column; anything else as it is."""
    return value[:, None] if isinstance(value, Tensor) and value.ndim == 1 else value


def take(value: Any, numbers: Sequence[int]) -> Any:
    """An element by its numbers: vectors begin at 1, layers where their mapping says."""
    for number in numbers:
        try:
            fits = number in value if isinstance(value, dict) else 1 <= number <= len(value)
        except TypeError as error:
            raise FormulaError("an index on what has no elements") from error
        if not fits:
            raise FormulaError(f"there is no element {number}")
        value = value[number if isinstance(value, dict) else number - 1]
    return value


class Lookup:
    """The values of symbols at a point, with the numbers that running indices have now."""

    def __init__(self, point: Point, indices: dict[str, int]) -> None:
        self.point = point
        self.indices = indices

    def name(self, letter: str, count: int) -> str:
        """The name of a letter with some indices; ``a`` is the vector of the ``a_i``."""
        fewer, more = range(count, -1, -1), range(count + 1, 3)
        for length in (*fewer, *more):
            name = names().get((letter, length))
            if name and self.point.knows(name):
                return name
        return letter

    def element(self, letter: str, numbers: Sequence[int] = ()) -> Any:
        """The value of a symbol with its indices."""
        if letter in self.indices and not numbers:
            return float(self.indices[letter])
        return column(take(self.point[self.name(letter, len(numbers))], numbers))

    def differentiate(self, value: Tensor, letter: str, numbers: Sequence[int]) -> Any:
        """The derivative of a value by a symbol with its indices, as autograd computes it."""
        by = self.point[self.name(letter, len(numbers))]
        if isinstance(by, dict):
            by, numbers = take(by, numbers[:1]), numbers[1:]
        return column(take(gradient(value, by), numbers))

    def numbers(self, subscript: Node | None) -> list[int]:
        """The numbers of a subscript."""
        return [self.number_of(index) for index in subscript.children] if subscript else []

    def number_of(self, index: Node) -> int:
        """The number of one index."""
        letter = str(index.children[0])
        if index.data == "fixed":
            return int(letter)
        if index.data == "shifted":
            return self.running(letter) + int(index.children[1].replace(" ", ""))
        if index.data == "indexed":
            chosen = self.running(str(index.children[1]))
            return int(take(self.point[self.name(f"index_{letter}", 1)], [chosen]))
        return self.running(letter)

    def span(self, letter: str, count: int, position: int) -> list[int]:
        """The numbers of the elements along one axis of a symbol; none if it is no collection."""
        value = self.point[self.name(letter, count)]
        for _ in range(position):
            value = next(iter(value.values())) if isinstance(value, dict) else value[0]
        if isinstance(value, dict):
            return list(value)
        return list(range(1, len(value) + 1)) if isinstance(value, Tensor) and value.ndim else []

    def running(self, letter: str) -> int:
        """The number of an index: the one it runs through, or the one the table gives it."""
        given = self.indices.get(letter)
        return int(self.point[f"index_{letter}"]) if given is None else given
