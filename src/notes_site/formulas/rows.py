"""What the check found, formula by formula, as Sphinx keeps it from build to build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

Formula = nodes.math | nodes.math_block


@dataclass(frozen=True)
class Row:
    """One formula: where it stands, and what the check found or why there was none."""

    id: str
    docname: str
    anchor: str
    label: str
    latex: str
    points: int = 0
    difference: float = 0.0
    functions: tuple[str, ...] = ()
    reason: str = ""


def rows(env: BuildEnvironment) -> dict[str, list[Row]]:
    """The rows of every page."""
    found: dict[str, list[Row]] = vars(env).setdefault("formulas", {})
    return found


def around(node: nodes.Node, kind: type[nodes.Element]) -> Any:
    """The nearest element of a kind around a node, or ``None``."""
    parent = node.parent
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parent
    return parent


def place(formula: Formula, docname: str) -> tuple[str, str]:
    """The name by which the letters of a formula are read, and an id of its page to link to."""
    label = formula.get("label")
    if label:
        return label, nodes.make_id(f"equation-{label}")
    described = around(formula, addnodes.desc)
    if described is not None:
        name = described[0]["ids"][0]
        return name, name
    section = around(formula, nodes.section)
    return docname, section["ids"][0] if section is not None else ""
