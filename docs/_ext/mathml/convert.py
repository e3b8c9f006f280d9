"""A formula as HTML writes it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from _ext.mathml.elements import make
from _ext.mathml.parser import parse
from _ext.mathml.spacing import light_roots, mark_signs, space_names


def convert(latex: str, *, displayed: bool = False) -> str:
    """Convert LaTeX to MathML.

    Args:
        latex: A formula.
        displayed: Whether it stands by itself, and not in a line.

    Returns:
        A ``math`` element without a namespace, which says its LaTeX.

    Raises:
        LatexError: The formula is wrong, or holds what is not known.
    """
    attributes = {"display": "block"} if displayed else {}
    formula = make("math", *parse(latex, displayed=displayed), **attributes)
    if not displayed:
        light_roots(formula)
    space_names(formula)
    mark_signs(formula)
    formula.set("alttext", " ".join(latex.split()))
    return ET.tostring(formula, encoding="unicode", short_empty_elements=False)
