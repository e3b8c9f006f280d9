"""One style sheet for all pages, so that a browser asks once before it shows the first.

The sheets that every page of a language links to are joined, in their order and below their media;
those of single pages follow. Each link carries a hash of what its sheet says.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

LINK = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*>\s*')
HREF = re.compile(r'\bhref="([^"?]+)')
MEDIA = re.compile(r'\bmedia="([^"]*)"')
URL = re.compile(r"""url\((["']?)(?!data:|https?:)([^"')]+)""")
JOINED = "styles.css"
Files = dict[Path, str]


class Link(NamedTuple):
    """A sheet as a page links to it."""

    sheet: Path
    media: str


def digest(*texts: str) -> str:
    """A name for some texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def address(file: Path, page: Path, text: str) -> str:
    """How a page asks for a file, with a hash of what the file says."""
    href = Path(os.path.relpath(file, page.parent)).as_posix()
    return f"{href}?v={digest(text)[:8]}"


def link(path: Path, element: str) -> Link:
    """What a link on a page leads to."""
    (href,), media = HREF.findall(element), MEDIA.findall(element)
    return Link((path.parent / href).resolve(), "".join(media))


def static(sheet: Path) -> Path:
    """The folder of a language for what its pages load."""
    return next(folder for folder in sheet.parents if folder.name == "_static")


def shared(pages: Files, sheets: Files) -> dict[Path, list[Link]]:
    """For each language the links to sheets that stand on all of its pages that have any."""
    found = defaultdict[Path, list[list[Link]]](list)
    for path, page in pages.items():
        links = [one for e in LINK.findall(page) if (one := link(path, e)).sheet in sheets]
        if links:
            found[static(links[0].sheet)].append(links)
    return {
        folder: [one for one in every[0] if all(one in links for links in every)]
        for folder, every in found.items()
    }


def placed(sheet: Path, text: str, folder: Path) -> str:
    """What a sheet says when it stands in another folder."""

    def move(url: re.Match[str]) -> str:
        return f"url({url[1]}{os.path.relpath(sheet.parent / url[2], folder)}"

    return URL.sub(move, text)


def joined(links: list[Link], sheets: Files, folder: Path) -> str:
    """Many sheets as one."""
    texts = [placed(sheet, sheets[sheet], folder) for sheet, _ in links]
    return "".join(
        f"@media {media}{{{text}}}" if media else text
        for text, (_, media) in zip(texts, links, strict=True)
    )


def relinked(path: Path, page: str, joins: dict[Path, list[Link]], sheets: Files) -> str:
    """A page with one link for the shared sheets, where the first of them stood."""
    written = set[Path]()

    def write(found: re.Match[str]) -> str:
        sheet, media = link(path, found[0])
        if sheet not in sheets:
            return found[0]
        if (sheet, media) in joins[static(sheet)]:
            sheet, media = static(sheet) / JOINED, ""
        if sheet in written:
            return ""
        written.add(sheet)
        href = address(sheet, path, sheets[sheet])
        only = f' media="{media}"' if media else ""
        return f'<link rel="stylesheet" href="{href}"{only}>'

    return LINK.sub(write, page)


def join(pages: Files, sheets: Files) -> tuple[Files, Files]:
    """The pages with fewer links, and the sheets that they lead to."""
    joins = shared(pages, sheets)
    sheets = sheets | {
        folder / JOINED: joined(links, sheets, folder) for folder, links in joins.items()
    }
    gone = {sheet for links in joins.values() for sheet, _ in links}
    return (
        {path: relinked(path, page, joins, sheets) for path, page in pages.items()},
        {path: sheet for path, sheet in sheets.items() if path not in gone},
    )
