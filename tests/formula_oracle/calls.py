"""The rules of functions and their arguments."""

from __future__ import annotations

import math
from abc import abstractmethod
from contextlib import suppress

from . import arithmetic
from .arithmetic import Value, scalar
from .functions import ELEMENTWISE, OF_VECTORS, apply, component
from .points import OutOfRangeError, Point
from .symbols import Expression, Index, Symbols
from .tokens import GrammarError

CALLED = {"f", "L", "E"}
MOST = 20
"""More elements than any vector has: an index that goes so far is not one of the factor's."""


class Calls(Symbols):
    """Parser of functions; what an argument may be is up to the rules that build on it."""

    @abstractmethod
    def sum(self) -> Expression:
        """Terms with signs between them."""

    @abstractmethod
    def term(self) -> Expression:
        """Factors one after the other."""

    @abstractmethod
    def factor(self) -> Expression:
        """Something that may be raised to a power."""

    @abstractmethod
    def exponent(self) -> Expression:
        """What stands after the sign of a power."""

    @abstractmethod
    def parenthesis(self) -> Expression:
        """A sum in round fences."""

    def logarithm(self) -> Expression:
        """A logarithm of a parenthesis, otherwise of the rest of the term."""
        begin = self.start
        self.expect("log")
        self.mark("operator", begin)
        inside = self.parenthesis() if self.text == "(" else self.term()
        return lambda at: math.log(scalar(inside(at)))

    def of_vector(self) -> Expression:
        """A function of a vector, or the largest value over an index."""
        name = self.take()
        if name == "max" and self.accept("_"):
            return self.largest()
        arguments = self.arguments()
        return lambda at: OF_VECTORS[name](*(argument(at) for argument in arguments))

    def largest(self) -> Expression:
        """The largest value over all indices that the factor has."""
        letter = self.braced_letter()
        inside = self.factor()

        def evaluate(at: Point) -> Value:
            values: list[float] = []
            with suppress(OutOfRangeError):
                for k in range(1, MOST + 1):
                    values.append(scalar(inside(at.choose((letter, ()), float(k)))))
            if not 0 < len(values) < MOST:
                raise ValueError(f"{letter} has no last value")
            return max(values)

        return evaluate

    def is_called(self) -> bool:
        """Whether an argument follows the name, an index or a prime before it allowed."""
        return self.following() in {"(", "'"} or (
            self.following() == "_" and self.following(3) == "("
        )

    def braced_letter(self) -> str:
        """A letter, perhaps in braces."""
        if not self.accept("{"):
            return self.letter()
        letter = self.letter()
        self.expect("}")
        return letter

    def arguments(self) -> list[Expression]:
        """Values in parentheses."""
        self.expect("(")
        values = [self.sum()]
        while self.accept(","):
            values.append(self.sum())
        self.expect(")")
        return values

    def call(self) -> Expression:
        """A named function with primes or a power before its argument."""
        name, indices, primes = self.take(), self.subscript(), 0
        while self.text == "'":
            begin = self.start
            self.take()
            self.mark("prime", begin)
            primes += 1
        exponent = self.exponent() if self.accept("^") else None
        value = self.called(name, indices, primes, self.arguments())
        if exponent is None:
            return value
        return lambda at: arithmetic.power(value(at), exponent(at))

    def called(
        self, name: str, indices: list[Index], primes: int, arguments: list[Expression]
    ) -> Expression:
        """The value of a call."""
        if name not in ELEMENTWISE:
            return lambda at: at.call(name, [argument(at) for argument in arguments])
        if len(arguments) != 1 or len(indices) > 1:
            raise GrammarError(f"{name} has one argument and at most one index")
        argument = arguments[0]
        if not indices:
            return lambda at: apply(name, primes, argument(at))
        index = indices[0]
        return lambda at: component(index(at), argument(at))
