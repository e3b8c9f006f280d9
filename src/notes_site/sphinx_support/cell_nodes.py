"""The nodes that MyST-NB makes of a code cell."""

from __future__ import annotations

from typing import TypeGuard

from docutils import nodes


def is_cell(node: nodes.Node | None) -> TypeGuard[nodes.container]:
    """Whether a node is a code cell, its output included."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def is_output(node: nodes.Node) -> TypeGuard[nodes.container]:
    """Whether a node is what a code cell printed and drew."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_output"
