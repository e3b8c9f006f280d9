"""Answers questions about formulas: in this process, or as one that is asked by pipes."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from notes_site.formulas.check import check
from notes_site.formulas.errors import FormulaError
from notes_site.formulas.steps import steps

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "check": check,
    "steps": lambda *arguments: list(steps(*arguments)),
}


def answer(function: str, arguments: tuple[Any, ...]) -> Any:
    """What a function returns, or the ``FormulaError`` that it raises."""
    try:
        return FUNCTIONS[function](*arguments)
    except FormulaError as error:
        return error


def main() -> None:
    """Answer until nobody asks any more."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError):
        while True:
            pickle.dump(answer(*pickle.load(questions)), answers)
            answers.flush()
