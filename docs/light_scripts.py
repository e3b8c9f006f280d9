"""Fewer scripts, and none before the page is shown: a browser asks less often and paints sooner.

Those that never come alone are one. Not all of them are: each is a task of its own, and a long task
keeps a reader waiting. They are asked for at the first paint, for what they measure would have the
page laid out before its font is there; where a browser tells of no paint, soon after the page came.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from light_links import Files, address

SCRIPT = re.compile(r'<script\b[^>]*\bsrc="(([^"?]+)[^"]*)"[^>]*></script>\s*')
TOGETHER = {
    "sphinx.js": ("documentation_options.js", "doctools.js", "sphinx_highlight.js"),
    "copy-code.js": ("clipboard.min.js", "copybutton.js"),
    "site.js": ("drawers.js", "follow.js", "language-links.js", "scroll-boxes.js"),
    "explorers/shared.js": ("explorers/formulas.js", "explorers/explorer.js", "explorers/plot.js"),
}
FURO_WAITS = 'document.addEventListener("DOMContentLoaded",'
FURO_STARTS = "(start => start())(".ljust(len(FURO_WAITS))  # its source map stays right
LOADER = """<script>
{
  const scripts = SCRIPTS;
  const load = () => {
    for (const src of scripts.splice(0)) {
      const script = document.createElement("script");
      script.async = false;
      script.src = src;
      document.head.append(script);
    }
  };
  new PerformanceObserver(load).observe({ type: "paint", buffered: true });
  addEventListener("load", () => setTimeout(load, 2000));
}
</script>
"""


def joined(scripts: Files) -> dict[Path, tuple[Path, ...]]:
    """The new scripts below every folder ``_static``, and what each is made of."""
    folders = {path.parent for path in scripts if path.parent.name == "_static"}
    made = {
        folder / name: tuple(folder / part for part in parts)
        for folder in folders
        for name, parts in TOGETHER.items()
    }
    return {path: parts for path, parts in made.items() if scripts.keys() >= set(parts)}


def at_once(script: str) -> str:
    """The script of the theme, which waits for a page to be read; here it comes after that."""
    if script.count(FURO_WAITS) != 1:
        raise ValueError(f"furo.js has changed: it does not have {FURO_WAITS!r} once")
    return script.replace(FURO_WAITS, FURO_STARTS)


def later(path: Path, page: str, place: dict[Path, Path], scripts: Files) -> str:
    """A page that loads its scripts, each once and in their order, when it has been shown."""
    found = list(SCRIPT.finditer(page))
    if not found:
        return page
    wanted = dict[str, None]()
    for element in found:
        written = (path.parent / element[2]).resolve()
        script = place.get(written, written)
        src = address(script, path, scripts[script]) if script in scripts else element[1]
        wanted[src] = None
    first = found[0].start()
    loader = LOADER.replace("SCRIPTS", json.dumps(list(wanted)))
    return page[:first] + loader + SCRIPT.sub("", page[first:])


def join(pages: Files, scripts: Files) -> tuple[Files, Files]:
    """The pages with fewer scripts, and the scripts that there are then."""
    scripts = {p: at_once(text) if p.name == "furo.js" else text for p, text in scripts.items()}
    parts = joined(scripts)
    place = {part: script for script in parts for part in parts[script]}
    joint = {script: "\n;\n".join(scripts[part] for part in of) for script, of in parts.items()}
    left = {path: text for path, text in scripts.items() if path not in place} | joint
    return {path: later(path, page, place, left) for path, page in pages.items()}, left
