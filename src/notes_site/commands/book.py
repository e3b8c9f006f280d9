"""Makes books of the site, one in each language: ``book.py epub`` or ``book.py pdf``.

The pages of the EPUB are the pages of both. For paper they become one long page, which Chromium
prints: it knows MathML and Chinese, and needs no second typesetting of every formula by LaTeX.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath

from notes_site.commands.pdf import print_page
from notes_site.sphinx_support.languages import Language, built
from notes_site.sphinx_support.project import BUILD, ROOT
from notes_site.sphinx_support.release import VERSION, moment
from notes_site.sphinx_support.settings import conf

BOOKS = BUILD / "book"
BODY = re.compile(
    r'<div class="body" role="main">(.*)</div>\s*</div>\s*<div class="clearer">', re.DOTALL
)
IDREF = re.compile(r'<itemref idref="([^"]+)" />')
ITEM = re.compile(r'<item id="([^"]+)" href="([^"]+\.xhtml)"')
TARGET = re.compile(r'(?<= )(id|aria-labelledby|href|src)="([^"]*)"')
TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
HEAD = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="{tag}" xml:lang="{tag}">
<head><meta charset="utf-8" /><title>{title}</title>
<link rel="stylesheet" href="_static/pygments.css" />
<link rel="stylesheet" href="_static/formulas.css" />
<link rel="stylesheet" href="_static/book.css" />
<link rel="stylesheet" href="_static/paper.css" /></head><body>
<header><h1>{title}</h1><p>{version}</p></header>
"""


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of an EPUB in reading order, each with what stands in it."""
    package = (folder / "content.opf").read_text(encoding="utf-8")
    files = dict(ITEM.findall(package))
    for name in map(files.__getitem__, IDREF.findall(package)):
        text = (folder / name).read_text(encoding="utf-8")
        if body := BODY.search(text):
            yield name, body[1]


def anchor(page: str, target: str = "") -> str:
    """The name that a place of a page has in the book."""
    return f"{page.removesuffix('.xhtml').replace('/', '-')}--{target}".removesuffix("--")


def moved(page: str, body: str) -> str:
    """A page as a part of the long one: its names are its own, its links stay inside."""

    def move(match: re.Match[str]) -> str:
        kind, value = match.groups()
        if kind in ("id", "aria-labelledby"):
            return f'id="{anchor(page, value)}"'
        if "://" in value:
            return match[0]
        path, _, place = value.partition("#")
        path = normpath(join(dirname(page), path)) if path else page
        return f'{kind}="{f"#{anchor(path, place)}" if kind == "href" else path}"'

    return f'<section class="page" id="{anchor(page)}">{TARGET.sub(move, body)}</section>'


def contents(parts: list[tuple[str, str]]) -> str:
    """Links to the chapters, by their titles."""
    titles = [(page, match[1]) for page, body in parts if (match := TITLE.search(body))]
    rows = [f'<li><a href="#{anchor(page)}">{title}</a></li>' for page, title in titles]
    return f"<nav><ol>{''.join(rows)}</ol></nav>"


def one_page(folder: Path, language: Language) -> Path:
    """The whole book as one page of XML, as its parts are, beside the files that it shows."""
    parts = list(pages(folder))
    written = moment()
    version = f"{VERSION} · {written:%Y-%m-%d}" if written else VERSION
    head = HEAD.format(tag=language.tag, title=conf()["project"], version=escape(version))
    body = "\n".join(moved(page, text) for page, text in parts)
    path = folder / "book.xhtml"
    path.write_text(f"{head}{contents(parts)}{body}</body></html>", encoding="utf-8")
    return path


def main() -> int:
    """Build the EPUBs, and print them where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["epub", "pdf"])
    kind: str = parser.parse_args().kind
    for language in built():  # a page that is gone must not be packed
        shutil.rmtree(BUILD / language.folder / "epub", ignore_errors=True)
    if subprocess.run(
        [sys.executable, "-m", "notes_site.commands.build", "epub"], check=False
    ).returncode:
        return 1
    BOOKS.mkdir(exist_ok=True)
    for language in built():
        folder = BUILD / language.folder / "epub"
        book = BOOKS / f"{conf()['project']}.{language.tag}.{kind}"
        if kind == "epub":
            (made,) = folder.glob("*.epub")
            shutil.copy(made, book)
        else:
            print_page(one_page(folder, language), book)
        print(book.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
