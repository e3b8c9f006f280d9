"""All catalogues in one folder, where Sphinx compiles them: those of the machine and of the site.

Sphinx must write nothing into ``docs``.
"""

from __future__ import annotations

from pathlib import Path

from notes_site.languages.catalogues import joined
from notes_site.sphinx_support.project import BUILD, LOCALE, MACHINE

WORDS = "sphinx"  # the domain in which Sphinx, the theme and the extensions look words up
OF_MACHINE = MACHINE / "locale"
GATHERED = BUILD / "locale"


def sources() -> dict[Path, list[Path]]:
    """The files of each catalogue, by its place in a folder; the site has the last word."""
    found: dict[Path, list[Path]] = {}
    for folder in (OF_MACHINE, LOCALE):
        for path in sorted(folder.rglob("*.po")):
            found.setdefault(path.relative_to(folder), []).append(path)
    return found


def gather() -> None:
    """Bring the folder up to date; what has not changed is not written, nor compiled, again."""
    found = sources()
    for place, paths in found.items():
        text, copy = joined(paths), GATHERED / place
        if not copy.exists() or copy.read_bytes() != text:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(text)
    for copy in GATHERED.rglob("*.po"):
        if copy.relative_to(GATHERED) not in found:
            copy.unlink()
            copy.with_suffix(".mo").unlink(missing_ok=True)
