"""Symbols, letters and spaces: tokens that are elements by themselves."""

from __future__ import annotations

from collections.abc import Callable

from notes_site.pages.mathml import symbols
from notes_site.pages.mathml.elements import Element, make, operator, space

Make = Callable[[str], Element]


def identifier(text: str) -> Element:
    """A letter."""
    return make("mi", text=text)


def upright(text: str) -> Element:
    """A letter that is not set in italics."""
    return make("mi", text=text, mathvariant="normal")


def fence(text: str) -> Element:
    """A parenthesis that does not grow."""
    return operator(text, stretchy="false")


def bar(text: str) -> Element:
    """A bar that may open or close, and leaves no room."""
    return operator(text, lspace="0", rspace="0", stretchy="false")


def left_bar(text: str) -> Element:
    """A bar that opens."""
    return operator(text, form="prefix", stretchy="false")


def right_bar(text: str) -> Element:
    """A bar that closes."""
    return operator(text, form="postfix", stretchy="false")


def still(text: str) -> Element:
    """A point, which has no room around it."""
    return operator(text, lspace="0", rspace="0")


def big(text: str) -> Element:
    """An operator with limits."""
    element = operator(text)
    element.limits = True
    return element


def name(text: str) -> Element:
    """The name of a function."""
    element = identifier(text)
    element.named = True
    return element


def name_with_limits(text: str) -> Element:
    """The name of a function whose indices stand below it where there is room."""
    element = operator(text, lspace="0", rspace="0", movablelimits="true")
    element.named = element.limits = True
    return element


TABLES: tuple[tuple[dict[str, str], Make], ...] = (
    (symbols.SMALL_GREEK | symbols.ORDINARY, identifier),
    (symbols.UPRIGHT, upright),
    (symbols.BINARY | symbols.RELATIONS | symbols.PUNCTUATION | symbols.INTEGRALS, operator),
    (symbols.POINTS, still),
    (symbols.PARENTHESES, fence),
    (symbols.BARS, bar),
    (symbols.LEFT_BARS, left_bar),
    (symbols.RIGHT_BARS, right_bar),
    (symbols.SUMS, big),
    (symbols.NAMES, name),
    (symbols.NAMES_WITH_LIMITS, name_with_limits),
    (symbols.SPACES, space),
)
LEAVES = {token: (make_it, text) for table, make_it in TABLES for token, text in table.items()}


def leaf(token: str) -> Element | None:
    """The element of a token that needs nothing else."""
    if token.isascii() and token.isalpha():
        return identifier(token)
    make_it, text = LEAVES.get(token, (None, ""))
    return make_it(text) if make_it else None
