"""``make accuracy``: measure every reference function at every point, and write the table."""

from __future__ import annotations

import argparse
from pathlib import Path

from accuracy import DEVICES, results


def main() -> None:
    """Measure, print a line for each function, and write the file of the page."""
    parser = argparse.ArgumentParser(prog="accuracy", description=__doc__)
    parser.add_argument("--stride", type=int, default=1, help="measure every n-th point only")
    parser.add_argument("--device", choices=DEVICES, default="cpu")
    parser.add_argument("--output", type=Path, default=results.RESULTS)
    options = parser.parse_args()
    found = {}
    for name, function in results.functions(options.stride, options.device):
        found[name] = function
        pairs = (
            [e[who]["error"] for who in ("ours", "torch")] for e in function["formats"].values()
        )
        print(
            f"{name:<42}", *(f"{ours!s:>9} / {theirs!s:<9}" for ours, theirs in pairs), flush=True
        )
    results.write(results.machine(options.device) | {"functions": found}, options.output)


if __name__ == "__main__":
    main()
