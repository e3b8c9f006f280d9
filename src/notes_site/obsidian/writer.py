"""Writes the blocks of a note as MyST."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from notes_site.obsidian import cells
from notes_site.obsidian.blocks import Block, blocks
from notes_site.obsidian.callouts import CALLOUT, admonition, longer
from notes_site.obsidian.inline import HTML, Inline
from notes_site.obsidian.supported import can_be_coloured, fault, language_of

MARKER = re.compile(r"^(\s*(?:>\s?)*\s*(?:[-*+]|\d+[.)])\s+)(?:\[(.)\]\s+)?")
BLOCK_ID = re.compile(r"\s\^([\w-]+)\s*$")
SPECIAL = re.compile(r"^(\s*)(?=%|\+\+\+|:::|:\s|\([\w-]+\)=)")
TAGS = re.compile(r"^\s*(?:#(?=[\w/-]*[^\W\d])[\w/-]+\s*)+$")


@dataclass
class Writer:
    """The blocks of one note; ``outputs`` are those of its cells, in their order."""

    inline: Inline
    slug: str
    outputs: list[list[dict[str, Any]]] = field(default_factory=list)
    shift: int = 0
    depth: int = 1
    formulas: int = 0

    def page(self, text: str) -> str:
        """A whole note; after each block stands what it asks for."""
        parts = []
        for block in blocks(text):
            parts += [self.write(block), *self.inline.after]
            self.inline.after.clear()
        return "\n\n".join(part for part in [*parts, *self.inline.notes] if part.strip())

    def inside(self, text: str) -> str:
        """What stands inside a callout or a quotation: code is shown there, and not run."""
        parts = [self.write(block, nested=True) for block in blocks(text)]
        return "\n\n".join(part for part in parts if part.strip())

    def write(self, block: Block, *, nested: bool = False) -> str:
        """One block; of a kind that needs nothing special, its lines."""
        match block.kind:
            case "heading":
                return self.heading(block, nested=nested)
            case "paragraph":
                return "\n\n".join(filter(None, map(self.line, block.lines)))
            case "fence":
                return self.fence(block, nested=nested)
            case "math_block":
                return self.formula(block.content, nested=nested)
            case "html_block":
                return self.html(block.content)
            case "blockquote":
                return self.quotation(block)
            case "hr":
                return ""  # it means nothing to a reader, and may not stand at an end
            case "code_block":
                return "\n".join(block.lines)
        return self.lines(block)

    def heading(self, block: Block, *, nested: bool) -> str:
        """A heading with its label; no level is left out, and there is one of the first."""
        words = self.inline.convert(BLOCK_ID.sub("", block.content))
        if nested or not words:
            return f"**{words}**" if words else ""
        self.depth = min(block.level + self.shift, self.depth + 1, 6)
        label = self.inline.labels.find(self.inline.here, BLOCK_ID.sub("", block.content))
        return f"({label})=\n{'#' * self.depth} {words}"

    def line(self, line: str) -> str:
        """A line of a paragraph, which Obsidian shows as a line of its own."""
        if TAGS.match(line):
            return f"% 标签：{' '.join(line.replace('#', '').split())}"
        label = self.label(line)
        words = self.inline.convert(BLOCK_ID.sub("", line)).strip()
        return label + SPECIAL.sub(r"\1\\", words) if words else ""

    def label(self, line: str) -> str:
        """The label of a block that has an id."""
        match = BLOCK_ID.search(line)
        return f"({self.inline.labels.find(self.inline.here, match[1])})=\n" if match else ""

    def lines(self, block: Block) -> str:
        """A list, a table or a footnote, line by line."""
        written, labels = [], ""
        for number, line in enumerate(block.lines):
            if number not in block.kept:
                labels += self.label(line)
                line = self.item(BLOCK_ID.sub("", line))
            written.append(line)
        return labels + "\n".join(map(str.rstrip, written)).rstrip()

    def item(self, line: str) -> str:
        """A line of a list, whose box becomes a character."""
        marker = MARKER.match(line)
        if not marker:
            return self.inline.convert(line)
        box = {None: "", " ": "☐ "}.get(marker[2], "☑ ")
        return marker[1] + box + self.inline.convert(line[marker.end() :])

    def fence(self, block: Block, *, nested: bool) -> str:
        """Code: a cell where it is Python and can be one, else shown as it is."""
        language, options = language_of(block.info), ""
        ticks = longer("`", block.content)
        if language == "python" and ">>>" in block.content:
            language = "{doctest}"
        elif language == "python" and not nested:
            language, options = "{code-cell} python", self.options()
        elif not can_be_coloured(language):
            self.inline.todo(f"`{language}` 不能在页面上画出来：换一种写法。")
            language = "text"
        return f"{ticks}{language}\n{options}{block.content}{ticks}"

    def options(self) -> str:
        """The tags of the next cell, by what it did."""
        outputs = self.outputs.pop(0) if self.outputs else []
        if said := cells.error(outputs):
            self.inline.todo(f"单元格报错 `{said.splitlines()[0]}`：改正它，或在正文里解释。")
        tags = cells.tags(outputs)
        return f":tags: [{', '.join(tags)}]\n" if tags else ""

    def formula(self, latex: str, *, nested: bool) -> str:
        """A displayed formula with a label; as code where it cannot be shown."""
        latex = "\n".join(line for line in latex.splitlines() if line.strip())
        if problem := fault(latex, displayed=True):
            self.inline.todo(f"公式不能显示：``{problem}``")
            return f"```text\n{latex}\n```"
        if nested:
            return f"$$\n{latex}\n$$"
        self.formulas += 1
        label = self.inline.labels.new(f"eq-{self.slug}-{self.formulas}")
        return f"$$\n{latex}\n$$ ({label})"

    def html(self, text: str) -> str:
        """HTML as it is, without what loads anything; a comment becomes one of MyST."""
        text = text.strip()
        if text.startswith("<!--"):
            said = text.removeprefix("<!--").removesuffix("-->").strip()
            return "\n".join(f"% {line}" for line in said.splitlines())
        return HTML.sub(self.inline.handle, text)

    def quotation(self, block: Block) -> str:
        """A quotation, or an admonition for a callout."""
        lines = [re.sub(r"^\s*> ?", "", line) for line in block.lines]
        if match := CALLOUT.match(lines[0]):
            kind, fold, title = match.groups()
            body = self.inside("\n".join(lines[1:]))
            return admonition(kind, fold, self.inline.convert(title), body)
        quoted = self.inside("\n".join(lines)).split("\n")
        return "\n".join(f"> {line}".rstrip() for line in quoted)
