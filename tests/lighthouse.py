"""Runs Lighthouse over the built pages and prints what it scores, the median of several runs.

The pages are served compressed and over connections that stay open, as any host does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any

from browsing import ALL_PAGES, DOCS, QuietHandler, serve

from notes_site.commands.pdf import CHROMIUM

LIGHTHOUSE = "lighthouse@13.5.0"
FLAGS = "--headless --no-sandbox --disable-gpu"
TEXT = {".html", ".css", ".js", ".svg", ".json", ".txt"}
STRONG = 1500  # the benchmark index from which a machine is strong
Scores = dict[str, float]


@cache
def compressed(path: Path) -> bytes:
    """A file as a host keeps it, compressed once; compressing on the way is what would be timed."""
    return gzip.compress(path.read_bytes())


class CompressingHandler(QuietHandler):
    """Serves text compressed, and keeps connections open."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # a head and its body go out together, or the body waits for an acknowledgement

    def do_GET(self) -> None:  # noqa: N802  the name is the standard library's
        """Answer with a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file() or path.suffix not in TEXT:
            super().do_GET()
            return
        body = compressed(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def report(address: str, slowdown: int = 4) -> dict[str, Any]:
    """What one run finds on a phone whose processor is so many times slower than this one."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet"]
    command += [f"--throttling.cpuSlowdownMultiplier={slowdown}", f"--chrome-flags={FLAGS}"]
    text = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    found: dict[str, Any] = json.loads(text)
    return found


def calibrated(address: str) -> int:
    """How much slower than this machine a usual phone is, by Lighthouse's table."""
    index = report(address)["environment"]["benchmarkIndex"]
    slowdown = 4 if index >= STRONG else 2
    print(f"benchmark index {index:.0f}: a phone is taken to be {slowdown} times slower")
    return slowdown


def scores(address: str, runs: int, slowdown: int) -> Scores:
    """The median of several runs, in percent, by category."""
    found = [report(address, slowdown)["categories"] for _ in range(runs)]
    return {name: median(100 * one[name]["score"] for one in found) for name in found[0]}


def main() -> int:
    """Print a line for each page; the exit code is 1 if a tool is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", default=ALL_PAGES)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if CHROMIUM is None or shutil.which("npx") is None:
        print("Lighthouse needs Node and Chromium; install both to run it.", file=sys.stderr)
        return 1
    with serve(DOCS.parent / "_build/html", CompressingHandler) as site:
        slowdown = calibrated(f"{site}/{options.pages[0]}.html")
        for number, name in enumerate(options.pages):
            row = scores(f"{site}/{name}.html", options.runs, slowdown)
            if number == 0:
                print(*row, "page", sep="\t")
            print(*(round(score) for score in row.values()), name, sep="\t", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
