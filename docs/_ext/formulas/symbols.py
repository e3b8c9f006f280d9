"""``docs/reference/symbols.toml``: what symbols mean, for the reader and for the check."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SYMBOLS = Path(__file__).parents[2] / "reference" / "symbols.toml"


@cache
def symbols() -> list[dict[str, Any]]:
    """The rows of the table."""
    found: list[dict[str, Any]] = tomllib.loads(SYMBOLS.read_text(encoding="utf-8"))["symbol"]
    return found
