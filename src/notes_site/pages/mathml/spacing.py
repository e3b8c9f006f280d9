"""The room that LaTeX leaves around names and signs, and short roots in a line.

MathML has the room of an operator from a dictionary: it knows neither names nor that the minus of
``(0, -z)`` is a sign and no difference.
"""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from notes_site.pages.mathml.elements import (
    APPLY,
    PRIME,
    SCRIPTED,
    Element,
    core,
    is_operator,
    operator,
    thin_space,
)
from notes_site.pages.mathml.symbols import RELATIONS

SIGNS = ("−", "+", "±", "∓")
FIXED = SCRIPTED | {"mfrac", "mroot"}  # each of their children has a place of its own
RELATED = (*RELATIONS.values(),)
ENDINGS = (")", "]", "}", "|", "‖", "!", PRIME, "⟩", "⌋", "⌉")


def space_names(formula: Element) -> None:
    """Set a thin space between a factor and the name of a function, and before an argument."""
    for parent in [element for element in formula.iter() if element.tag not in FIXED]:
        for name in [child for child in parent if isinstance(child, Element) and child.named]:
            place = list(parent).index(name)
            end = place + 1
            while end < len(parent) and is_operator(parent[end], PRIME):
                end += 1
            if end < len(parent):
                parent[end:end] = [operator(APPLY), *room_before(parent[end])]
            if place and is_factor(parent[place - 1]):
                parent.insert(place, thin_space())


def room_before(argument: ET.Element) -> list[Element]:
    """A thin space before a bare argument of a function."""
    sign = core(argument)
    bare = sign.tag != "mo" or sign.text in (*SIGNS, "∑", "∏", "∫")
    return [thin_space()] if bare and argument.tag != "mspace" else []


def is_factor(element: ET.Element) -> bool:
    """Whether something before a name is multiplied with it."""
    sign = core(element)
    return sign.text in ENDINGS or sign.tag not in {"mo", "mspace"} or element is not sign


def join_relations(formula: Element) -> None:
    """Leave no room between relations, which LaTeX takes for one, as in ``a == b``."""
    for parent in formula.iter():
        for before, after in pairwise(parent):
            if is_operator(before, *RELATED) and is_operator(after, *RELATED):
                before.set("rspace", "0")
                after.set("lspace", "0")


def mark_signs(formula: Element) -> None:
    """Set a sign after another operator as a sign, not with the room of a sum."""
    for parent in formula.iter():
        for before, sign in pairwise([child for child in parent if child.tag != "mspace"]):
            if is_operator(sign, *SIGNS) and opens(core(before), parent):
                sign.set("form", "prefix")


def opens(before: ET.Element, row: ET.Element) -> bool:
    r"""Whether a sign after an element is no sum: it is an operator, or opens a row of fences."""
    if not is_operator(before, *ENDINGS):
        return before.tag == "mo"
    fenced = row.tag == "mrow" and before is row[0] and is_operator(row[-1], before.text or "")
    return fenced or before.get("form") == "prefix"


def light_roots(formula: Element) -> None:
    """Set the bar over a single sign as a border of it; behind others Chromium leaves a gap."""
    for parent in list(formula.iter()):
        for root in [child for child in parent if child.tag == "msqrt"]:
            if len(root) == 1 and not len(root[0]):
                sign = operator("√", lspace="0", rspace="0", stretchy="false")
                root[0].set("class", "radicand")
                root.tag = "mrow"
                root.insert(0, sign)
