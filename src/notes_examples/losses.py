"""Losses and their gradients.

Every loss reduces by the mean to a scalar; a gradient is with respect to the first argument and
has its shape, dtype and device.
"""

from __future__ import annotations

import torch
from torch import Tensor

from notes_examples._checks import (
    require_axis,
    require_elements,
    require_floating,
    require_same_shape,
    widened,
)
from notes_examples.activations import exp_minus_abs, relu, sigmoid
from notes_examples.softmax import log_softmax, softmax


def _require_pair(a: Tensor, b: Tensor) -> None:
    """Both floating, equal in shape, not empty."""
    require_floating(a)
    require_floating(b)
    require_same_shape(a, b)
    require_elements(a)


def _require_classes(z: Tensor, target: Tensor) -> None:
    """Logits ``(..., K)`` and one int64 class index in ``[0, K)`` for each of them."""
    require_floating(z)
    require_axis(z)
    got = target.dtype if isinstance(target, Tensor) else type(target).__name__
    if got != torch.int64:
        raise TypeError(f"expected class indices of dtype torch.int64, got {got}")
    if target.shape != z.shape[:-1]:
        raise ValueError(
            f"expected a target of shape {tuple(z.shape[:-1])}, got {tuple(target.shape)}"
        )
    require_elements(target)
    low, high = int(target.min()), int(target.max())
    if low < 0 or high >= z.shape[-1]:
        outside = low if low < 0 else high
        raise ValueError(f"expected class indices in [0, {z.shape[-1]}), got {outside}")


def mse(prediction: Tensor, target: Tensor) -> Tensor:
    r"""Mean squared error.

    .. math::

        L = \frac{1}{n} \sum_{i=1}^{n} (\hat{y}_i - y_i)^2

    Args:
        prediction: :math:`\hat{y}`, any shape with :math:`n \ge 1` elements.
        target: :math:`y`, the same shape; nothing is broadcast.

    Returns:
        A scalar, not negative; 0 where prediction and target are equal.

    Raises:
        TypeError: If an argument is not a real floating-point tensor.
        ValueError: If the shapes differ or there is no element.

    Example:
        >>> mse(torch.tensor([2.0, 0.0]), torch.tensor([1.0, 0.0]))
        tensor(0.5000)
    """
    _require_pair(prediction, target)
    wide = widened(prediction)
    return ((wide - target) ** 2).mean().to(prediction.dtype)


def mse_gradient(prediction: Tensor, target: Tensor) -> Tensor:
    r"""Gradient of :func:`mse` with respect to the prediction.

    .. math::

        \frac{\partial L}{\partial \hat{y}_i} = \frac{2}{n} (\hat{y}_i - y_i)

    Args:
        prediction: :math:`\hat{y}`, any shape with :math:`n \ge 1` elements.
        target: :math:`y`, the same shape; nothing is broadcast.

    Returns:
        Same shape, dtype and device as ``prediction``.

    Raises:
        TypeError: If an argument is not a real floating-point tensor.
        ValueError: If the shapes differ or there is no element.

    Example:
        >>> mse_gradient(torch.tensor([2.0, 0.0]), torch.tensor([1.0, 0.0]))
        tensor([1., 0.])
    """
    _require_pair(prediction, target)
    wide = widened(prediction)
    return (2 * (wide - target) / prediction.numel()).to(prediction.dtype)


def cross_entropy(z: Tensor, target: Tensor) -> Tensor:
    r"""Cross-entropy of logits with class indices, averaged over the samples.

    .. math::

        L = -\frac{1}{n} \sum_{i=1}^{n} \log p_{i, y_i},
        \qquad p_{ij} = \frac{e^{z_{ij}}}{\sum_{k=1}^{K} e^{z_{ik}}}

    The logits go in as they are: a softmax before this loss would be applied twice.

    Args:
        z: Logits, shape ``(..., K)``, with :math:`n \ge 1` samples in the leading axes.
        target: :math:`y`, int64 class indices in ``[0, K)``, shape ``(...)``. Their range is
            checked, so they must be concrete: ``vmap`` over ``target`` is out of scope.

    Returns:
        A scalar, not negative.

    Raises:
        TypeError: If ``z`` is not real floating-point or ``target`` is not int64.
        ValueError: If the shapes do not fit, there is no class or no example, or an index is out
            of range.

    Example:
        >>> cross_entropy(torch.tensor([[2.0, 1.0, 0.1]]), torch.tensor([0]))
        tensor(0.4170)
    """
    _require_classes(z, target)
    log_p = log_softmax(widened(z)).gather(-1, target.unsqueeze(-1))
    return (-log_p).mean().to(z.dtype)


