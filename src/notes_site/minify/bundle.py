"""Fewer scripts, and none before the page is shown: a browser asks less often and paints sooner.

Those that never come alone are one. Not all of them are: each is a task of its own, and a long task
keeps a reader waiting. The first of a page, ``start.js``, asks for them when it has been shown.
"""

from __future__ import annotations

import re
from pathlib import Path

from notes_site.minify.assets import Files, address
from notes_site.minify.script_patches import mended

SCRIPT = re.compile(r'<script\b[^>]*\bsrc="(([^"?]+)[^"]*)"[^>]*></script>\s*')
TOGETHER = {
    "sphinx.js": ("documentation_options.js", "doctools.js", "sphinx_highlight.js"),
    "copy-code.js": ("clipboard.min.js", "copybutton.js"),
    "site.js": ("drawers.js", "follow.js", "language-links.js", "scroll-boxes.js"),
    "explorers/shared.js": ("explorers/formulas.js", "explorers/explorer.js", "explorers/plot.js"),
}
FIRST = "start.js"


def joined(scripts: Files) -> dict[Path, tuple[Path, ...]]:
    """The new scripts below every folder ``_static``, and what each is made of."""
    folders = {path.parent for path in scripts if path.parent.name == "_static"}
    made = {
        folder / name: tuple(folder / part for part in parts)
        for folder in folders
        for name, parts in TOGETHER.items()
    }
    return {path: parts for path, parts in made.items() if scripts.keys() >= set(parts)}


def later(path: Path, page: str, place: dict[Path, Path], scripts: Files) -> str:
    """A page whose first script loads the others, each once and in their order."""
    first, wanted = "", dict[str, None]()
    for element in SCRIPT.finditer(page):
        written = (path.parent / element[2]).resolve()
        script = place.get(written, written)
        src = address(script, path, scripts[script]) if script in scripts else element[1]
        if script.name == FIRST:
            first = element[0].replace(element[1], src)
        else:
            wanted[src] = None
    if wanted and not first:
        raise ValueError(f"{path}: nothing loads its scripts, for it has no {FIRST}")
    first = first.replace("></script>", f' data-scripts="{" ".join(wanted)}"></script>')
    return SCRIPT.sub(lambda element: first if f"/{FIRST}" in element[0] else "", page)


def join(pages: Files, scripts: Files) -> tuple[Files, Files]:
    """The pages with fewer scripts, and the scripts that there are then."""
    scripts = {path: mended(path.name, text) for path, text in scripts.items()}
    parts = joined(scripts)
    place = {part: script for script in parts for part in parts[script]}
    joint = {script: "\n;\n".join(scripts[part] for part in of) for script, of in parts.items()}
    left = {path: text for path, text in scripts.items() if path not in place} | joint
    return {path: later(path, page, place, left) for path, page in pages.items()}, left
