"""Derivatives by central differences: a judge that shares no formula with what it judges."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def _steps(x: Tensor) -> Tensor:
    """Step sizes: the cube root of the machine epsilon balances truncation against rounding."""
    h: Tensor = torch.finfo(x.dtype).eps ** (1 / 3) * x.abs().clamp(min=1)
    return (x + h) - x


def central_difference(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    r"""Derivative of an elementwise function.

    .. math::

        f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}

    The step is :math:`h = \varepsilon^{1/3} \max(1, \left| x \right|)` with the machine epsilon
    :math:`\varepsilon` of the dtype. The error is of order :math:`h^2`: in float64 below about
    1e-10 for :math:`\left| x \right| \le 1`, where the function and its third derivative are
    not much larger than 1, and larger farther out.

    Args:
        f: An elementwise function.
        x: Any shape, floating point; float64 unless you want to see rounding at work.

    Returns:
        Same shape, dtype and device as ``x``.

    Example:
        >>> central_difference(torch.sin, torch.tensor([1.0], dtype=torch.float64))
        tensor([0.5403], dtype=torch.float64)
    """
    h = _steps(x)
    return (f(x + h) - f(x - h)) / (2 * h)


def numerical_jacobian(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    r"""Jacobian of any function, one input element at a time.

    .. math::

        J_{ij} = \frac{\partial f_i(x)}{\partial x_j}
        \approx \frac{f_i(x + h e_j) - f_i(x - h e_j)}{2h}

    The step :math:`h` is that of :func:`central_difference`, and :math:`e_j` a unit vector.

    Args:
        f: A function from the shape of ``x`` to any shape.
        x: Any shape with at least one element, floating point; float64 unless you want to see
            rounding at work.

    Returns:
        Shape ``(*f(x).shape, *x.shape)``; dtype and device of ``f(x)``, for an ``f``
        that keeps the dtype of ``x``.

    Example:
        >>> numerical_jacobian(torch.sum, torch.zeros(2, dtype=torch.float64))
        tensor([1., 1.], dtype=torch.float64)
    """
    h = _steps(x)
    directions = torch.eye(x.numel(), dtype=x.dtype, device=x.device).reshape(-1, *x.shape)
    columns = [(f(x + h * e) - f(x - h * e)) / (2 * (h * e).sum()) for e in directions]
    return torch.stack(columns, dim=-1).reshape(*columns[0].shape, *x.shape)
