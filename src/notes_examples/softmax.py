"""Softmax, its logarithm and its derivative.

``z`` are logits; ``K`` counts the classes along one axis, the last unless ``dim`` says otherwise.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from notes_examples._checks import require_axis, require_floating, require_same_shape, widened


def _checked(z: Tensor, dim: int) -> Tensor:
    """The logits in float32 at least, along an axis that has a class."""
    wide = widened(z)
    require_axis(wide, dim)
    return wide


def _difference(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """``a - b`` and the rounding error of that subtraction, exactly (Knuth's two-sum); 0 at inf."""
    difference = a - b
    minus_b = difference - a
    error = (a - (difference - minus_b)) - (b + minus_b)
    return difference, error.nan_to_num().detach()


def softmax(z: Tensor, *, dim: int = -1) -> Tensor:
    r"""Softmax: exponentials divided by their sum.

    .. math::

        p_i = \frac{e^{z_i}}{\sum_{k=1}^{K} e^{z_k}}
        = \frac{e^{z_i - m}}{\sum_{k=1}^{K} e^{z_k - m}},
        \qquad m = \max_k z_k

    Subtracting the largest logit leaves :math:`p` unchanged and prevents overflow. The rounding
    error of the subtraction, which the exponential would magnify, is put back to first order.

    Args:
        z: Logits, shape ``(..., K)`` for ``dim=-1``; any finite value.
        dim: The axis of the classes.

    Returns:
        Probabilities, same shape, dtype and device as ``z``; they sum to 1 along ``dim``.

    Raises:
        TypeError: If ``z`` is not a real floating-point tensor.
        ValueError: If ``dim`` is not an axis of ``z``, or has no class.

    Example:
        >>> softmax(torch.tensor([2.0, 1.0, 0.1]))
        tensor([0.6590, 0.2424, 0.0986])

    Source:
        Bridle (1990), `Probabilistic interpretation of feedforward classification network outputs
        <https://doi.org/10.1007/978-3-642-76153-9_28>`_.
    """
    wide = _checked(z, dim)
    shifted, error = _difference(wide, wide.amax(dim, keepdim=True).detach())
    e = torch.exp(shifted) * (1 + error)
    return (e / e.sum(dim, keepdim=True)).to(z.dtype)


def log_softmax(z: Tensor, *, dim: int = -1) -> Tensor:
    r"""Logarithm of :func:`softmax`, without forming the probabilities.

    .. math::

        \log p_i = z_i - m - \log \sum_{k=1}^{K} e^{z_k - m}, \qquad m = \max_k z_k

    The logarithm of a probability that has rounded to 0 would be :math:`-\infty`; this stays
    finite as long as :math:`\log p_i` fits the dtype. The largest term of the sum is exactly 1, so
    ``log1p`` of the others loses nothing.

    Args:
        z: Logits, shape ``(..., K)`` for ``dim=-1``; any finite value.
        dim: The axis of the classes.

    Returns:
        Log-probabilities, same shape, dtype and device as ``z``, never positive.

    Raises:
        TypeError: If ``z`` is not a real floating-point tensor.
        ValueError: If ``dim`` is not an axis of ``z``, or has no class.

    Example:
        >>> log_softmax(torch.tensor([1000.0, 0.0]))
        tensor([    0., -1000.])
    """
    wide = _checked(z, dim)
    largest = wide.argmax(dim, keepdim=True)
    shifted, error = _difference(wide, wide.gather(dim, largest))
    others = (shifted.exp() * (1 + error)).scatter(dim, largest, 0)
    return (shifted - others.sum(dim, keepdim=True).log1p()).to(z.dtype)


def softmax_jacobian(z: Tensor) -> Tensor:
    r"""Jacobian of :func:`softmax` over the last axis.

    .. math::

        J_{ij} = \frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)

    It is symmetric, and each row and column sums to 0: raising one logit only moves probability.

    Args:
        z: Logits, shape ``(..., K)``.

    Returns:
        Shape ``(..., K, K)``, same dtype and device as ``z``; ``[..., i, j]`` is
        :math:`\partial p_i / \partial z_j`.

    Raises:
        TypeError: If ``z`` is not a real floating-point tensor.
        ValueError: If ``z`` has no axis, or no class.

    Example:
        >>> softmax_jacobian(torch.tensor([0.0, 0.0]))
        tensor([[ 0.2500, -0.2500],
                [-0.2500,  0.2500]])
    """
    p = softmax(_checked(z, -1))
    identity = torch.eye(p.shape[-1], dtype=p.dtype, device=p.device)
    return (p.unsqueeze(-1) * (identity - p.unsqueeze(-2))).to(z.dtype)


def softmax_vjp(p: Tensor, v: Tensor, *, dim: int = -1) -> Tensor:
    r"""Vector–Jacobian product of :func:`softmax`: all that ``backward`` needs of the Jacobian.

    .. math::

        g_j = \sum_{i=1}^{K} v_i\,\frac{\partial p_i}{\partial z_j}
        = p_j \left( v_j - \sum_{i=1}^{K} v_i\,p_i \right)

    Args:
        p: Probabilities, the result of :func:`softmax`, shape ``(..., K)`` for ``dim=-1``.
        v: Gradient with respect to ``p``, same shape.
        dim: The axis of the classes.

    Returns:
        Gradient with respect to the logits, same shape, dtype and device as ``p``.

    Raises:
        TypeError: If ``p`` or ``v`` is not a real floating-point tensor.
        ValueError: If the shapes differ, or ``dim`` is not an axis with at least one class.

    Example:
        >>> softmax_vjp(torch.tensor([0.5, 0.5]), torch.tensor([1.0, 0.0]))
        tensor([ 0.2500, -0.2500])
    """
    wide = _checked(p, dim)
    require_floating(v)
    require_same_shape(p, v)
    return (wide * (v - (v * wide).sum(dim, keepdim=True))).to(p.dtype)


class Softmax(torch.autograd.Function):
    """:func:`softmax` with its backward pass written out: it saves only ``p``.

    Call it as ``Softmax.apply(z)`` or ``Softmax.apply(z, dim)``.

    Example:
        >>> z = torch.tensor([0.0, 0.0], requires_grad=True)
        >>> torch.autograd.grad(Softmax.apply(z)[0], z)
        (tensor([ 0.2500, -0.2500]),)
    """

    generate_vmap_rule = True

    @staticmethod
    def forward(z: Tensor, dim: int = -1) -> Tensor:
        """Compute :func:`softmax` of ``z``."""
        return softmax(z, dim=dim)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
        """Save the result and no other tensor."""
        ctx.save_for_backward(output)
        ctx.dim = inputs[1]

    @staticmethod
    def backward(ctx: Any, *v: Tensor) -> tuple[Tensor, None]:
        """Return :func:`softmax_vjp` of the saved result."""
        (p,) = ctx.saved_tensors
        return softmax_vjp(p, v[0], dim=ctx.dim), None
