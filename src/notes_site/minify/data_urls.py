"""Pictures of style sheets without ``data:``, which a host may forbid.

Furo's icons are masks, each an SVG inside the sheet, and a page that was opened as a file may use
no other file as a mask. So an icon becomes a polygon, to which its box is clipped; it has the same
colour in every theme as before, and needs no address. Any other picture becomes a file.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from operator import mul
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

from notes_site.minify.assets import Files, digest

SVG = re.compile(r'url\("data:image/svg\+xml[^,"]*,((?:[^"\\]|\\.)*)"\)')
ICON = re.compile(rf"(--[\w-]+):{SVG.pattern}")
MASK = re.compile(r"(?<=[{;])(-webkit-)?mask-image:(var\(--icon-[\w-]+\));?")
REPEAT = re.compile(r"(?<=[{;])(?:-webkit-)?mask-repeat:no-repeat;?")
DATA = re.compile(r"""url\(["']?data:.{,60}""")
STEPS = 6  # in which a curve is drawn; an icon is sixteen pixels wide
Point = tuple[float, float]
Line = list[Point]


class Lines(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Draws a path as straight lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def _moveTo(self, point: Point) -> None:  # noqa: N802  the name is fontTools'
        self.lines.append([point])

    def _lineTo(self, point: Point) -> None:  # noqa: N802
        self.lines[-1].append(point)

    def _curveToOne(self, *points: Point) -> None:  # noqa: N802
        every = (self.lines[-1][-1], *points)
        for step in range(1, STEPS + 1):
            t = step / STEPS
            weights = [math.comb(3, k) * t**k * (1 - t) ** (3 - k) for k in range(4)]
            x, y = (sum(map(mul, weights, axis)) for axis in zip(*every, strict=True))
            self.lines[-1].append((x, y))


def path(element: Any) -> str:
    """What an element draws, as a path."""
    if element.tag.endswith("}circle"):
        x, y, r = (float(element.get(name)) for name in ("cx", "cy", "r"))
        return f"M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0a{r} {r} 0 0 1 {-2 * r} 0z"
    return str(element.get("d"))


def stroked(line: Line, width: float) -> list[Line]:
    """A line as rectangles, each a little longer than its part, so that they meet."""
    made = []
    for (x, y), (u, v) in pairwise(line):
        half = width / 2 / math.hypot(u - x, v - y)
        a, b = (u - x) * half, (v - y) * half
        x, y, u, v = x - a / 3, y - b / 3, u + a / 3, v + b / 3
        made.append([(x - b, y + a), (x + b, y - a), (u + b, v - a), (u - b, v + a)])
    return made


def shapes(root: Any) -> list[Line]:
    """What an icon fills, or what its pen does."""
    found = []
    for element in root:
        pen = Lines()
        parse_path(path(element), pen)
        if root.get("fill") != "none":
            found += pen.lines
        elif element.get("stroke") != "none":
            width = float(root.get("stroke-width", "1"))
            found += [part for line in pen.lines for part in stroked(line, width)]
    return found


def polygon(svg: str) -> str:
    """An icon as one polygon; from every shape it comes back to the first point."""
    root = ElementTree.fromstring(svg)
    size = float(root.get("viewBox", "").split()[-1])
    lines = shapes(root)
    home = lines[0][0]
    points = [point for line in lines for point in (*line, line[0], home)]
    written = (f"{100 * x / size:.3g}% {100 * y / size:.3g}%" for x, y in points)
    return f"polygon({','.join(written)})"


def source(written: str) -> str:
    """An SVG that was written into an address."""
    return unquote(written.replace('\\"', '"'))


def without_data(sheets: Files) -> tuple[Files, Files]:
    """The sheets without pictures inside, and the files that some pictures have become."""
    files: Files = {}
    left: Files = {}
    for path, text in sheets.items():

        def file(found: re.Match[str], folder: Path = path.parent) -> str:
            svg = source(found[1])
            name = f"picture-{digest(svg)[:8]}.svg"
            files[folder / name] = svg
            return f'url("{name}")'

        text = ICON.sub(lambda icon: f"{icon[1]}:{polygon(source(icon[2]))}", text)
        text = MASK.sub(lambda mask: "" if mask[1] else f"clip-path:{mask[2]};", text)
        left[path] = SVG.sub(file, REPEAT.sub("", text))
        if data := DATA.search(left[path]):
            raise ValueError(f"{path}: {data[0]!r} belongs into a file of its own")
    return left, files
