"""Makes a site light to load: what no reader sees does not travel.

Style sheets keep what the pages use, code keeps the spans that have a look of their own, and pages
lose their blanks, and what a host may forbid inside them. It is done when a site is published:
neither the theme nor an extension knows which of its rules the pages use, and Sphinx has no step
for it. Answers are kept, for most pages are the same from one build to the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from notes_site.minify import assets, bundle, data_urls, inline_code
from notes_site.minify.assets import digest
from notes_site.minify.css import by_name, in_use, made, words
from notes_site.minify.highlighting import light_code, looks
from notes_site.minify.html import Pages
from notes_site.sphinx_support import caches

NAMES = re.compile(r'<([a-z][\w-]*)|\b(?:class|id)="([^"]*)"')
ROLES = re.compile(r'<(\w+)\b[^>]* role="([\w-]+)')
LIST = re.compile(r'<dl\b[^>]* class="([\w-]+)')


class Answers:
    """What was made of a text before, in files."""

    def __init__(self, folder: Path) -> None:
        caches.use(folder)
        self.folder, self.used = folder, set[str]()

    def get(self, make: Callable[[], str], *made_of: str) -> str:
        """The answer that is kept, or a new one."""
        name = digest(*made_of)
        self.used.add(name)
        path = self.folder / name
        if not path.exists():
            caches.write(path, make().encode())
        return path.read_text(encoding="utf-8")

    def forget_others(self) -> None:
        """Delete what was not asked for this time."""
        for path in self.folder.iterdir():
            if path.name not in self.used:
                path.unlink()


def asked(page: str) -> str:
    """The elements, roles, classes and ids of a page."""
    found = {word for said in NAMES.findall(page) for names in said for word in names.split()}
    found.update(f"{element}={role}" for element, role in ROLES.findall(page))
    return " ".join(sorted(found))


def read(paths: Iterable[Path]) -> dict[Path, str]:
    """The text of each file."""
    return {path.resolve(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def light_sheets(sheets: dict[Path, str], names: frozenset[str], answers: Answers) -> list[str]:
    """The style sheets, cut down together: one may read what another sets."""
    every = list(sheets.values())
    known = names & words(every) | {name for name in names if "=" in name}  # and roles
    make = partial(in_use, every, known)
    cut: list[str] = json.loads(answers.get(lambda: json.dumps(make()), *every, *sorted(known)))
    return cut


def lighten(site: Path, folder: Path) -> None:
    """Rewrite the pages, sheets and scripts of a site in place; ``folder`` keeps answers."""
    answers = Answers(folder)
    sheets, scripts = (read(site.rglob(f"_static/**/*.{kind}")) for kind in ("css", "js"))
    before = {*sheets, *scripts}
    kinds = looks(read([site / "_static/pygments.css"]).popitem()[1])
    kinds["pre unbroken"] = "unbroken"  # notes_site.pages.code_breaks
    pages = {path: light_code(page, kinds) for path, page in read(site.rglob("*.html")).items()}
    pages, moved = inline_code.move_out(pages)
    sheets |= moved
    lists = {name for page in pages.values() for name in LIST.findall(page)}
    sheets = {path: by_name(sheet, lists) for path, sheet in sheets.items()}
    written = made(scripts.values())
    found = set[str]().union(*(answers.get(partial(asked, p), p).split() for p in pages.values()))
    texts = light_sheets(sheets, written | found, answers)
    sheets = dict(zip(sheets, texts, strict=True))
    light = Pages("".join(texts), written & found)
    sheets, pictures = data_urls.without_data(sheets)
    with_all = digest(*texts, *sorted(written & found))
    pages, sheets = assets.join(pages, sheets)
    pages, scripts = bundle.join(pages, scripts)
    for path, page in pages.items():
        path.write_text(answers.get(partial(light.lighten, page), page, with_all), encoding="utf-8")
    left = sheets | scripts | pictures
    for path in before - left.keys():
        path.unlink()
    for path, text in left.items():
        path.write_text(text, encoding="utf-8")
    answers.forget_others()
