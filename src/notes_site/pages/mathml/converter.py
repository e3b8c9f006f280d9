"""A formula as HTML writes it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from notes_site.pages.mathml.elements import Element, make
from notes_site.pages.mathml.glyphs import missing
from notes_site.pages.mathml.parser import parse
from notes_site.pages.mathml.source import LatexError
from notes_site.pages.mathml.spacing import join_relations, light_roots, mark_signs, space_names


def convert(latex: str, *, displayed: bool = False) -> str:
    """Convert LaTeX to MathML.

    Args:
        latex: A formula.
        displayed: Whether it stands by itself, and not in a line.

    Returns:
        A ``math`` element without a namespace, which says its LaTeX.

    Raises:
        LatexError: The formula is wrong, or holds what is not known or has no glyph.
    """
    formula = spaced(latex, displayed=displayed)
    if lacking := missing(formula):
        codes = " ".join(f"U+{ord(character):04X}" for character in lacking)
        todo = f"add {codes} to theme/static/fonts/unicodes.txt and run make font"
        raise LatexError(f"the font lacks {' '.join(lacking)}; {todo}", latex)
    return ET.tostring(formula, encoding="unicode", short_empty_elements=False)


def spaced(latex: str, *, displayed: bool = False) -> Element:
    """The element of a formula, with the room that LaTeX leaves."""
    attributes = {"display": "block"} if displayed else {}
    formula = make("math", *parse(latex, displayed=displayed), **attributes)
    if not displayed:
        light_roots(formula)
    space_names(formula)
    mark_signs(formula)
    join_relations(formula)
    formula.set("alttext", " ".join(latex.split()))
    return formula
