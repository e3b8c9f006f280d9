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

from notes_site.execution.fingerprint import FORMULAS, fingerprint
from notes_site.execution.forkserver import process
from notes_site.execution.forkserver.client import ADDRESS
from notes_site.formulas.errors import FormulaError
from notes_site.formulas.symbols import symbols
from notes_site.sphinx_support import caches
from notes_site.sphinx_support.project import BUILD, ROOT


@cache
def answers() -> Path:
    """The folder of the answers that hold now."""
    digest = hashlib.sha256(fingerprint(ROOT, FORMULAS).encode() + repr(symbols()).encode())
    return BUILD / "formulas" / digest.hexdigest()[:12]


def prepare(app: Sphinx, config: Config) -> None:
    """Have that folder, before processes use it side by side."""
    caches.use(answers())


@cache
def pipes() -> tuple[IO[bytes], IO[bytes]]:
    """To and from a process that answers this one, and ends with it."""
    command = process.command("notes_site.formulas.answers")
    asked = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert asked.stdin
    assert asked.stdout
    return asked.stdin, asked.stdout


def answer(*question: Any) -> Any:
    """A new answer, from the warm process or from this one."""
    if ADDRESS not in os.environ:
        from notes_site.formulas.answers import answer  # imports torch

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
        caches.write(file, pickle.dumps(found))
    if isinstance(found, FormulaError):
        raise found
    return found
