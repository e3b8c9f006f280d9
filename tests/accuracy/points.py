"""Where the functions are measured: every value of a small format, and the edges of a large one.

All points of a stride are among those of a smaller one that divides it, so that a sample can never
be worse than the whole.
"""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

SIZES = (1, 2, 3, 10, 100, 1000)
SCALES = (1e-3, 0.1, 1.0, 3.0, 10.0, 30.0, 100.0, 1000.0)
SHIFTS = (0.0, 0.1, -37.3, 1000.0)
ROWS = 5  # for each size, scale and shift
INTEGERS = {
    torch.float16: torch.int16,
    torch.bfloat16: torch.int16,
    torch.float32: torch.int32,
    torch.float64: torch.int64,
}
EACH = {torch.float32: 2000, torch.float64: 4}  # for each sign and exponent
NEAR = (
    2.0**-20,
    1e-3,
    0.5,
    1.0,
    2.0,
    9.01,
    17.3,
    18.7,
    36.7,
    88.0,
    88.7,
    88.73,
    103.9,
    708.4,
    709.8,
    720.0,
    745.1,
)


def bits(dtype: torch.dtype) -> Tensor:
    """The patterns of the numbers that are not negative: all of them, or those of each exponent."""
    info = torch.finfo(dtype)
    if dtype not in EACH:
        return torch.arange(0, 2 ** (info.bits - 1), dtype=INTEGERS[dtype])
    mantissa = {torch.float32: 23, torch.float64: 52}[dtype]
    exponents = torch.arange(2 ** (info.bits - 1 - mantissa) - 1).long().unsqueeze(-1)
    generator = torch.Generator().manual_seed(0)
    shape = (len(exponents), EACH[dtype] - 2)
    inside = torch.randint(0, 2**mantissa, shape, generator=generator)
    ends = torch.tensor([0, 2**mantissa - 1]).expand(len(exponents), 2)
    return ((exponents << mantissa) + torch.cat([ends, inside], -1)).flatten().to(INTEGERS[dtype])


def near(dtype: torch.dtype, steps: int) -> Tensor:
    """The patterns of so many numbers on either side of those in ``NEAR``, which they include."""
    patterns = torch.tensor(NEAR, dtype=dtype).view(INTEGERS[dtype]).unsqueeze(-1)
    return (patterns + torch.arange(-steps, steps + 1, dtype=patterns.dtype)).flatten()


@cache
def values(dtype: torch.dtype) -> Tensor:
    """Numbers in rising order: all finite ones of 16 bits, else some of every sign and exponent.

    Where the functions bend, saturate or underflow, there are more.
    """
    patterns = torch.cat([bits(dtype), near(dtype, 64)]).sort().values
    sizes = patterns[patterns.diff(prepend=patterns[:1] - 1) > 0].view(dtype)
    sizes = sizes[sizes.isfinite()]
    return torch.cat([-sizes.flip(0), sizes])


@cache
def logits(dtype: torch.dtype) -> list[Tensor]:
    """Rows of 1 to 1000 classes: spread a little or far, shifted, tied, and at the ends."""
    generator = torch.Generator().manual_seed(0)
    found = []
    for size in SIZES:
        spread = torch.randn(
            len(SHIFTS), len(SCALES), ROWS, size, generator=generator, dtype=torch.float64
        )
        shift = torch.tensor(SHIFTS).double().reshape(-1, 1, 1, 1)
        rows = spread * torch.tensor(SCALES).double().reshape(-1, 1, 1) + shift
        limit = torch.finfo(dtype).max / 2
        edges = torch.zeros(4, size, dtype=torch.float64)
        edges[1], edges[2, 0], edges[3, 0] = limit, limit, -limit
        found.append(torch.cat([edges, rows.flatten(0, 2)]).clamp(-limit, limit).to(dtype))
    return found


@cache
def alone(dtype: torch.dtype) -> Tensor:
    """Rows of one number each, where the functions bend, saturate or underflow."""
    sizes = near(dtype, 2).view(dtype).unsqueeze(-1)
    return torch.cat([-sizes, sizes])


@cache
def pair(dtype: torch.dtype) -> list[Tensor]:
    """Two classes that differ by every value, half of it on each side."""
    x = values(dtype)[::64] / 2
    return [torch.stack([x, -x], -1)]


def targets(z: Tensor) -> Tensor:
    """A class for each row, each class in turn."""
    return torch.arange(len(z)) % z.shape[-1]


def shares(z: Tensor) -> Tensor:
    """A number in [0, 1] for each logit; every third is 0 and every third 1."""
    generator = torch.Generator().manual_seed(1)
    drawn = torch.rand(z.shape, generator=generator, dtype=torch.float64)
    third = torch.arange(z.numel()).reshape(z.shape) % 3
    return torch.where(third == 0, 0, torch.where(third == 1, 1, drawn)).to(z.dtype)
