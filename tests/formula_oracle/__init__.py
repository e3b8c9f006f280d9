r"""Evaluates the displayed formulas of the site, independently of the checker in ``notes_site``.

It has a parser of its own, computes with plain floats, differentiates by differences, and knows by
itself what each letter means. What it cannot read is an ``OracleGrammarError``; what it can read
but has no value, such as an index out of range, is an ``OracleValueError``.
"""

from __future__ import annotations

from .oracle import OracleGrammarError, OracleValueError, Reading, holds, marks, read, sides
from .tokens import Mark, tokens

__all__ = [
    "Mark",
    "OracleGrammarError",
    "OracleValueError",
    "Reading",
    "holds",
    "marks",
    "read",
    "sides",
    "tokens",
]
