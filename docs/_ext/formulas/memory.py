"""Remembers answers about formulas from build to build, and from one language to the other.

An answer depends on the question, on what the symbols mean, on the check and on the package: a file
is named after a hash of them all, so an answer is never stale.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from _ext.fingerprint import fingerprint
from _ext.formulas.symbols import SYMBOLS

ROOT = Path(__file__).resolve().parents[3]
BROKEN = (EOFError, pickle.UnpicklingError)  # a file that was not written to its end


@cache
def knowledge() -> Path:
    """The folder of answers that hold with the present symbols, check and package."""
    digest = hashlib.sha256(fingerprint(ROOT).encode())
    for path in (SYMBOLS, *sorted(Path(__file__).parent.glob("*.[pl]*"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return ROOT / "_build" / "formulas" / digest.hexdigest()[:12]


def write(path: Path, answer: Any) -> None:
    """Write a file at once: another process may be looking for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        pickle.dump(answer, file)
    os.replace(file.name, path)


def remembered(question: tuple[Any, ...], find: Callable[[], Any]) -> Any:
    """The answer to a question; it is found only if it is new."""
    path = knowledge() / hashlib.sha256(repr(question).encode()).hexdigest()
    try:
        return pickle.loads(path.read_bytes())
    except (FileNotFoundError, *BROKEN):
        answer = find()
        write(path, answer)
        return answer
