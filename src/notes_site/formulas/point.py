"""One point at which a formula is evaluated: a value for each symbol, drawn when first asked for.

The table of symbols says what each symbol stands for, as a Python expression in the
names of other symbols, of the package's reference functions and of the draws below. A name has as
many letters after its underscore as formulas write indices.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from itertools import chain
from types import CodeType, MappingProxyType
from typing import Any

import torch
from torch import Tensor

from notes_site.formulas.errors import FormulaError
from notes_site.formulas.symbols import symbols, values
from notes_site.sphinx_support.settings import settings

REFERENCE: dict[str, Callable[..., Any]] = {
    name: value
    for module in map(import_module, settings().functions)
    for name, value in vars(module).items()
    if getattr(value, "__module__", None) == module.__name__ and name.islower()
}


def gradient(value: Tensor, of: Tensor) -> Tensor:
    """What autograd computes: the derivative of a scalar, itself differentiable."""
    if not value.requires_grad:
        return torch.zeros_like(of)
    (found,) = torch.autograd.grad(value, of, create_graph=True, materialize_grads=True)
    return found


def plain(value: Any) -> Any:
    """A value as messages show it: tensors as numbers and lists."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value.tolist() if isinstance(value, Tensor) else value


def layers(f: Callable[[Tensor], Tensor], weights: Mapping[int, Tensor], x: Tensor) -> Any:
    """The outputs of a network without biases, by layer; layer 0 is its input."""
    outputs = {0: x}
    for layer, w in weights.items():
        outputs[layer] = f(w @ outputs[layer - 1] if w.ndim else w * outputs[layer - 1])
    return outputs


@cache
def meanings() -> Mapping[str, Mapping[str, CodeType]]:
    """For each name, its expressions by the places where they hold; ``""`` is everywhere."""
    found: dict[str, dict[str, CodeType]] = {}
    for value in chain.from_iterable(map(values, symbols())):
        code = compile(value.expression, value.name, "eval")
        found.setdefault(value.name, {})[value.place] = code
    return found


@cache
def meaning(name: str, place: str) -> CodeType | None:
    """What a name stands for at a place: its meaning with the longest fitting beginning."""
    scopes = meanings().get(name, {})
    fitting = [scope for scope in scopes if place.startswith(scope)]
    return scopes[max(fitting, key=len)] if fitting else None


class Point(dict[str, Any]):
    """A namespace that draws or computes each missing name as the table says."""

    def __init__(
        self,
        place: str,
        seed: int = 0,
        *,
        at_kinks: bool = False,
        given: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        draws = (self.normal, self.uniform, self.integer, self.pick, gradient, layers)
        known = REFERENCE | {"exp": torch.exp, "log": torch.log, "math": math, "torch": torch}
        super().__init__(known | {draw.__name__: draw for draw in draws} | dict(given))
        self.place = place
        self.used: set[str] = set()  # names of reference functions
        self.random = random.Random(seed)
        self.at_kinks = at_kinks

    def __missing__(self, name: str) -> Any:
        code = meaning(name, self.place)
        if code is None:
            raise FormulaError(f"{name} has no meaning in docs/{settings().symbols}")
        self.used.update(used for used in code.co_names if used in REFERENCE)
        self[name] = eval(code, self)
        return self[name]

    def knows(self, name: str) -> bool:
        """Whether a name has a meaning here."""
        return name in self or meaning(name, self.place) is not None

    def described(self) -> dict[str, Any]:
        """The symbols that have a value by now, for messages."""
        values = {name: self[name] for name in meanings() if name in self}
        return {name: plain(value) for name, value in values.items() if not callable(value)}

    def draw(self, draw: Callable[[], float], shape: tuple[int, ...]) -> Tensor:
        """A float64 tensor that can be differentiated by."""
        numbers = [draw() for _ in range(math.prod(shape))]
        return torch.tensor(numbers, dtype=torch.float64).reshape(shape).requires_grad_()

    def normal(self, *shape: int) -> Tensor:
        """Random numbers around 0; exactly 0 where a formula is to be checked at its kinks."""
        return self.draw(lambda: 0.0 if self.at_kinks else self.random.gauss(0, 1.5), shape)

    def uniform(self, *shape: int) -> Tensor:
        """Random numbers between 0 and 1."""
        return self.draw(self.random.random, shape)

    def integer(self, low: int, high: int, *shape: int) -> Any:
        """A random integer with both ends included, or a tensor of them."""
        if not shape:
            return self.random.randint(low, high)
        return torch.tensor([self.random.randint(low, high) for _ in range(math.prod(shape))])

    def pick(self, *choices: Any) -> Any:
        """One of several."""
        return self.random.choice(choices)
