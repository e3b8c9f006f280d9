"""How long a function takes on a CUDA device, and what its memory would allow.

A function that does nothing but read its arguments and write its result would take as long as the
memory does; the share tells how near it comes.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

import torch
from torch import Tensor

from accuracy import functions, points
from accuracy.functions import Row

ROWS, CLASSES, FEW_CLASSES = 2**16, 256, 32
REPEATS, WARM_UPS = 20, 3
Rates = dict[str, float]


def arguments(row: Row, dtype: torch.dtype, device: str, rows: int = ROWS) -> tuple[Tensor, ...]:
    """Arguments of a common size: the numbers are usual ones."""
    few = row.points is functions.short_rows
    z = torch.randn(rows // 8 if few else rows, FEW_CLASSES if few else CLASSES)
    several: dict[Any, Callable[[], tuple[Tensor, ...]]] = {
        functions.weighted: lambda: (z.softmax(-1), z),
        functions.classes: lambda: (z, points.targets(z)),
        functions.elements: lambda: (z, z.sigmoid()),
    }
    made = several.get(row.points, lambda: (z,))()
    return tuple((x.to(dtype) if x.is_floating_point() else x).to(device) for x in made)


def _event() -> Any:
    """A mark on the device's own clock, for which torch has no types."""
    event: Any = torch.cuda.Event
    return event(enable_timing=True)


def seconds(work: Callable[[], Any]) -> float:
    """The median time of some work on the device."""
    found = []
    for turn in range(WARM_UPS + REPEATS):
        start, end = _event(), _event()
        start.record()
        work()
        end.record()
        torch.cuda.synchronize()
        found += [start.elapsed_time(end) / 1000] * (turn >= WARM_UPS)
    return float(median(found))


def bandwidth() -> float:
    """The bytes that a copy moves in a second, read and written."""
    source = torch.ones(2**28, device="cuda")
    target = torch.empty_like(source)
    moved = source.nbytes + target.nbytes
    return float(moved / seconds(lambda: target.copy_(source)))


def rates(time: float, moved: int, elements: int, bandwidth: float) -> Rates:
    """Nanoseconds for each element, and the share of the speed that the memory allows."""
    return {"time": 1e9 * time / elements, "share": moved / bandwidth / time}


def time(row: Row, dtype: torch.dtype, bandwidth: float) -> dict[str, Rates]:
    """The rates of our function and of torch's."""
    x = arguments(row, dtype, "cuda")
    moved = sum(part.nbytes for part in (*x, row.ours(*x)))

    def rate(f: Callable[..., Tensor]) -> Rates:
        return rates(seconds(lambda: f(*x)), moved, x[0].numel(), bandwidth)

    return {"ours": rate(row.ours), "torch": rate(row.in_torch)}
