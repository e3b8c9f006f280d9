"""What the site can show: which formulas, and code of which languages."""

from __future__ import annotations

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from notes_site.pages.mathml.converter import convert
from notes_site.pages.mathml.source import LatexError

PYTHON = {"py", "python", "python3", "ipython"}


def language_of(info: str) -> str:
    """The language that a fence names, Python by one name."""
    name = info.split()[0].strip("{}") if info else ""
    return "python" if name in PYTHON else name


def can_be_coloured(language: str) -> bool:
    """Whether the site knows a language; code of none is shown as it is."""
    try:
        return not language or bool(get_lexer_by_name(language))
    except ClassNotFound:
        return False


def fault(latex: str, *, displayed: bool = False) -> str:
    """Why a formula cannot be shown; empty if it can."""
    try:
        convert(latex, displayed=displayed)
    except LatexError as error:
        return error.message
    return ""
