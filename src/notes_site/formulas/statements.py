"""What a formula claims: the links of its chains, and the conditions under which they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lark import Token, Tree

from notes_site.formulas.parser import Node

IFF = r"\Leftrightarrow"


@dataclass(frozen=True)
class Link:
    """Two neighbouring sides and the sign between them."""

    left: Node
    sign: str
    right: Node


def links(formula: Node) -> list[Link]:
    """Every claim of a formula in the order of reading."""
    found: list[Link] = []
    for statement in formula.children:
        if statement.data == "equivalence":
            found.append(Link(statement.children[0], IFF, statement.children[1]))
        else:
            found.extend(chain(list(parts(statement))))
    return found


def parts(statement: Node) -> Iterator[Node | Token]:
    """Sides and signs in turn, through all lines of an aligned derivation.

    A line that begins with a side of its own begins a new chain; its side follows a side.
    """
    for child in statement.children:
        if isinstance(child, Tree) and child.data in ("chain", "line", "continuation"):
            yield from parts(child)
        elif isinstance(child, Token) or child.data != "conditions":
            yield child


def chain(items: list[Node | Token]) -> Iterator[Link]:
    """The links of sides that have a sign between them."""
    for left, sign, right in zip(items, items[1:], items[2:], strict=False):
        if isinstance(sign, Token):
            yield Link(left, str(sign), right)


def conditions(formula: Node) -> list[Node]:
    """The conditions in parentheses after a formula or one of its lines."""
    return [condition for tree in formula.find_data("conditions") for condition in tree.children]
