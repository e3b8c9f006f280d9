"""Whether kept outputs of cells can still be read: a disk may have been full, or a copy cut off."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path


def unreadable(notebook: Path) -> bool:
    """Whether a notebook is cut off."""
    try:
        json.loads(notebook.read_bytes())
    except ValueError:
        return True
    return False


def broken(database: Path) -> bool:
    """Whether a database has lost its order or is none, or names a page that was never written."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            pages = [key for (key,) in connection.execute("SELECT hashkey FROM nbcache")]
            checked = connection.execute("PRAGMA quick_check").fetchall()
    except sqlite3.DatabaseError:
        return True
    written = {path.parent.name for path in database.parent.glob("executed/*/base.ipynb")}
    return checked != [("ok",)] or not written.issuperset(pages)


def damaged(cache: Path) -> bool:
    """Whether anything in a cache of executed pages cannot be read."""
    return any(map(broken, cache.glob("global.db"))) or any(
        map(unreadable, cache.glob("executed/*/*.ipynb"))
    )
