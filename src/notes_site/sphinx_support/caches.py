"""Caches below ``_build``: one for each state of what they depend on, and only the last few."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

KEPT = 5  # the present one among them


def use(cache: Path) -> None:
    """Make a cache if there is none, and delete those beside it that were used longest ago."""
    cache.mkdir(parents=True, exist_ok=True)
    os.utime(cache)
    by_use = sorted(cache.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_use[KEPT:]:
        shutil.rmtree(old)


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, whatever ends this process, and whoever reads meanwhile."""
    whole = file.with_suffix(f".{os.getpid()}")
    whole.write_bytes(content)
    whole.replace(file)
