"""The project that is built: commands are run in its folder, where its ``conf.py`` lies.

A kernel runs in the folder of its page, and is told.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "NOTES_SITE_ROOT"
ROOT = Path(os.environ.get(VARIABLE) or Path.cwd())
BUILD = ROOT / "_build"
DOCS = ROOT / "docs"
LOCALE = DOCS / "locale"
SOURCES = ROOT / "src"
MACHINE = Path(__file__).resolve().parents[1]
