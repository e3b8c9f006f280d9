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

from browsing import ALL_PAGES, DOCS, QuietHandler, serve

from notes_site.commands.pdf import CHROMIUM

LIGHTHOUSE = "lighthouse@13.5.0"
FLAGS = "--headless --no-sandbox --disable-gpu"
TEXT = {".html", ".css", ".js", ".svg", ".json", ".txt"}
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


def run(address: str) -> Scores:
    """The scores of one run, in percent, by category."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet"]
    report = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}"],
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    categories = json.loads(report)["categories"]
    return {name: 100 * category["score"] for name, category in categories.items()}


def scores(address: str, runs: int) -> Scores:
    """The median of several runs."""
    found = [run(address) for _ in range(runs)]
    return {name: median(one[name] for one in found) for name in found[0]}


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
        for number, name in enumerate(options.pages):
            row = scores(f"{site}/{name}.html", options.runs)
            if number == 0:
                print(*row, "page", sep="\t")
            print(*(round(score) for score in row.values()), name, sep="\t", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
