"""Asks about formulas, and spares Sphinx the import of torch.

An answer is kept on disk until the package, the table of symbols or the check itself changes; a new
one comes from a fork of the warm process, if there is one.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
from functools import cache
from pathlib import Path
from typing import IO, Any

from sphinx.application import Sphinx
from sphinx.config import Config

from _ext import kept
from _ext.fingerprint import FORMULAS, fingerprint
from _ext.formulas.errors import FormulaError
from _ext.formulas.symbols import SYMBOLS
from _ext.warm import process
from _ext.warm.client import ADDRESS

ROOT = Path(__file__).parents[3]


@cache
def answers() -> Path:
    """The folder of the answers that hold now."""
    digest = hashlib.sha256(fingerprint(ROOT, *FORMULAS).encode() + SYMBOLS.read_bytes())
    return ROOT / "_build" / "formulas" / digest.hexdigest()[:12]


def prepare(app: Sphinx, config: Config) -> None:
    """Have that folder, before processes use it side by side."""
    kept.use(answers())


@cache
def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """To and from a process that answers this one, and ends with it."""
    command = process.command("_ext.formulas.answers")
    asked = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert asked.stdin
    assert asked.stdout
    return asked.stdin, asked.stdout


def answer(*question: Any) -> Any:
    """A new answer, from the warm process or from this one."""
    if ADDRESS not in os.environ:
        from _ext.formulas.answers import answer  # imports torch

        return answer(*question)
    to, from_ = pipes()
    pickle.dump(question, to)
    to.flush()
    return pickle.load(from_)


def ask(function: str, *arguments: Any) -> Any:
    """What ``check`` or ``steps`` returns; raises a ``FormulaError`` as they do."""
    question = function, arguments
    file = answers() / hashlib.sha256(repr(question).encode()).hexdigest()
    if file.exists():
        found = pickle.loads(file.read_bytes())
    else:
        found = answer(*question)
        kept.write(file, pickle.dumps(found))
    if isinstance(found, FormulaError):
        raise found
    return found
