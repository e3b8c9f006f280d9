"""Compound interest and discounting."""

from __future__ import annotations

from torch import Tensor


def future_value(present: Tensor, rate: Tensor, years: Tensor) -> Tensor:
    r"""What an amount is worth after some years.

    .. math:: F = P \left(1 + r\right)^n

    Example:
        >>> import torch
        >>> future_value(torch.tensor(100.0), torch.tensor(0.05), torch.tensor(2.0))
        tensor(110.2500)
    """
    return present * (1 + rate) ** years


def present_value(future: Tensor, rate: Tensor, years: Tensor) -> Tensor:
    r"""What has to be put aside now for an amount in some years.

    .. math:: P = \frac{F}{\left(1 + r\right)^n}

    Example:
        >>> import torch
        >>> present_value(torch.tensor(110.25), torch.tensor(0.05), torch.tensor(2.0))
        tensor(100.0000)
    """
    return future * (1 + rate) ** -years
