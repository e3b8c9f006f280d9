"""``python -m benchmarks``: measure, print the table, write ``benchmarks/results.json``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import machine, results, timing
from benchmarks.engines import ENGINES, PEERS, SIZES, available


def arguments() -> argparse.Namespace:
    """The options; without any, all is measured."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    names = [engine.name for engine in ENGINES]
    parser.add_argument("--rounds", type=int, default=1, help="how often each build is repeated")
    parser.add_argument("--engines", nargs="+", choices=names, default=names)
    parser.add_argument("--sizes", nargs="*", type=int, choices=SIZES, default=SIZES)
    parser.add_argument("--output", type=Path, default=results.RESULTS)
    return parser.parse_args()


def main() -> int:
    """Measure what is asked for; the exit code is 1 if a build failed."""
    options = arguments()
    engines = [engine for engine in available() if engine.name in options.engines]
    if not PEERS.exists():
        print("Other tools are left out; `make bench-peers` installs them.")
    timing.warm_up(engines)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        try:
            site = timing.pages_of_the_site(engines, options.rounds, work)
            growing = timing.growing_sites(engines, options.sizes, work)
        except timing.BuildError as error:
            print(error, file=sys.stderr)
            return 1
    found = {
        "date": date.today().isoformat(),
        "machine": machine.describe(),
        "versions": machine.versions(Path(sys.executable)),
        "peers": machine.versions(PEERS) if PEERS.exists() else {},
        "rounds": options.rounds,
        **results.summary(site, growing),
    }
    results.write(found, options.output)
    print(*results.report(found), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
