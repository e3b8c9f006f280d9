"""The table of symbols: what they mean, for the reader and for the check."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from notes_site.sphinx_support.project import DOCS
from notes_site.sphinx_support.settings import settings

SYMBOLS = DOCS / settings().symbols


@cache
def symbols() -> list[dict[str, Any]]:
    """The rows of the table."""
    text = SYMBOLS.read_text(encoding="utf-8") if SYMBOLS.is_file() else ""
    found: list[dict[str, Any]] = tomllib.loads(text).get("symbol", [])
    return found


@dataclass(frozen=True)
class Value:
    """What a name stands for in the formulas whose place begins so; ``""`` is everywhere."""

    name: str
    place: str
    expression: str


def values(row: dict[str, Any]) -> list[Value]:
    """The values of a row; a key such as ``L in eq-one`` holds a name and a place."""
    parts = ((key.partition(" in "), value) for key, value in row.get("value", {}).items())
    return [Value(name, place, expression) for (name, _, place), expression in parts]
