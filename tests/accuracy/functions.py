"""The reference functions, each with torch's own, its true values and the points it meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from accuracy import points, truth
from notes_examples import activations, losses, softmax

LARGEST = 1e15
Points = Callable[[torch.dtype, int], Iterator[tuple[Tensor, ...]]]


@dataclass(frozen=True)
class Row:
    """A function; ``cancels`` says that errors are measured by the largest term, not the result."""

    ours: Callable[..., Tensor]
    in_torch: Callable[..., Tensor]
    true: Callable[..., truth.Truth]
    points: Points
    cancels: bool = False
    rises: bool | None = None  # None: neither; False: to 0, and falls from there

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.ours.__name__


def values(dtype: torch.dtype, stride: int) -> Iterator[tuple[Tensor, ...]]:
    """Numbers, for elementwise functions."""
    yield (points.values(dtype)[::stride],)


def rows(dtype: torch.dtype, stride: int) -> Iterator[tuple[Tensor, ...]]:
    """Rows of logits."""
    for z in (*points.pair(dtype), *points.logits(dtype)):
        yield (z[::stride],)


def short_rows(dtype: torch.dtype, stride: int) -> Iterator[tuple[Tensor, ...]]:
    """Rows of logits whose matrices fit into memory."""
    return ((z,) for (z,) in rows(dtype, stride) if z.shape[-1] <= 10)


def weighted(dtype: torch.dtype, stride: int) -> Iterator[tuple[Tensor, ...]]:
    """Probabilities, and a gradient of normal size for each."""
    for z in (*points.pair(dtype), *points.logits(dtype)):
        p, v = torch.softmax(z.double(), -1).to(dtype), 2 * points.shares(z) - 1
        yield p[::stride], v[::stride]


def classes(dtype: torch.dtype, stride: int) -> Iterator[tuple[Tensor, ...]]:
    """Single rows of logits, with a class each."""
    for z in (*points.pair(dtype), *points.logits(dtype)):
        target = points.targets(z)
        for i in range(0, len(z), 16 * stride if z.shape[-1] == 2 else stride):
            yield z[i : i + 1], target[i : i + 1]


def elements(dtype: torch.dtype, stride: int) -> Iterator[tuple[Tensor, ...]]:
    """Single rows of numbers, with a share for each; the squares of a row have a sum."""
    limit = min(LARGEST, torch.finfo(dtype).max)
    for z in (*points.logits(dtype), points.alone(dtype)):
        small = z.clamp(-limit, limit)
        yield from zip(small[::stride], points.shares(z)[::stride], strict=True)


def slope(f: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """What autograd finds through a function of torch."""

    def through(x: Tensor, *rest: Tensor) -> Tensor:
        x = x.clone().requires_grad_()
        found: Tensor = torch.autograd.grad(f(x, *rest).sum(), x)[0]
        return found

    return through


def torch_softmax(z: Tensor) -> Tensor:
    """The probabilities of torch along the last axis."""
    return torch.softmax(z, -1)


def torch_jacobian(z: Tensor) -> Tensor:
    """The matrix that torch finds row by row."""
    found: Tensor = torch.func.vmap(torch.func.jacrev(torch_softmax))(z)
    return found


def torch_vjp(p: Tensor, v: Tensor) -> Tensor:
    """What torch's softmax gives back when it has saved ``p``."""
    saved: Any = p.log().requires_grad_()
    with torch.autograd.graph.saved_tensors_hooks(lambda _: None, lambda _: p):
        result = torch_softmax(saved)
    found: Tensor = torch.autograd.grad(result, saved, v)[0]
    return found


def heaviside(x: Tensor) -> Tensor:
    """The step of torch that is 0 at 0."""
    return torch.heaviside(x, torch.zeros_like(x))


FUNCTIONS = (
    Row(
        activations.exp_minus_abs,
        lambda x: torch.exp(-x.abs()),
        truth.exp_minus_abs,
        values,
        rises=False,
    ),
    Row(activations.step, heaviside, truth.step, values, rises=True),
    Row(activations.step_derivative, torch.zeros_like, truth.zero, values),
    Row(activations.sigmoid, torch.sigmoid, truth.sigmoid, values, rises=True),
    Row(
        activations.sigmoid_derivative,
        slope(torch.sigmoid),
        truth.sigmoid_derivative,
        values,
        rises=False,
    ),
    Row(activations.tanh, torch.tanh, truth.tanh, values, rises=True),
    Row(activations.tanh_derivative, slope(torch.tanh), truth.tanh_derivative, values, rises=False),
    Row(activations.relu, torch.relu, truth.relu, values, rises=True),
    Row(activations.relu_derivative, slope(torch.relu), truth.step, values, rises=True),
    Row(softmax.softmax, torch_softmax, truth.softmax, rows),
    Row(softmax.log_softmax, lambda z: torch.log_softmax(z, -1), truth.log_softmax, rows),
    Row(softmax.softmax_jacobian, torch_jacobian, truth.softmax_jacobian, short_rows, cancels=True),
    Row(softmax.softmax_vjp, torch_vjp, truth.softmax_vjp, weighted, cancels=True),
    Row(losses.mse, functional.mse_loss, truth.mse, elements),
    Row(losses.mse_gradient, slope(functional.mse_loss), truth.mse_gradient, elements),
    Row(losses.cross_entropy, functional.cross_entropy, truth.cross_entropy, classes),
    Row(
        losses.cross_entropy_gradient,
        slope(functional.cross_entropy),
        truth.cross_entropy_gradient,
        classes,
        cancels=True,
    ),
    Row(
        losses.binary_cross_entropy_with_logits,
        functional.binary_cross_entropy_with_logits,
        truth.binary_cross_entropy,
        elements,
        cancels=True,
    ),
    Row(
        losses.binary_cross_entropy_with_logits_gradient,
        slope(functional.binary_cross_entropy_with_logits),
        truth.binary_cross_entropy_gradient,
        elements,
        cancels=True,
    ),
)
