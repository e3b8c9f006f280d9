"""``make font``: sets the indices of all letters at one height, as TeX does.

MathML lowers the index of a letter with a descender, so that in yᵢ − xᵢ the first would hang lower.
The font says how far below the foot of its base an index stands at least: here, not below it.
"""

from __future__ import annotations

import sys

from fontTools.ttLib import TTFont

ABOVE_FOOT = -15  # of a thousand; the longest descender of a letter is then no matter


def main(path: str) -> None:
    """Rewrite a font with a MATH table in place."""
    font = TTFont(path)
    font["MATH"].table.MathConstants.SubscriptBaselineDropMin.Value = ABOVE_FOOT
    font.save(path)


if __name__ == "__main__":
    main(sys.argv[1])
