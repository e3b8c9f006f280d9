"""When a relation between two values is true."""

from __future__ import annotations

from collections.abc import Sequence

from .arithmetic import Value, close, scalar

RELATIONS = {"=", "<", ">", r"\le", r"\ge", r"\ne", r"\approx"}
EQUIVALENCES = {r"\iff", r"\Leftrightarrow"}
APPROXIMATION = 1e-4
"""Between the error of a difference quotient of step 1e-3 and that of a wrong one."""


def true(relation: str, a: Value, b: Value) -> bool:
    """Whether a relation holds, up to the noise of numerical differentiation."""
    if relation == "=":
        return close(a, b)
    if relation == r"\ne":
        return not close(a, b)
    if relation == r"\approx":
        return close(a, b, APPROXIMATION)
    if close(scalar(a), scalar(b)):
        return relation in {r"\le", r"\ge"}
    return (scalar(a) > scalar(b)) is (relation in {">", r"\ge"})


def all_true(relations: Sequence[str], values: Sequence[Value]) -> bool:
    """Whether each relation holds between its neighbours."""
    return all(map(true, relations, values[:-1], values[1:]))
