"""``{symbols}`` and ``{symbol-values}``: the symbols for the reader, and their values in checks."""

from __future__ import annotations

from collections import Counter

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from notes_site.formulas.symbols import SYMBOLS, symbols, values

HEADINGS = ("记号", "含义", "形状", "代码里的名字")
VALUES = ("记号", "名字", "在哪些公式里", "代入的值")
EVERYWHERE = "各处"
ELSEWHERE = "其余各处"


def markdown(headings: tuple[str, ...], lines: list[tuple[str, ...]]) -> list[str]:
    """A table in Markdown."""
    rows = [headings, ("---",) * len(headings), *lines]
    return [f"| {' | '.join(row)} |" for row in rows]


def meanings() -> list[tuple[str, ...]]:
    """Each symbol for the reader."""
    return [(row["latex"], row["meaning"], row["shape"], row["code"]) for row in symbols()]


def substitutions() -> list[tuple[str, ...]]:
    """Each symbol for the check: one line for each place where it has a value."""
    found: list[tuple[str, ...]] = []
    for row in symbols():
        names = Counter(value.name for value in values(row))
        for value in values(row):
            everywhere = ELSEWHERE if names[value.name] > 1 else EVERYWHERE
            where = f"`{value.place}…`" if value.place else everywhere
            found.append((row["latex"], f"`{value.name}`", where, f"`{value.expression}`"))
    return found


class SymbolTable(SphinxDirective):
    """A table made of ``symbols.toml``."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(SYMBOLS))
        lines = {"symbols": (HEADINGS, meanings()), "symbol-values": (VALUES, substitutions())}
        content = StringList(markdown(*lines[self.name]), source=str(SYMBOLS))
        holder = nodes.Element()
        self.state.nested_parse(content, 0, holder)
        for table in holder.findall(nodes.table):
            table["classes"].append(self.name)
        return holder.children
