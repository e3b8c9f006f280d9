r"""The rules of sums, products and factors; each turns what it reads into a function of a point."""

from __future__ import annotations

import math
from collections.abc import Callable

from . import arithmetic
from .arithmetic import Value, scalar, whole
from .calls import CALLED, Calls
from .functions import ELEMENTWISE, OF_VECTORS
from .points import Point
from .relations import RELATIONS, all_true
from .symbols import LETTER, SIGNS, Expression, Rule, combined, constant
from .tokens import GrammarError, Mark

Condition = Callable[[Point], bool]

COMMANDS = {
    *("(", r"\left|", r"\left\|", r"\frac", r"\sqrt", r"\sum", r"\prod", r"\begin{cases}"),
    *("log", "delta"),
}
PRODUCTS: dict[str, Rule] = {
    "": arithmetic.multiply,
    r"\cdot": arithmetic.multiply,
    r"\odot": arithmetic.multiply_elementwise,
    "/": arithmetic.divide,
}


class Expressions(Calls):
    """Parser of everything between two relations."""

    def sum(self) -> Expression:
        """Terms with signs between them and perhaps a minus in front."""
        begin, negative = self.start, self.accept("-")
        if negative:
            self.mark("minus", begin)
        first = self.term()
        if not negative:
            self.mark("unsigned", begin)
        parts = [("", (lambda at: -first(at)) if negative else first)]
        while self.text in SIGNS:
            begin, sign = self.start, self.sign()
            parts.append((sign, self.term()))
            self.mark("addend", begin)
        return combined(parts, SIGNS)

    def term(self) -> Expression:
        """Factors one after the other."""
        parts, spans = [], []
        while (sign := self.text if self.text in PRODUCTS else "") or self.begins_factor():
            begin = self.start
            self.at += bool(sign)
            parts.append((sign, self.factor()))
            spans.append((begin, self.end))
        if not parts:
            raise GrammarError(f"a factor is expected, not {self.text!r}")
        self._mark_factors([sign for sign, _ in parts], spans)
        return combined(parts, PRODUCTS)

    def _mark_factors(self, signs: list[str], spans: list[tuple[int, int]]) -> None:
        for k, (begin, end) in enumerate(spans):
            following = signs[k + 1] if k + 1 < len(signs) else ""
            if len(spans) > 1 and (k > 0 or not following):
                self.marks.append(Mark("factor", begin, end))

    def begins_factor(self) -> bool:
        """Whether the next word starts a factor."""
        known = COMMANDS | ELEMENTWISE.keys() | OF_VECTORS.keys()
        return self.text in known or self.text.isdigit() or bool(LETTER.fullmatch(self.text))

    def factor(self) -> Expression:
        """Something that may be raised to a power."""
        base = self.primary()
        while self.text == "^":
            base = self.raised(base)
        return base

    def raised(self, base: Expression) -> Expression:
        r"""A power, or a transpose where the exponent is ``\top``."""
        begin = self.start
        if self.accept("^", "{", r"\top", "}"):
            self.mark("superscript", begin)
            return lambda at: arithmetic.transpose(base(at))
        self.expect("^")
        exponent = self.exponent()
        return lambda at: arithmetic.power(base(at), exponent(at))

    def exponent(self) -> Expression:
        """What stands after the sign of a power."""
        begin = self.words[self.at - 1].start
        exponent = self.group()
        self.mark("superscript", begin)
        return exponent

    def group(self) -> Expression:
        """A sum in braces, or one number or letter."""
        if self.accept("{"):
            inside = self.sum()
            self.expect("}")
            return inside
        word = self.take()
        if word.isdigit():
            return constant(float(word))
        if LETTER.fullmatch(word):
            return lambda at: at.read(word)
        raise GrammarError(f"a group is expected, not {word!r}")

    def primary(self) -> Expression:
        """What a factor is without its power."""
        word = self.text
        rules: dict[str, Callable[[], Expression]] = {
            "(": self.parenthesis,
            r"\left|": self.absolute,
            r"\left\|": self.norm,
            r"\frac": self.fraction,
            r"\sqrt": self.root,
            r"\sum": self.series,
            r"\prod": self.series,
            r"\begin{cases}": self.cases,
            "log": self.logarithm,
            "delta": self.kronecker,
            "e": self.euler,
        }
        if word in rules:
            return rules[word]()
        if word.isdigit():
            return self.number()
        if word in OF_VECTORS:
            return self.of_vector()
        if word in CALLED and not self.is_called():
            return self.symbol()
        if word in CALLED or word in ELEMENTWISE:
            return self.call()
        return self.symbol()

    def symbol(self) -> Expression:
        """A letter with its indices."""
        element = self.element()
        return lambda at: at.read(*element(at))

    def parenthesis(self) -> Expression:
        """A sum in round fences."""
        self.expect("(")
        inside = self.sum()
        self.expect(")")
        return inside

    def absolute(self) -> Expression:
        """An absolute value."""
        self.expect(r"\left|")
        inside = self.sum()
        self.expect(r"\right|")
        return lambda at: abs(scalar(inside(at)))

    def norm(self) -> Expression:
        """A norm with its order."""
        self.expect(r"\left\|")
        inside = self.sum()
        self.expect(r"\right\|", "_")
        order = self.group()
        return lambda at: arithmetic.norm(inside(at), order(at))

    def root(self) -> Expression:
        """A square root."""
        self.expect(r"\sqrt")
        inside = self.group()
        return lambda at: math.sqrt(scalar(inside(at)))

    def fraction(self) -> Expression:
        """A quotient, or a derivative where a differential stands above."""
        begin = self.start
        self.expect(r"\frac", "{")
        if self.text == r"\partial" or (self.text == "d" and self.following() in {"}", "L"}):
            return self.derivative(begin)
        above = self.sum()
        self.expect("}", "{")
        below = self.sum()
        self.expect("}")
        self.mark("fraction", begin)
        return lambda at: arithmetic.divide(above(at), below(at))

    def derivative(self, begin: int) -> Expression:
        """A derivative of what stands above, or of the rest of the term."""
        differential = self.take()
        above = None if self.text == "}" else self.sum()
        self.expect("}", "{", differential)
        element = self.element()
        self.expect("}")
        self.mark("operator" if above is None else "fraction", begin)
        inside = above or self.term()
        return lambda at: at.derivative(inside, element(at))

    def series(self) -> Expression:
        """A sum or a product over an index; it reaches to the end of the term."""
        begin = self.start
        word = self.take()
        self.expect("_", "{")
        letter = self.letter()
        self.expect("=")
        first = self.sum()
        self.expect("}", "^")
        last = self.group()
        self.mark("operator", begin)
        inside = self.term()
        rule, empty = (SIGNS["+"], 0.0) if word == r"\sum" else (arithmetic.multiply, 1.0)

        def evaluate(at: Point) -> Value:
            bounds = range(whole(first(at)), whole(last(at)) + 1)
            parts = [inside(at.choose((letter, ()), float(k))) for k in bounds]
            total: Value = empty
            for k, part in enumerate(parts):
                total = rule(total, part) if k else part
            return total

        return evaluate

    def cases(self) -> Expression:
        """Values with conditions, of which exactly one value must be meant."""
        self.expect(r"\begin{cases}")
        rows = [self.case()]
        while self.accept(r"\\"):
            rows.append(self.case())
        self.expect(r"\end{cases}")

        def evaluate(at: Point) -> Value:
            values = [value(at) for value, condition in rows if condition(at)]
            if not values or any(not arithmetic.close(values[0], v) for v in values):
                raise ValueError(f"{len(values)} cases apply")
            return values[0]

        return evaluate

    def case(self) -> tuple[Expression, Condition]:
        """A value and when it is meant."""
        value = self.sum()
        self.expect("&")
        return value, self.condition()

    def condition(self) -> Condition:
        """Relations that restrict the points."""
        sides, relations = self.relations()
        if not relations:
            raise GrammarError("a condition without a relation")
        return lambda at: all_true(relations, [side(at) for side in sides])

    def relations(self) -> tuple[list[Expression], list[str]]:
        """Sides and the relations between them."""
        sides, relations = [self.sum()], []
        while self.text in RELATIONS:
            relations.append(self.take())
            sides.append(self.sum())
        return sides, relations
