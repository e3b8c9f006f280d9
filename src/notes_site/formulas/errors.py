"""What can be wrong with a formula apart from its truth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class FormulaError(Exception):
    """A formula that cannot be read or evaluated."""


@contextmanager
def evaluating() -> Iterator[None]:
    """Turn what torch or Python says of senseless arithmetic into a ``FormulaError``."""
    try:
        yield
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise FormulaError(f"cannot be evaluated: {error}") from error
