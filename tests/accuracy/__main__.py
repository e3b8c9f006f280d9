"""``make accuracy`` and ``make accelerator``: measure every reference function, write the table.

On a CUDA device the times are taken as well. It needs torch, numpy and mpmath, and no network.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from accuracy import DEVICES, results, timing


def arguments() -> argparse.Namespace:
    """The options; without any, all points are measured on the processor."""
    parser = argparse.ArgumentParser(prog="accuracy", description=__doc__.splitlines()[0])
    parser.add_argument("--stride", type=int, default=1, help="measure every n-th point only")
    parser.add_argument("--device", choices=DEVICES, default="cpu")
    parser.add_argument("--output", type=Path)
    return parser.parse_args()


def main() -> None:
    """Measure, print a line for each function, and write the file of the page."""
    options = arguments()
    found = results.machine(options.device) | {"functions": {}}
    for name, function in results.functions(options.stride, options.device):
        found["functions"][name] = function
        pairs = (
            f"{e['ours']['error']} / {e['torch']['error']}" for e in function["formats"].values()
        )
        print(f"{name:<42}", *(f"{pair:<26}" for pair in pairs), flush=True)
    path = results.RESULTS
    if options.device == "cuda":
        path = results.ON_ACCELERATOR
        bandwidth = timing.bandwidth()
        found["bandwidth"] = bandwidth / 1e9
        for name, times in results.times(bandwidth).items():
            found["functions"][name]["times"] = times
    results.write(found, options.output or path)


if __name__ == "__main__":
    main()
