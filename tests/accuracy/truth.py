"""The true values, by formulas written once: in float64 for narrower formats, else with 200 bits.

Each formula gives its values and the sizes that errors are measured by: those of the values, or of
the largest term where terms cancel. ``test_accuracy.py`` shows that float64 is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

Array = Any  # of float64, or of mpmath's numbers
Truth = tuple[Array, Array]


@dataclass(frozen=True)
class Maths:
    """Elementary functions of arrays."""

    exp: Any
    expm1: Any
    log1p: Any
    number: Any

    def array(self, values: Any) -> Array:
        """Numbers of a list, in lists or not, in this arithmetic."""
        return np.asarray(self.number(np.asarray(values, dtype=np.float64)))


def _each(f: Any) -> Any:
    return np.frompyfunc(f, 1, 1)


DOUBLE = Maths(np.exp, np.expm1, np.log1p, np.float64)
MANY_BITS = Maths(*map(_each, (mpmath.exp, mpmath.expm1, mpmath.log1p, mpmath.mpf)))


def alone(values: Array) -> Truth:
    """Values that are measured by their own size."""
    return values, np.abs(values)


def exp_minus_abs(maths: Maths, x: Array) -> Truth:
    """The factor of the stable forms."""
    return alone(maths.exp(-np.abs(x)))


def step(maths: Maths, x: Array) -> Truth:
    """0 or 1."""
    return alone(1 * (x > 0) + 0 * x)


def zero(maths: Maths, x: Array) -> Truth:
    """0 everywhere."""
    return alone(0 * x)


def sigmoid(maths: Maths, x: Array) -> Truth:
    """The logistic function."""
    e = maths.exp(-np.abs(x))
    return alone(np.where(x > 0, 1, e) / (1 + e))


def sigmoid_derivative(maths: Maths, x: Array) -> Truth:
    """The slope of the logistic function."""
    e = maths.exp(-np.abs(x))
    return alone(e / (1 + e) ** 2)


def tanh(maths: Maths, x: Array) -> Truth:
    """The hyperbolic tangent."""
    t = -maths.expm1(-2 * np.abs(x))
    return alone(np.where(x > 0, t, -t) / (2 - t))


def tanh_derivative(maths: Maths, x: Array) -> Truth:
    """The slope of the hyperbolic tangent."""
    e = maths.exp(-2 * np.abs(x))
    return alone(4 * e / (1 + e) ** 2)


def relu(maths: Maths, x: Array) -> Truth:
    """The positive part."""
    return alone(np.where(x > 0, x, 0 * x))


def softmax(maths: Maths, z: Array) -> Truth:
    """Probabilities along the last axis."""
    e = maths.exp(z - z.max(-1, keepdims=True))
    return alone(e / e.sum(-1, keepdims=True))


def log_softmax(maths: Maths, z: Array) -> Truth:
    """Logarithms of probabilities; the largest class is named, for its 1 must not be rounded."""
    shifted = z - z.max(-1, keepdims=True)
    others = maths.exp(shifted)
    np.put_along_axis(others, np.argmax(z, -1, keepdims=True), 0, -1)
    return alone(shifted - maths.log1p(others.sum(-1, keepdims=True)))


def softmax_jacobian(maths: Maths, z: Array) -> Truth:
    """The derivatives of probabilities; on the diagonal 1 - p is the sum of the others."""
    p, _ = softmax(maths, z)
    terms = p[..., :, None] * p[..., None, :]
    identity = np.eye(z.shape[-1])
    return p[..., :, None] * identity - terms, np.maximum(p[..., :, None] * identity, terms)


def softmax_vjp(maths: Maths, p: Array, v: Array) -> Truth:
    """A vector times that matrix; the terms are v and a sum, which may cancel in itself."""
    products = v * p
    difference = v - products.sum(-1, keepdims=True)
    largest = np.maximum(np.abs(v), np.abs(products).sum(-1, keepdims=True))
    return p * difference, p * largest


def mse(maths: Maths, a: Array, b: Array) -> Truth:
    """The mean of squares."""
    return alone(((a - b) ** 2).sum() / a.size)


def mse_gradient(maths: Maths, a: Array, b: Array) -> Truth:
    """Twice the differences by their number."""
    return alone(2 * (a - b) / a.size)


def cross_entropy(maths: Maths, z: Array, target: Array) -> Truth:
    """The mean of the logarithms at the right classes."""
    log_p, _ = log_softmax(maths, z)
    return alone(-np.take_along_axis(log_p, target[..., None], -1).sum() / target.size)


def cross_entropy_gradient(maths: Maths, z: Array, target: Array) -> Truth:
    """Probabilities less 1 at the right classes."""
    p, _ = softmax(maths, z)
    one_hot = np.eye(z.shape[-1])[target]
    return (p - one_hot) / target.size, np.maximum(p, one_hot) / target.size


def binary_cross_entropy(maths: Maths, z: Array, y: Array) -> Truth:
    """The mean of the stable form; its first two terms cancel."""
    positive, product = np.where(z > 0, z, 0 * z), y * z
    last = maths.log1p(maths.exp(-np.abs(z)))
    largest = np.maximum(np.maximum(positive, np.abs(product)), last)
    return (positive - product + last).sum() / z.size, largest.sum() / z.size


def binary_cross_entropy_gradient(maths: Maths, z: Array, y: Array) -> Truth:
    """Probabilities less the target."""
    p, _ = sigmoid(maths, z)
    return (p - y) / z.size, np.maximum(p, y) / z.size
