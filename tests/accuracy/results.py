"""The file of the errors: what was measured, where, and what a sample of it may not exceed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import torch

from accuracy import DTYPES, timing
from accuracy.functions import FUNCTIONS
from accuracy.measure import Found, measure
from benchmarks.machine import describe

REFERENCE = Path(__file__).resolve().parents[2] / "docs/reference"
RESULTS = REFERENCE / "accuracy.json"
ON_ACCELERATOR = REFERENCE / "accelerator.json"
Results = dict[str, Any]


def capability() -> str:
    """The instructions that torch uses; its last digits may differ with others."""
    return torch.backends.cpu.get_cpu_capability()


def short(dtype: torch.dtype) -> str:
    """The name of a format without its module."""
    return str(dtype).removeprefix("torch.")


def machine(device: str) -> Results:
    """What may make a difference, and the day."""
    where: Results = dict(describe()) | {"instructions": capability()}
    if device == "cuda":
        where = {"processor": torch.cuda.get_device_name()}
    versions = {"python": python_version(), "torch": torch.__version__}
    versions |= {name: version(name) for name in ("mpmath", "numpy")}
    return {"date": date.today().isoformat(), "machine": where, "versions": versions}


def functions(stride: int, device: str) -> Iterator[tuple[str, Results]]:
    """What each function and torch's did, format by format."""
    for row in FUNCTIONS:
        found = {}
        for dtype in DTYPES:
            ours, theirs = measure(row, dtype, stride=stride, device=device)
            found[short(dtype)] = {"ours": entry(ours), "torch": entry(theirs)}
        yield row.name, {"cancels": row.cancels, "formats": found}


def times(bandwidth: float) -> Results:
    """How long each function and torch's takes on the accelerator."""
    return {
        row.name: {short(dtype): timing.time(row, dtype, bandwidth) for dtype in DTYPES}
        for row in FUNCTIONS
    }


def entry(found: Found) -> Results:
    """As it stands in the file: the error rounded up to three decimals, null if infinite."""
    up = math.ceil(found.error * 1000) / 1000 if math.isfinite(found.error) else None
    return asdict(found) | {"error": up}


def read(path: Path = RESULTS) -> Results:
    """What the file says."""
    found: Results = json.loads(path.read_text(encoding="utf-8"))
    return found


def write(results: Results, path: Path) -> None:
    """Write the file that the page reads."""
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
