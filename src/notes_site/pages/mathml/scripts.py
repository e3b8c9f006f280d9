"""Indices, exponents and primes: what LaTeX sets beside a symbol, or below and above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import PRIME, Element, core, make, operator, scripted

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser

MARKS = {"_": "index", "^": "exponent"}
LIMITS = {r"\limits": True, r"\nolimits": False}


class Scripts:
    """Reads the scripts of one base."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.found: dict[str, Element] = {}
        self.primes: list[Element] = []

    def read(self, base: Element) -> list[Element]:
        """A base with all that follows it."""
        source = self.parser.source
        while (mark := source.peek()) in {*MARKS, *LIMITS, "'"}:
            source.take()
            if mark in LIMITS:
                self.limit(base, mark)
            elif mark == "'":
                base = self.prime(base)
            else:
                self.add(mark)
        return self.whole(base)

    def limit(self, base: Element, mark: str) -> None:
        """Have the indices of an operator below it always, or never."""
        if core(base).tag != "mo" or self.found:
            raise self.parser.error(f"{mark} stands behind operators only")
        base.limits = LIMITS[mark]
        base.attrib.pop("movablelimits", None)
        if base.limits:
            base.set("movablelimits", "false")

    def prime(self, base: Element) -> Element:
        """Note a prime; an index that was read before it is nearer to the base."""
        if "exponent" in self.found:
            raise self.parser.error("a prime after an exponent; LaTeX sets primes first: f'^2")
        self.primes.append(operator(PRIME))
        return scripted(base, self.found.pop("index", None), None)

    def add(self, mark: str) -> None:
        """Read an index or an exponent."""
        place = MARKS[mark]
        if place in self.found:
            braces = f"x{mark}{{a{mark}b}} or {{x{mark}a}}{mark}b"
            raise self.parser.error(f"two {mark} at one base; write braces: {braces}")
        self.found[place] = self.parser.argument(mark)

    def whole(self, base: Element) -> list[Element]:
        """The base with what was found; primes are raised by the font."""
        if not self.found:
            return [base, *self.primes]
        index, exponent = self.found.get("index"), self.found.get("exponent")
        if self.primes:
            named = base.named
            base = make("mrow", base, *self.primes)
            base.named = named
        return [scripted(base, index, exponent)]
