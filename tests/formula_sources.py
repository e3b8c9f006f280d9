"""The displayed formulas of the chapters and of the docstrings, each with its place."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MODEL = "eq-numerics-step"  # says only of what order an error is; the site marks it as unchecked
ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)
DISPLAYED = re.compile(r"^\$\$\n(.*?)\n\$\$ \((eq-[\w-]+)\)$", re.MULTILINE | re.DOTALL)
DIRECTIVE = re.compile(r"^\.\. math::\n((?:\n|[ ]+.*\n?)+)", re.MULTILINE)


@dataclass(frozen=True)
class Displayed:
    """A formula and where it stands: its label, or the dotted name of what it documents."""

    place: str
    latex: str


def page_formulas() -> list[Displayed]:
    """The labelled formulas of the chapters."""
    pages = sorted((ROOT / "docs/notes").glob("*.md"))
    texts = [FENCE.sub("", page.read_text(encoding="utf-8")) for page in pages]
    return [Displayed(m[2], m[1]) for text in texts for m in DISPLAYED.finditer(text)]


def docstring_formulas() -> list[Displayed]:
    """The displayed formulas of the package."""
    return [
        Displayed(place, inspect.cleandoc(m[1]))
        for path in sorted((ROOT / "src/notes_examples").glob("*.py"))
        for place, docstring in _docstrings(path)
        for m in DIRECTIVE.finditer(docstring)
    ]


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (text := ast.get_docstring(node)):
            yield f"notes_examples.{path.stem}.{node.name}", text
