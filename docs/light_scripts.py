"""Fewer scripts, so that a browser asks less often: those that never come alone are one.

Not all of them are: each is a task of its own, and a long task keeps a reader waiting.
"""

from __future__ import annotations

import re
from pathlib import Path

from light_links import Files, address

SCRIPT = re.compile(r'<script\b[^>]*\bsrc="([^"?]+)[^>]*></script>\s*')
TOGETHER = {
    "sphinx.js": ("documentation_options.js", "doctools.js", "sphinx_highlight.js"),
    "copy-code.js": ("clipboard.min.js", "copybutton.js"),
    "site.js": ("drawers.js", "language-links.js", "scroll-boxes.js"),
    "explorers/shared.js": ("explorers/formulas.js", "explorers/explorer.js", "explorers/plot.js"),
}


def joined(scripts: Files) -> dict[Path, tuple[Path, ...]]:
    """The new scripts below every folder ``_static``, and what each is made of."""
    folders = {path.parent for path in scripts if path.parent.name == "_static"}
    made = {
        folder / name: tuple(folder / part for part in parts)
        for folder in folders
        for name, parts in TOGETHER.items()
    }
    return {path: parts for path, parts in made.items() if scripts.keys() >= set(parts)}


def relinked(path: Path, page: str, place: dict[Path, Path], scripts: Files) -> str:
    """A page with one script for those that are joined, where the first of them stood."""
    written = set[Path]()

    def write(found: re.Match[str]) -> str:
        script = place.get((path.parent / found[1]).resolve())
        if script is None:
            return found[0]
        if script in written:
            return ""
        written.add(script)
        src = address(script, path, scripts[script])
        return f'<script src="{src}" defer="defer"></script>'

    return SCRIPT.sub(write, page)


def join(pages: Files, scripts: Files) -> tuple[Files, Files]:
    """The pages with fewer scripts, and the scripts that there are then."""
    parts = joined(scripts)
    place = {part: script for script in parts for part in parts[script]}
    scripts = scripts | {
        script: "\n;\n".join(scripts[part] for part in of) for script, of in parts.items()
    }
    return (
        {path: relinked(path, page, place, scripts) for path, page in pages.items()},
        {path: text for path, text in scripts.items() if path not in place},
    )
