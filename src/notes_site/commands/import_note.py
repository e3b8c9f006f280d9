"""Turns a note of Obsidian into the draft of a page: ``make new-note FILE=note.md``.

What only the writer can know becomes a to-do in the draft: lost pictures, links that lead nowhere,
errors. A to-do stops the build, so no draft is published by accident. A page is never overwritten.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from notes_site.obsidian import cells
from notes_site.obsidian.blocks import blocks, front_matter, show_comments, without_unused
from notes_site.obsidian.inline import Inline
from notes_site.obsidian.links import Labels, ascii_words, key
from notes_site.obsidian.supported import language_of
from notes_site.obsidian.writer import BLOCK_ID, Writer
from notes_site.sphinx_support.project import DOCS, ROOT

NOTES = DOCS / "notes"
HEAD = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
orphan: true
draft: true
---

({label})=
# {title}

:::{{todo}}
写一句读完能做到什么，把这一页列进 `docs/index.md` 的目录；最后删去文件开头的 `orphan` 和 `draft`。
:::
"""
CELL = "```{code-cell} python\n%s\n```"


def sources(text: str) -> list[str]:
    """The Python of a note that becomes cells."""
    fences = (block for block in blocks(text) if block.kind == "fence")
    python = [block.content for block in fences if language_of(block.info) == "python"]
    return [source for source in python if ">>>" not in source]


def name_places(text: str, labels: Labels, here: str, slug: str) -> None:
    """Give every heading and every block id of a note its label, before any link to it is read."""
    for number, block in enumerate(blocks(text)):
        if block.kind == "heading":
            words = BLOCK_ID.sub("", block.content)
            wanted = f"{slug}-{ascii_words(words) or number + 1}"
            labels.places.setdefault((key(here), key(words)), labels.new(wanted))
        for place, line in enumerate(block.lines):
            if (match := BLOCK_ID.search(line)) and place not in block.kept:
                wanted = f"{slug}-{ascii_words(match[1])}"
                labels.places.setdefault((key(here), key(match[1])), labels.new(wanted))


def draft(text: str, here: str, slug: str) -> str:
    """The draft of a note that is called ``here`` among the notes."""
    said, text = front_matter(text.replace("\r\n", "\n"))
    text = without_unused(show_comments(text))
    title, text = title_of(text, str(said.get("title") or here))
    labels = Labels.of(DOCS)
    label = labels.new(slug)
    labels.places[key(here), ""] = labels.places[key(here), key(title)] = label
    name_places(text, labels, here, slug)
    code = sources(text)
    imports = cells.missing_imports(code)
    outputs = cells.run(["\n".join(imports), *code], ROOT)[1:] if code else []
    inline = Inline(labels, here)
    head = HEAD.format(label=label, title=inline.convert(title))
    deepest_first = any(block.level == 1 for block in blocks(text))
    body = Writer(inline, slug, outputs, shift=int(deepest_first)).page(text)
    first = [CELL % "\n".join(imports)] if imports else []
    return "\n\n".join([head.strip(), *first, body]) + "\n"


def title_of(text: str, name: str) -> tuple[str, str]:
    """The title of a note, its first line where that is a heading, and the rest."""
    first = next(blocks(text), None)
    if first is None or first.kind != "heading" or first.level > 1 or not first.content:
        return name, text
    start = text.index(first.lines[0])
    return first.content, text[start + len("\n".join(first.lines)) :]


def main() -> int:
    """Write the draft, and say where and how much is to be done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("name", nargs="?", help="the page's name in addresses, if not the file's")
    arguments = parser.parse_args()
    source: Path = arguments.file
    slug = ascii_words(arguments.name or source.stem)
    if not slug:
        print("The name of the file has no Latin letter; give NAME=… as well.", file=sys.stderr)
        return 1
    page = NOTES / f"{slug}.md"
    if page.exists():
        print(f"{page.relative_to(ROOT)} exists; give another NAME=….", file=sys.stderr)
        return 1
    text = draft(source.read_text(encoding="utf-8-sig"), source.stem, slug)
    with page.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(f"{page.relative_to(ROOT)}: {text.count('{todo}')} things to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
