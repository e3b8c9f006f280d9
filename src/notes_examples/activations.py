"""Activation functions and their derivatives, elementwise.

Every function takes a real floating-point tensor of any shape and returns one of the same
shape, dtype and device; any other input raises ``TypeError``. Except for :func:`step`, autograd
finds the stated derivative everywhere, at 0 as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from notes_examples._checks import require_floating, widened


def exp_minus_abs(x: Tensor) -> Tensor:
    r"""The factor :math:`e^{-\left| x \right|}`, from which the stable forms below are built.

    .. math::

        e^{-\left| x \right|} = \begin{cases} e^{-x} & x > 0 \\ e^{x} & x \le 0 \end{cases}

    It lies between 0 and 1, so it never overflows. At 0 it belongs to the branch
    :math:`x \le 0`; written with ``abs``, autograd would take the slope there as 0.

    Args:
        x: Any shape, any finite value.

    Returns:
        Same shape, dtype and device as ``x``, between 0 and 1.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> exp_minus_abs(torch.tensor([-1.0, 0.0, 1.0]))
        tensor([0.3679, 1.0000, 0.3679])
    """
    require_floating(x)
    return torch.exp(torch.where(x > 0, -x, x))


def step(x: Tensor) -> Tensor:
    r"""Threshold (Heaviside) function: on or off.

    .. math::

        \operatorname{step}(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}

    The value 0 at the jump is a convention; books differ. The result carries no autograd graph: a
    comparison has no derivative to record.

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, each element 0 or 1.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> step(torch.tensor([-1.0, 0.0, 1.0]))
        tensor([0., 0., 1.])

    Source:
        McCulloch and Pitts (1943), `A logical calculus of the ideas immanent in nervous activity
        <https://doi.org/10.1007/BF02478259>`_.
    """
    require_floating(x)
    return (x > 0).to(x.dtype)


def step_derivative(x: Tensor) -> Tensor:
    r"""Derivative of :func:`step`: zero on both sides of the jump.

    .. math::

        \operatorname{step}'(x) = 0 \qquad (x \ne 0)

    There is no derivative at the jump; 0 is returned there by convention.

    Args:
        x: Any shape, any value.

    Returns:
        Zeros of the same shape, dtype and device as ``x``.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> step_derivative(torch.tensor([-1.0, 0.0, 1.0]))
        tensor([0., 0., 0.])
    """
    require_floating(x)
    return torch.zeros_like(x)


def sigmoid(x: Tensor) -> Tensor:
    r"""Logistic sigmoid.

    .. math::

        \sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{1 + e^{x}}

    The left form serves :math:`x > 0` and the right one :math:`x \le 0`, so the exponential is
    never larger than 1 (:func:`exp_minus_abs`).

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, in :math:`[0, 1]`; the ends are reached by rounding.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> sigmoid(torch.tensor([-2.0, 0.0, 2.0]))
        tensor([0.1192, 0.5000, 0.8808])

    Source:
        Goodfellow, Bengio, and Courville (2016), `Deep Learning
        <https://www.deeplearningbook.org/contents/mlp.html>`_, section 6.3.2.
    """
    e = exp_minus_abs(widened(x))
    return torch.where(x > 0, 1 / (1 + e), e / (1 + e)).to(x.dtype)


def sigmoid_derivative(x: Tensor) -> Tensor:
    r"""Derivative of :func:`sigmoid`.

    .. math::

        \begin{aligned}
            \sigma'(x) &= \sigma(x)\,(1 - \sigma(x)) \\
            &= \sigma(-\left| x \right|)\,(1 - \sigma(-\left| x \right|))
        \end{aligned}

    The last form is the one computed: :math:`1 - \sigma(x)` would round to 0 for large
    :math:`x`, although the derivative is even and not 0; :math:`1 - \sigma(-\left| x \right|)` is
    never below 1/2.

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, in :math:`[0, 1/4]`; the maximum is at 0.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> sigmoid_derivative(torch.tensor([-2.0, 0.0, 2.0]))
        tensor([0.1050, 0.2500, 0.1050])
    """
    e = exp_minus_abs(widened(x))
    p = e / (1 + e)
    return (p * (1 - p)).to(x.dtype)


def _lambert(x: Tensor) -> Tensor:
    """Tanh between -1 and 1: ``x`` less a small share, so that little is lost by rounding."""
    square = x * x
    fraction = 17 + square / 19
    for odd in range(15, 2, -2):
        fraction = odd + square / fraction
    share = square / (fraction + square)
    return torch.where(x == 0, x * (1 - share), x - x * share)  # a difference is never -0


def tanh(x: Tensor) -> Tensor:
    r"""Hyperbolic tangent.

    .. math::

        \tanh(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}} = 2\,\sigma(2x) - 1

    The formula cancels near 0. Below 1 in size, Lambert's continued fraction is computed instead,
    :math:`x / (1 + x^2 / (3 + x^2 / (5 + \cdots)))`, as far as 19; beyond, with
    :math:`u = e^{-2 \left| x \right|}`, the size :math:`1 - 2u / (1 + u)`.

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, in :math:`[-1, 1]`; the ends are reached by rounding.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> tanh(torch.tensor([-1.0, 0.0, 1.0]))
        tensor([-0.7616,  0.0000,  0.7616])

    Source:
        LeCun, Bottou, Orr, and Müller (1998), `Efficient BackProp
        <https://doi.org/10.1007/3-540-49430-8_2>`_, section 4.4; Lambert (1768), Mémoire sur
        quelques propriétés remarquables des quantités transcendentes circulaires et logarithmiques.
    """
    wide = widened(x)
    near = wide.abs() < 1
    e = exp_minus_abs(2 * wide)
    size = 1 - 2 * e / (1 + e)
    far = torch.where(wide > 0, size, -size)
    return torch.where(near, _lambert(torch.where(near, wide, 0)), far).to(x.dtype)


def tanh_derivative(x: Tensor) -> Tensor:
    r"""Derivative of :func:`tanh`.

    .. math::

        \tanh'(x) = 1 - \tanh^2(x) = 4\,\sigma'(2x)

    The last form is the one computed; it follows from :math:`\tanh(x) = 2\,\sigma(2x) - 1` and
    does not round to 0 as soon as tanh rounds to 1, only where it underflows.

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, in :math:`[0, 1]`; the maximum is at 0.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> tanh_derivative(torch.tensor([-1.0, 0.0, 1.0]))
        tensor([0.4200, 1.0000, 0.4200])
    """
    return (4 * sigmoid_derivative(2 * widened(x))).to(x.dtype)


def relu(x: Tensor) -> Tensor:
    r"""Rectified linear unit.

    .. math::

        \operatorname{relu}(x) = \operatorname{max}(0, x)
        = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, never negative.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> relu(torch.tensor([-1.0, 0.0, 2.0]))
        tensor([0., 0., 2.])

    Source:
        Nair and Hinton (2010), `Rectified linear units improve restricted Boltzmann machines
        <https://www.cs.toronto.edu/~hinton/absps/reluICML.pdf>`_.
    """
    require_floating(x)
    return torch.where(x <= 0, 0.0, x)


def relu_derivative(x: Tensor) -> Tensor:
    r"""Derivative of :func:`relu`.

    .. math::

        \operatorname{relu}'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}

    At 0 the two one-sided derivatives differ; 0 is a convention, the same as PyTorch's. See
    Bertoin et al. (2021), `Numerical influence of ReLU′(0) on backpropagation
    <https://arxiv.org/abs/2106.12915>`_.

    Args:
        x: Any shape, any value.

    Returns:
        Same shape, dtype and device as ``x``, each element 0 or 1.

    Raises:
        TypeError: If ``x`` is not a real floating-point tensor.

    Example:
        >>> relu_derivative(torch.tensor([-1.0, 0.0, 1.0]))
        tensor([0., 0., 1.])
    """
    return step(x)


@dataclass(frozen=True)
class Activation:
    """One row of :data:`ACTIVATIONS`: mathematics only, no test settings."""

    f: Callable[[Tensor], Tensor]
    """The function."""
    derivative: Callable[[Tensor], Tensor]
    """Its derivative."""
    kinks: tuple[float, ...] = ()
    """Points where the function is not differentiable."""

    @property
    def name(self) -> str:
        """Name of the function, for labels and test ids."""
        return self.f.__name__


ACTIVATIONS = (
    Activation(step, step_derivative, kinks=(0.0,)),
    Activation(sigmoid, sigmoid_derivative),
    Activation(tanh, tanh_derivative),
    Activation(relu, relu_derivative, kinks=(0.0,)),
)
"""The activation functions of the site, in reading order, each an :class:`Activation`.

:meta hide-value:
"""
