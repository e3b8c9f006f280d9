"""The rules of letters and their indices."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np

from . import arithmetic
from .arithmetic import Value, whole
from .points import Key, Point
from .tokens import GrammarError, Reader

Expression = Callable[[Point], Value]
Element = Callable[[Point], Key]
Index = Callable[[Point], int]
Rule = Callable[[Value, Value], Value]

LETTER = re.compile(r"[A-Za-z]|theta|varepsilon|\\hat\{\w\}")
SIGNS: dict[str, Rule] = {"+": arithmetic.add, "-": lambda a, b: arithmetic.add(a, -b)}


class Symbols(Reader):
    """Parser of symbols."""

    def letter(self) -> str:
        """A symbol without an index."""
        word = self.take()
        if not LETTER.fullmatch(word):
            raise GrammarError(f"a letter is expected, not {word!r}")
        return word

    def element(self) -> Element:
        """A symbol with its indices."""
        name, indices = self.letter(), self.subscript()
        return lambda at: (name, tuple(index(at) for index in indices))

    def subscript(self) -> list[Index]:
        """Indices, written side by side or with commas; none where no subscript follows."""
        if not self.accept("_"):
            return []
        if not self.accept("{"):
            part = self.index_part()
            return [lambda at: whole(part(at))]
        indices = [self.index()]
        while not self.accept("}"):
            self.accept(",")
            indices.append(self.index())
        return indices

    def index(self) -> Index:
        """A number or a symbol, perhaps with something added."""
        parts = [("", self.index_part())]
        while self.text in SIGNS:
            parts.append((self.sign(), self.index_part()))
        total = combined(parts, SIGNS)
        return lambda at: whole(total(at))

    def sign(self) -> str:
        """A plus or a minus between two parts."""
        begin, sign = self.start, self.take()
        self.mark("sign", begin)
        return sign

    def index_part(self) -> Expression:
        """A number or a symbol."""
        if self.text.isdigit():
            return self.number()
        begin = self.start
        element = self.element()
        self.mark("index", begin)
        return lambda at: at.read(*element(at))

    def number(self) -> Expression:
        """A whole number."""
        return constant(float(self.take()))

    def kronecker(self) -> Expression:
        """1 where two indices are the same, otherwise 0."""
        self.expect("delta")
        indices = self.subscript()
        if len(indices) != 2:
            raise GrammarError("a Kronecker delta has two indices")
        return lambda at: float(indices[0](at) == indices[1](at))

    def euler(self) -> Expression:
        """Euler's number, or with an index a basis vector of the space of ``x``."""
        self.expect("e")
        if self.text != "_":
            return constant(math.e)
        (index,) = self.subscript()
        return lambda at: np.eye(whole(at.read("n")))[index(at) - 1]


def constant(value: Value) -> Expression:
    """The same value at every point."""
    return lambda _: value


def combined(parts: list[tuple[str, Expression]], rules: dict[str, Rule]) -> Expression:
    """The parts from left to right, each joined by its sign to those before it."""
    if len(parts) == 1:
        return parts[0][1]

    def evaluate(at: Point) -> Value:
        total = parts[0][1](at)
        for sign, part in parts[1:]:
            total = rules[sign](total, part(at))
        return total

    return evaluate
