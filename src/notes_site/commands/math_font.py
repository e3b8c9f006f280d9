"""``make font``: sets the indices of all letters at one height, and has hats grow, as TeX does.

MathML lowers the index of a letter with a descender, so that in yᵢ − xᵢ the first would hang lower.
The font says how far below the foot of its base an index stands at least: here, not below it.

Browsers widen a hat and a tilde that stand alone; the font has wide forms of those that combine.
"""

from __future__ import annotations

import sys

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import MathVariants

ABOVE_FOOT = -15  # of a thousand; the longest descender of a letter is then no matter
WIDE = {ord("ˆ"): 0x302, ord("~"): 0x303}


def main(path: str) -> None:
    """Rewrite a font with a MATH table in place."""
    font = TTFont(path)
    table = font["MATH"].table
    table.MathConstants.SubscriptBaselineDropMin.Value = ABOVE_FOOT
    glyphs = font.getBestCmap()
    for alone, combining in WIDE.items():
        widen(table.MathVariants, glyphs[alone], glyphs[combining], font.getGlyphOrder())
    font.save(path)


def widen(variants: MathVariants, glyph: str, like: str, order: list[str]) -> None:
    """Give a glyph the wide forms of another; the table is in the order of the glyphs."""
    covered = variants.HorizGlyphCoverage.glyphs
    forms = dict(zip(covered, variants.HorizGlyphConstruction, strict=True))
    forms[glyph] = forms[like]
    covered[:] = sorted(forms, key=order.index)
    variants.HorizGlyphConstruction[:] = [forms[name] for name in covered]
    variants.HorizGlyphCount = len(covered)


if __name__ == "__main__":
    main(sys.argv[1])
