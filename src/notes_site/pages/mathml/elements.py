"""The elements that formulas are made of, and what LaTeX does around them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

APPLY, PRIME = "\u2061", "′"
SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}


class Element(ET.Element):
    """An element of MathML that knows how LaTeX would set it."""

    named = False  # the name of a function, with room on both sides
    limits = False  # indices stand below and above


def make(tag: str, *children: Element, text: str | None = None, **attributes: str) -> Element:
    """Make an element; ``class_`` is its class."""
    element = Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = text
    element.extend(children)
    return element


def operator(text: str, **attributes: str) -> Element:
    """Make an operator."""
    return make("mo", text=text, **attributes)


def space(width: str) -> Element:
    """Make room."""
    return make("mspace", width=width)


def thin_space() -> Element:
    """Make the room that LaTeX leaves around the name of a function."""
    return space("0.1667em")


def grouped(elements: list[Element]) -> Element:
    """One element from some."""
    return elements[0] if len(elements) == 1 else make("mrow", *elements)


def core(element: ET.Element) -> ET.Element:
    """The operator in an operator that has indices, or the element itself."""
    while element.tag in SCRIPTED:
        element = element[0]
    return element


def is_operator(element: ET.Element, *texts: str) -> bool:
    """Whether an element is one of some operators."""
    return element.tag == "mo" and element.text in texts


def scripted(base: Element, index: Element | None, exponent: Element | None) -> Element:
    """A base with an index, an exponent or both, beside it or below and above."""
    tags = ("munder", "mover", "munderover") if base.limits else ("msub", "msup", "msubsup")
    scripts = [script for script in (index, exponent) if script is not None]
    if not scripts:
        return base
    element = make(tags[2 if len(scripts) == 2 else index is None], base, *scripts)
    element.named = base.named
    return element
