"""Pages without styles or scripts inside them, so that a host may forbid these.

Under ``Content-Security-Policy: default-src 'self'`` a browser takes styles and scripts only from
files of the same host. Themes and extensions write ``<style>`` elements and ``style`` attributes:
here the elements become style sheets, and the attributes classes. A script in a page runs at its
place, which one in a file that is loaded later does not: it is refused.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from html import unescape
from pathlib import Path

from notes_site.minify.assets import LINK, Files, digest, link, placed, static

ELEMENT = re.compile(
    r"<!--.*?-->"
    r"|<(?P<kind>style|script)\b(?P<said>[^>]*)>(?P<inside>.*?)</(?P=kind)\s*>"
    r"""|<(?P<name>[a-z][\w-]*)(?P<attributes>[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>""",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""\s+([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
CODE = re.compile(r"\s(?:style|on\w+)\s*=|javascript:", re.IGNORECASE)
HAS_CLASS = re.compile(r'\sclass="')
DATA = re.compile(r"""\btype=["']?[\w.+/-]*json\b""")
MEDIA = re.compile(r'\smedia="[^"]*"')
ATTRIBUTES = "attributes.css"


class InlineCodeError(ValueError):
    """A page has code inside that cannot be moved out of it."""

    def __init__(self, page: Path, what: str) -> None:
        super().__init__(f"{what} belongs into a file in docs/_static")
        self.page = page


class Page:
    """A page, and what stands in it that belongs into files."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.sheets = list[tuple[str, str]]()
        self.rules = dict[str, str]()
        self.text = ELEMENT.sub(self.element, text)

    def refused(self, what: str) -> InlineCodeError:
        """What an author is told."""
        return InlineCodeError(self.path, what)

    def element(self, found: re.Match[str]) -> str:
        """An element, or its first tag, without code."""
        kind = (found["kind"] or "").lower()
        if kind == "style":
            self.sheets.append((found["inside"], "".join(MEDIA.findall(found["said"]))))
            return ""
        if kind and found["inside"].strip() and not DATA.search(found["said"]):
            raise self.refused(f"the script {found['inside'].strip()[:60]!r}")
        attributes = found["said"] or found["attributes"] or ""
        if not CODE.search(attributes):
            return found[0]
        return found[0].replace(attributes, self.plain(attributes), 1)

    def plain(self, attributes: str) -> str:
        """The attributes of a tag, with a class for what they say of its style."""
        names = list[str]()

        def attribute(found: re.Match[str]) -> str:
            name, value = found[1].lower(), unescape((found[2] or "").strip("\"'")).strip()
            if name.startswith("on") or value.lower().startswith("javascript:"):
                raise self.refused(f"{name}={value[:60]!r}")
            if name != "style":
                return found[0]
            if value:
                names.append(f"s-{digest(value)[:8]}")
                self.rules[names[-1]] = value
            return ""

        rest = ATTRIBUTE.sub(attribute, attributes)
        if not names:
            return rest
        if HAS_CLASS.search(rest):
            return HAS_CLASS.sub(f"\\g<0>{names[0]} ", rest, count=1)
        return f' class="{names[0]}"{rest}'

    def static(self) -> Path:
        """The folder for what pages of its language load."""
        first = LINK.search(self.text)
        if first is None:
            raise self.refused("a style of a page without style sheets")
        return static(link(self.path, first[0]).sheet)

    def own(self) -> dict[Path, tuple[str, str]]:
        """Each sheet that was an element of this page, with its media."""
        found = dict[Path, tuple[str, str]]()
        for text, media in self.sheets:
            sheet = placed(self.path, text, self.static())
            found[self.static() / f"style-{digest(sheet)[:8]}.css"] = (sheet, media)
        return found

    def linked(self, sheets: dict[Path, str]) -> str:
        """The page with links to more sheets, each with its media, after those that it has."""
        *_, last = LINK.finditer(self.text)
        links = "".join(
            f'<link rel="stylesheet" href="{os.path.relpath(sheet, self.path.parent)}"{media}>\n'
            for sheet, media in sheets.items()
        )
        return self.text[: last.end()] + links + self.text[last.end() :]


def move_out(texts: Files) -> tuple[Files, Files]:
    """The pages without styles in them, and the sheets that hold these now."""
    pages = [Page(path, text) for path, text in texts.items()]
    rules = defaultdict[Path, dict[str, str]](dict)
    for page in pages:
        if page.rules:
            rules[page.static()] |= page.rules
    sheets = {folder / ATTRIBUTES: as_sheet(found) for folder, found in rules.items()}
    done: Files = {}
    for page in pages:
        own = page.own()
        sheets |= {sheet: text for sheet, (text, _) in own.items()}
        more = {sheet: media for sheet, (_, media) in own.items()}
        if LINK.search(page.text) and page.static() in rules:
            more[page.static() / ATTRIBUTES] = ""
        done[page.path] = page.linked(more) if more else page.text
    return done, sheets


def as_sheet(rules: dict[str, str]) -> str:
    """Rules of classes that win over others, as attributes do."""
    return "".join(f".{name}:not(#_){{{said}}}" for name, said in sorted(rules.items()))
