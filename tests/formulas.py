"""The formulas of the sources: what stands between dollar signs, and in docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType

from conftest import ROOT

from notes_examples import activations, differences, losses, softmax

FENCE = re.compile(
    r"^(`{3,})\w*.*?^\1\s*?$|^(`{3,})\{(?!witness|unchecked).*?^\2\s*?$", re.M | re.S
)
LABELLED = re.compile(r"\$\$\n?(.*?)\n?\$\$ \((\S+)\)", re.S)
MODULES: tuple[ModuleType, ...] = (activations, differences, losses, softmax)


def of_pages() -> dict[str, str]:
    """Displayed formulas of the chapters by their labels."""
    pages = sorted((ROOT / "docs/notes").glob("*.md"))
    texts = (FENCE.sub("", page.read_text(encoding="utf-8")) for page in pages)
    return {label: latex for text in texts for latex, label in LABELLED.findall(text)}


def of_docstrings() -> dict[str, list[str]]:
    """Displayed formulas of the package by the names of the documented functions."""
    found = {}
    for module in MODULES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{module.__name__}.{name}"] = list(blocks(inspect.getdoc(function) or ""))
    return {name: formulas for name, formulas in found.items() if formulas}


def blocks(docstring: str) -> Iterator[str]:
    """The contents of the math directives of a docstring."""
    for block in re.findall(r"^\.\. math::\n\n((?: +\S.*\n?)+)", docstring, re.M):
        yield inspect.cleandoc(block)
