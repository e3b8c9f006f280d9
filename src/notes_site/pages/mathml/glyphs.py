"""Which characters the font of the site has; another font would draw the rest, or none."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from notes_site.pages.mathml.alphabets import ALPHABETS, CAPITALS, SMALL, letters

LIST = Path(__file__).resolve().parents[1] / "theme/static/fonts/unicodes.txt"
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
# a single letter is drawn in italics
ITALIC = ALPHABETS[r"\mathit"] | letters(CAPITALS + "∇", 0x1D6E2) | letters(SMALL, 0x1D6FC)


@cache
def glyphs() -> frozenset[str]:
    """The characters of the font."""
    ranges = [(m[1], m[2] or m[1]) for m in RANGE.finditer(LIST.read_text(encoding="utf-8"))]
    return frozenset(chr(i) for a, b in ranges for i in range(int(a, 16), int(b, 16) + 1))


def missing(formula: ET.Element) -> list[str]:
    """What a formula shows that the font lacks; words may be of any script."""
    shown: set[str] = set()
    for element in formula.iter():
        text = element.text or ""
        if element.tag == "mi" and len(text) == 1 and "mathvariant" not in element.attrib:
            text = ITALIC.get(text, text)
        shown |= set(text) if element.tag != "mtext" else set()
    return sorted(shown - glyphs())
