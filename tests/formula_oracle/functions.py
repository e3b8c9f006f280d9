"""The functions that formulas name, each written down once more."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .arithmetic import Array, Value, difference, elementwise, exponentials, scalar


def sigma(x: float) -> float:
    """Logistic function by way of tanh, which no formula of the site takes as its definition."""
    return 0.5 + 0.5 * math.tanh(x / 2)


def relu(x: float) -> float:
    """Positive part."""
    return (x + abs(x)) / 2


def step(x: float) -> float:
    """1 to the right of 0, otherwise 0."""
    return float(x > 0)


def layer(x: float) -> float:
    """Stand-in for any differentiable activation: no symmetry, a slope of both signs."""
    return math.sin(1.3 * x + 0.4) + 0.3 * x


def component(i: int, x: Value) -> float:
    """Stand-in for the component ``i`` of any differentiable function of ``x``."""
    inner = sum((0.4 + 0.3 * j) * t for j, t in enumerate(np.atleast_1d(x)))
    return math.sin(inner + 0.9 * i) + 0.2 * i * float(inner)


def softmax(x: Value) -> Array:
    """Exponentials over their sum."""
    e = np.array(exponentials(vector(x)))
    return np.asarray(e / math.fsum(e))


def lse(x: Value) -> float:
    """Logarithm of the sum of exponentials."""
    return math.log(math.fsum(exponentials(vector(x))))


def maximum(*x: Value) -> float:
    """Largest of several numbers, or of the elements of one vector."""
    return float(max(vector(x[0]))) if len(x) == 1 else max(map(scalar, x))


def vector(x: Value) -> Array:
    """``x``, which must be a vector."""
    if not isinstance(x, np.ndarray) or x.ndim != 1:
        raise ValueError(f"a vector is needed, not the shape {np.shape(x)}")
    return x


ELEMENTWISE: dict[str, Callable[[float], float]] = {
    "sigma": sigma,
    "tanh": math.tanh,
    "relu": relu,
    "step": step,
    "f": layer,
}
OF_VECTORS: dict[str, Callable[..., Value]] = {
    "softmax": softmax,
    "lse": lse,
    "max": maximum,
    "diag": lambda x: np.diag(vector(x)),
}


def apply(name: str, primes: int, x: Value) -> Value:
    """An elementwise function, or one of its derivatives, at ``x``."""
    if primes:
        return difference(lambda t: apply(name, primes - 1, t), x)
    return elementwise(ELEMENTWISE[name], x)
