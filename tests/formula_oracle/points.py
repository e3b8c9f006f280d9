"""A point: a random value for every symbol of a formula, and what follows from those values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

import numpy as np

from .arithmetic import Value, difference

Draw = Callable[[Random, Mapping[str, int]], float]
Key = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Drawn:
    """A symbol whose elements are random; its shape names symbols of sizes."""

    shape: tuple[str, ...]
    draw: Draw


@dataclass(frozen=True)
class Derived:
    """A symbol that is a function of others: ``derive(point, *index)``."""

    shape: tuple[str, ...]
    derive: Callable[..., Value]
    first: int = 1


@dataclass(frozen=True)
class Scope:
    """What the symbols of a formula mean; sizes are drawn first."""

    sizes: Mapping[str, tuple[int, int]]
    symbols: Mapping[str, Drawn | Derived]
    arguments: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)


class OutOfRangeError(IndexError):
    """An index that a symbol does not have."""


@dataclass(frozen=True)
class Point:
    """Values of all symbols; one may be set, and whatever follows from it changes with it."""

    scope: Scope
    sizes: Mapping[str, int]
    drawn: Mapping[Key, float]
    chosen: Mapping[Key, Value]

    def read(self, name: str, index: tuple[int, ...] = ()) -> Value:
        """The symbol at ``index``; with fewer indices than axes, the array of the rest."""
        if (name, index) in self.chosen:
            return self.chosen[name, index]
        if name in self.sizes and not index:
            return float(self.sizes[name])
        symbol = self.scope.symbols.get(name)
        if symbol is None:
            raise LookupError(f"unknown symbol {name}")
        if len(index) < len(symbol.shape):
            size = self.sizes[symbol.shape[len(index)]]
            return np.array([self.read(name, (*index, k)) for k in range(1, size + 1)])
        rank = len(symbol.shape)
        return element(self._value(name, symbol, index[:rank]), index[rank:])

    def _value(self, name: str, symbol: Drawn | Derived, index: tuple[int, ...]) -> Value:
        """The symbol at as many indices as its shape has axes."""
        first = symbol.first if isinstance(symbol, Derived) else 1
        if any(not first <= k <= self.sizes[s] for k, s in zip(index, symbol.shape, strict=True)):
            raise OutOfRangeError(f"{name} has no index {index}")
        if (name, index) in self.chosen:
            return self.chosen[name, index]
        return (
            symbol.derive(self, *index) if isinstance(symbol, Derived) else self.drawn[name, index]
        )

    def choose(self, key: Key, value: Value) -> Point:
        """The same point with one element set."""
        return Point(self.scope, self.sizes, self.drawn, {**self.chosen, key: value})

    def call(self, name: str, arguments: Sequence[Value]) -> Value:
        """A symbol as a function of those that its scope names."""
        keys = self.scope.arguments.get(name)
        if keys is None:
            raise LookupError(f"unknown function {name}")
        chosen = dict(zip(keys, arguments, strict=True))
        return Point(self.scope, self.sizes, self.drawn, {**self.chosen, **chosen}).read(name)

    def derivative(self, f: Callable[[Point], Value], key: Key) -> Value:
        """How ``f`` changes with one element, everything that does not follow from it held."""
        return difference(lambda t: f(self.choose(key, t)), self.read(*key))


def element(value: Value, index: tuple[int, ...]) -> Value:
    """An element of an array, counted from 1."""
    array: Any = value
    for k in index:
        if np.ndim(array) == 0 or not 1 <= k <= len(array):
            raise OutOfRangeError(f"no element {index} in the shape {np.shape(value)}")
        array = array[k - 1]
    return array if isinstance(array, np.ndarray) else float(array)


def point_at(scope: Scope, seed: str) -> Point:
    """The random point of a seed."""
    random = Random(seed)
    sizes = {name: random.randint(*bounds) for name, bounds in scope.sizes.items()}
    drawn: dict[Key, float] = {}
    for name, symbol in scope.symbols.items():
        if isinstance(symbol, Drawn):
            for index in product(*(range(1, sizes[s] + 1) for s in symbol.shape)):
                drawn[name, index] = symbol.draw(random, sizes)
    return Point(scope, sizes, drawn, {})
