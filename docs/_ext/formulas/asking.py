"""Asks about formulas, and spares Sphinx the import of torch where a warm process has it."""

from __future__ import annotations

import os
import pickle
import subprocess
from functools import cache, partial
from typing import IO, Any

from _ext.formulas.errors import FormulaError
from _ext.formulas.memory import remembered
from _ext.warm import process
from _ext.warm.client import ADDRESS


@cache
def answering() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to and from a process that answers this one, and ends with it."""
    command = process.command("_ext.formulas.answers")
    asked = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert asked.stdin
    assert asked.stdout
    return asked.stdin, asked.stdout


def through_pipes(*question: Any) -> Any:
    """The answer of that process."""
    questions, answers = answering()
    pickle.dump(question, questions)
    questions.flush()
    return pickle.load(answers)


def find(function: str, *arguments: Any) -> Any:
    """The answer, from a process that has torch or from this one."""
    if os.environ.get(ADDRESS):
        return through_pipes(function, arguments)
    from _ext.formulas.answers import answer  # imports torch

    return answer(function, arguments)


def ask(*question: Any) -> Any:
    """What ``check`` or ``steps`` returns; raises a ``FormulaError`` as they do."""
    found = remembered(question, partial(find, *question))
    if isinstance(found, FormulaError):
        raise found
    return found
