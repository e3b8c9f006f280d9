"""Whether a build is going to execute cells, known before Sphinx is started.

A warm process takes as long to start as Sphinx: started beside it, it is ready when it is needed.
The hash of all cells is kept beside their outputs; if it has changed since, some will be executed.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from notes_site.execution.fingerprint import executions

CELL = re.compile(r"^```\{code-cell\}.*?^```", re.MULTILINE | re.DOTALL)


def cells(root: Path) -> str:
    """A hash of the cells of all pages."""
    digest = hashlib.sha256()
    for page in sorted((root / "docs").rglob("*.md")):
        for cell in CELL.findall(page.read_text(encoding="utf-8")):
            digest.update(cell.encode())
    return digest.hexdigest()


def kept(root: Path) -> Path:
    """The file that holds the hash of the cells when all had been executed."""
    return executions(root) / "cells"


def expected(root: Path) -> bool:
    """Whether cells have changed, or anything else that shapes their outputs."""
    file = kept(root)
    return not file.exists() or file.read_text(encoding="utf-8") != cells(root)


def met(root: Path) -> None:
    """Note that all cells have been executed."""
    kept(root).write_text(cells(root), encoding="utf-8")
