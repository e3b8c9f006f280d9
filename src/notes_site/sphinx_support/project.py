"""The project that is built: commands are run in its folder, where its ``conf.py`` lies."""

from __future__ import annotations

from pathlib import Path

ROOT = Path.cwd()
BUILD = ROOT / "_build"
DOCS = ROOT / "docs"
LOCALE = DOCS / "locale"
SOURCES = ROOT / "src"
MACHINE = Path(__file__).resolve().parents[1]
