"""The value of a formula's parts at one point.

A number is a float or a tensor without axes, a matrix has two axes, and a vector is a matrix of one
column.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import torch
from lark import Token
from torch import Tensor

from notes_site.formulas.errors import FormulaError
from notes_site.formulas.indices import span, uses
from notes_site.formulas.lookup import Lookup, column, spelled, take
from notes_site.formulas.parser import Node
from notes_site.formulas.point import REFERENCE, gradient
from notes_site.sphinx_support.settings import named, settings

DERIVATIVES: dict[Any, Callable[[Tensor], Tensor]] = {
    known.f: known.derivative
    for known in (named(settings().derivatives) if settings().derivatives else ())
}
BIG: dict[str, Callable[[Tensor, int], Tensor]] = {
    "sum": torch.sum,
    "prod": torch.prod,
    "max": torch.amax,
}
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    r"\ne": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    r"\le": operator.le,
    r"\ge": operator.ge,
}


def tensor(value: Any) -> Tensor:
    """A number as a float64 tensor; a tensor as it is."""
    if isinstance(value, Tensor):
        return value
    return torch.tensor(float(value), dtype=torch.float64)


def flat(value: Any) -> Tensor:
    """A column as functions of tensors expect a vector: with one axis."""
    vector: Tensor = tensor(value)
    return vector.flatten() if vector.ndim == 2 and vector.shape[1] == 1 else vector


def prime(f: Any) -> Callable[[Tensor], Tensor]:
    """The package's derivative of an activation function.

    Raises:
        FormulaError: If ``f`` is no such function.
    """
    if f not in DERIVATIVES:
        raise FormulaError("a prime stands at what is no activation function")
    return DERIVATIVES[f]


def same_as_autograd(f: Any, x: Tensor) -> None:
    """Raise ``FormulaError`` where the derivative of the package is not what autograd computes."""
    at = x if x.requires_grad else x.detach().requires_grad_()
    if not torch.allclose(prime(f)(x), gradient(f(at).sum(), at)):
        raise FormulaError(f"{prime(f).__name__} differs from autograd")


class Evaluator(Lookup):
    """Values at a point; a method without a docstring is the grammar's rule of that name."""

    def value(self, node: Node) -> Any:
        """The value of an expression."""
        return getattr(self, node.data)(*node.children)

    def holds(self, condition: Node) -> bool:
        """Whether a condition such as ``x > y > 0`` holds."""
        sides = [tensor(self.value(side)) for side in condition.children[::2]]
        signs = [COMPARISONS[sign] for sign in condition.children[1::2]]
        return all(map(lambda sign, *pair: bool(sign(*pair)), signs, sides, sides[1:]))

    def number(self, token: Token) -> float:
        return float(token)

    def symbol(self, letter: Token, subscript: Node | None = None) -> Any:
        return self.element(spelled(letter), self.numbers(subscript))

    def negate(self, node: Node) -> Any:
        return -self.value(node)

    def add(self, left: Node, right: Node) -> Any:
        return self.value(left) + self.value(right)

    def subtract(self, left: Node, right: Node) -> Any:
        return self.value(left) - self.value(right)

    def multiply(self, left: Node, right: Node) -> Any:
        a, b = self.value(left), self.value(right)
        return a @ b if tensor(a).ndim == tensor(b).ndim == 2 else a * b

    def hadamard(self, left: Node, right: Node) -> Any:
        return self.value(left) * self.value(right)

    def divide(self, above: Node, below: Node) -> Any:
        return tensor(self.value(above)) / self.value(below)

    def power(self, base: Node, exponent: Node) -> Any:
        return tensor(self.value(base)) ** self.value(exponent)

    def transpose(self, node: Node) -> Any:
        return tensor(self.value(node)).mT

    def root(self, node: Node) -> Tensor:
        return tensor(self.value(node)).sqrt()

    def logarithm(self, node: Node) -> Tensor:
        return tensor(self.value(node)).log()

    def absolute(self, node: Node) -> Tensor:
        return tensor(self.value(node)).abs()

    def norm(self, node: Node) -> Any:
        return torch.linalg.matrix_norm(tensor(self.value(node)), ord=2)

    def cases(self, *cases: Node) -> Any:
        pairs = (case.children for case in cases)
        values = [self.value(value) for value, condition in pairs if self.holds(condition)]
        if not values:
            raise FormulaError("none of the cases holds")
        if any(bool(tensor(value) != tensor(values[0])) for value in values):
            raise FormulaError("two cases hold and differ")
        return values[0]

    def big(self, sign: Token, token: Token, *rest: Node) -> Tensor:
        *bounds, body = rest
        letter = str(token)
        if letter in self.indices:
            raise FormulaError(f"{letter} has two meanings at once")
        if bounds:
            low, high = (int(self.value(bound)) for bound in bounds)
            numbers = list(range(low, high + 1))
        else:
            numbers = span(list(uses(body)), letter, self)
        terms = [Evaluator(self.point, self.indices | {letter: n}).value(body) for n in numbers]
        return BIG[spelled(sign)](torch.stack(list(map(tensor, terms))), 0)

    def derivative(self, by: Node, body: Node) -> Any:
        return self.quotient(body, by)

    def quotient(self, body: Node, by: Node) -> Any:
        letter, subscript = (*by.children, None)[:2]
        value = tensor(self.value(body))
        return self.differentiate(value, spelled(letter), self.numbers(subscript))

    def call(self, letter: Token, subscript: Node, primed: Node, arguments: Node) -> Any:
        numbers = self.numbers(subscript)
        f = self.point[self.name(spelled(letter), len(numbers))]
        values = [flat(self.value(argument)) for argument in arguments.children]
        if not callable(f):
            return self.dependent(self.element(spelled(letter), numbers), arguments.children)
        if primed:
            same_as_autograd(f, *values)
            f = prime(f)
        self.point.used |= {f.__name__} & REFERENCE.keys()
        return column(take(f(*values), numbers))

    def dependent(self, value: Any, arguments: list[Node]) -> Any:
        """The value of a symbol that is written with what it depends on, such as ``L(w)``."""
        symbols = len({str(argument) for argument in arguments if argument.data == "symbol"})
        if symbols < len(arguments):
            raise FormulaError("what a symbol depends on is not a list of different symbols")
        return value

    def call_power(self, letter: Token, exponent: Node, arguments: Node) -> Any:
        return self.call(letter, None, None, arguments) ** self.value(exponent)
