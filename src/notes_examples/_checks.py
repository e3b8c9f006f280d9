"""Guards against what torch would get silently wrong: expected and got, in one line."""

from __future__ import annotations

import torch
from torch import Tensor


def require_floating(x: Tensor) -> None:
    """Raise ``TypeError`` unless ``x`` is a real floating-point tensor."""
    got = x.dtype if isinstance(x, Tensor) else type(x).__name__
    if not isinstance(got, torch.dtype) or not got.is_floating_point:
        raise TypeError(f"expected a real floating-point tensor, got {got}")


def widened(x: Tensor) -> Tensor:
    """The tensor in float32 at least, so that half precision is lost only at the end."""
    require_floating(x)
    return x.to(torch.promote_types(x.dtype, torch.float32))


def require_axis(z: Tensor, dim: int = -1) -> None:
    """Raise ``ValueError`` unless axis ``dim`` of ``z`` exists and has a class in it."""
    if not -z.ndim <= dim < z.ndim:
        raise ValueError(f"expected an axis of shape {tuple(z.shape)}, got dim={dim}")
    if z.shape[dim] == 0:
        raise ValueError(f"expected at least one class along dim={dim}, got {tuple(z.shape)}")


def require_same_shape(a: Tensor, b: Tensor) -> None:
    """Raise ``ValueError`` unless both shapes are equal; torch would broadcast them."""
    if a.shape != b.shape:
        raise ValueError(f"shapes differ: {tuple(a.shape)} and {tuple(b.shape)}")


def require_elements(x: Tensor) -> None:
    """Raise ``ValueError`` for an empty tensor, whose mean would be NaN."""
    if x.numel() == 0:
        raise ValueError(f"expected at least one element, got shape {tuple(x.shape)}")
