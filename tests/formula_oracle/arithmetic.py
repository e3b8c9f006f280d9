"""Numbers, vectors and matrices: what the signs of a formula do with them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Value = float | Array

STEP = 1e-3
"""Truncation of the five points is about ``STEP**4``, rounding ``eps / STEP``: both near 1e-13."""


def add(a: Value, b: Value) -> Value:
    """Sum of two values of the same shape; nothing is broadcast."""
    if np.shape(a) != np.shape(b):
        raise ValueError(f"sum of shapes {np.shape(a)} and {np.shape(b)}")
    return a + b


def multiply(a: Value, b: Value) -> Value:
    """Product with a scalar, of matrices, or of a column and a row."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    if np.ndim(a) == 1 and np.ndim(b) == 2 and np.shape(b)[0] == 1:
        return np.outer(a, b)
    if np.ndim(a) == 2 and np.shape(a)[1] == np.shape(b)[0]:
        return np.asarray(np.matmul(a, b))
    raise ValueError(f"product of shapes {np.shape(a)} and {np.shape(b)}")


def multiply_elementwise(a: Value, b: Value) -> Value:
    """Product element by element of two arrays of the same shape."""
    if np.ndim(a) == 0 or np.shape(a) != np.shape(b):
        raise ValueError(f"elementwise product of shapes {np.shape(a)} and {np.shape(b)}")
    return a * b


def divide(a: Value, b: Value) -> Value:
    """Quotient by a scalar."""
    return a / scalar(b)


def power(base: Value, exponent: Value) -> float:
    """Real power; a negative base with a broken exponent has none."""
    return math.pow(scalar(base), scalar(exponent))


def transpose(a: Value) -> Value:
    """A row of a column, or a matrix transposed."""
    if np.ndim(a) == 0:
        raise ValueError("transpose of a scalar")
    return np.transpose(np.atleast_2d(a)) if np.ndim(a) == 2 else np.atleast_2d(a)


def norm(a: Value, order: Value) -> float:
    """Norm of a vector, or of a matrix as an operator."""
    if np.ndim(a) == 0:
        raise ValueError("norm of a scalar")
    return float(np.linalg.norm(a, scalar(order)))


def scalar(a: Value) -> float:
    """``a`` as a number."""
    if np.ndim(a) != 0:
        raise ValueError(f"a number is needed, not the shape {np.shape(a)}")
    return float(a)


def whole(a: Value) -> int:
    """``a`` as an index or a bound."""
    number = scalar(a)
    if number != round(number):
        raise ValueError(f"a whole number is needed, not {number}")
    return round(number)


def difference(f: Callable[[Value], Value], x: Value) -> Value:
    """Derivative by the five-point central difference, elementwise where ``f`` is."""
    near = add(f(x + STEP), -f(x - STEP))
    far = add(f(x + 2 * STEP), -f(x - 2 * STEP))
    return (8 * near - far) / (12 * STEP)


def close(a: Value, b: Value, tolerance: float = 1e-7) -> bool:
    """Whether two values agree up to the noise of differences of differences."""
    if np.shape(a) != np.shape(b):
        return False
    return bool(np.all(np.abs(a - b) <= tolerance * (1 + np.maximum(np.abs(a), np.abs(b)))))


def elementwise(f: Callable[[float], float], x: Value) -> Value:
    """``f`` of each element."""
    return np.array([f(float(t)) for t in x]) if isinstance(x, np.ndarray) else f(x)


def exponentials(x: Sequence[float] | Array) -> list[float]:
    """``e`` to each element."""
    return [math.exp(t) for t in x]