def cross_entropy_gradient(z: Tensor, target: Tensor) -> Tensor:
    r"""Gradient of :func:`cross_entropy` with respect to the logits.

    .. math::

        \frac{\partial L}{\partial z_{ij}} = \frac{1}{n} (p_{ij} - \delta_{j y_i})

    Args:
        z: Logits, shape ``(..., K)``, with :math:`n \ge 1` samples in the leading axes.
        target: :math:`y`, concrete int64 class indices in ``[0, K)``, shape ``(...)``.

    Returns:
        Same shape, dtype and device as ``z``; each row sums to 0.

    Raises:
        TypeError: If ``z`` is not real floating-point or ``target`` is not int64.
        ValueError: If the shapes do not fit, there is no class or no example, or an index is out
            of range.

    Example:
        >>> cross_entropy_gradient(torch.tensor([[2.0, 1.0, 0.1]]), torch.tensor([0]))
        tensor([[-0.3410,  0.2424,  0.0986]])
    """
    _require_classes(z, target)
    one_hot = torch.nn.functional.one_hot(target, z.shape[-1])
    return ((softmax(widened(z)) - one_hot) / target.numel()).to(z.dtype)


def binary_cross_entropy_with_logits(z: Tensor, target: Tensor) -> Tensor:
    r"""Binary cross-entropy of logits, averaged over the elements.

    .. math::

        L = -\frac{1}{n} \sum_{i=1}^{n} \bigl( y_i \log \sigma(z_i)
        + (1 - y_i) \log (1 - \sigma(z_i)) \bigr)

    .. math::

        L = \frac{1}{n} \sum_{i=1}^{n} \bigl( \operatorname{relu}(z_i) - y_i z_i
        + \log(1 + e^{-\left| z_i \right|}) \bigr)

    The second form is the one computed: it stays finite where :math:`\sigma` rounds to 0 or 1.

    Args:
        z: Logits, any shape with :math:`n \ge 1` elements.
        target: :math:`y`, the probability of the positive class, in :math:`[0, 1]`; same shape.

    Returns:
        A scalar, not negative.

    Raises:
        TypeError: If an argument is not a real floating-point tensor.
        ValueError: If the shapes differ or there is no element.

    Example:
        >>> binary_cross_entropy_with_logits(torch.tensor([0.0]), torch.tensor([1.0]))
        tensor(0.6931)
    """
    _require_pair(z, target)
    # relu and exp_minus_abs both give 0 to the branch z <= 0, so their slopes at 0 fit together
    wide = widened(z)
    losses = relu(wide) - target * wide + torch.log1p(exp_minus_abs(wide))
    return losses.mean().to(z.dtype)


def binary_cross_entropy_with_logits_gradient(z: Tensor, target: Tensor) -> Tensor:
    r"""Gradient of :func:`binary_cross_entropy_with_logits` with respect to the logits.

    .. math::

        \frac{\partial L}{\partial z_i} = \frac{1}{n} (\sigma(z_i) - y_i)

    Args:
        z: Logits, any shape with :math:`n \ge 1` elements.
        target: :math:`y`, the probability of the positive class, in :math:`[0, 1]`; same shape.

    Returns:
        Same shape, dtype and device as ``z``.

    Raises:
        TypeError: If an argument is not a real floating-point tensor.
        ValueError: If the shapes differ or there is no element.

    Example:
        >>> binary_cross_entropy_with_logits_gradient(torch.tensor([0.0]), torch.tensor([1.0]))
        tensor([-0.5000])
    """
    _require_pair(z, target)
    return ((sigmoid(widened(z)) - target) / z.numel()).to(z.dtype)
