"""Formulas with one slip of the pen: a wrong sign, index, exponent, constant, factor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formula_oracle import marks, tokens

Edit = tuple[str, int, int, str]
"""The kind of slip, the part of the source that it touches, and what it writes there."""

FLIPPED = {"+": "-", "-": "+"}
OTHER_INDEX = {"i": "j", "j": "i", "k": "i"}
TURNED = {r"\le": r"\ge ", r"\ge": r"\le ", "<": ">", ">": "<"}
CONTEXT = 12


@dataclass(frozen=True)
class Mutant:
    """A formula with one slip; ``change`` shows it between a few characters of what is around."""

    kind: str
    latex: str
    change: str


def mutants(latex: str) -> list[Mutant]:
    """Every slip of the kinds below, without doubles; no two changes read the same."""
    found: dict[str, Mutant] = {}
    seen: Counter[str] = Counter()
    for kind, start, end, new in edits(latex):
        changed = latex[:start] + new + latex[end:]
        if changed not in found:
            change = _change(latex, start, end, new)
            seen[change] += 1
            again = f" #{seen[change]}" if seen[change] > 1 else ""
            found[changed] = Mutant(kind, changed, change + again)
    return list(found.values())


def edits(latex: str) -> Iterator[Edit]:
    """All slips, by the words of a formula and by its parts."""
    for word in tokens(latex):
        if word.text.isdigit():
            yield "constant", word.start, word.end, str(int(word.text) + 1)
        if word.text in TURNED:
            yield "relation", word.start, word.end, TURNED[word.text]
    for mark in marks(latex):
        if (new := _NEW[mark.kind](latex[mark.start : mark.end])) is not None:
            yield _KINDS.get(mark.kind, mark.kind), mark.start, mark.end, new


def swapped_fraction(text: str) -> str:
    """A fraction upside down; a differential keeps its place in front."""
    opening, depth = text.index("{"), 0
    for place, letter in enumerate(text[opening:], start=opening):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            above, below = text[opening : place + 1], text[place + 1 :]
            return rf"\frac{below}{above}"
    raise ValueError(f"a fraction with open braces: {text}")


_NEW: dict[str, Callable[[str], str | None]] = {
    "minus": lambda _: "",
    "sign": FLIPPED.__getitem__,
    "unsigned": lambda text: None if text == "0" else "-" + text,
    "index": OTHER_INDEX.get,
    "superscript": lambda _: "",
    "prime": lambda _: "",
    "factor": lambda _: "",
    "addend": lambda _: "",
    "operator": lambda _: "",
    "fraction": swapped_fraction,
}
_KINDS = {"minus": "sign", "unsigned": "sign"}


def _change(latex: str, start: int, end: int, new: str) -> str:
    before, after = latex[max(0, start - CONTEXT) : start], latex[end : end + CONTEXT]
    return re.sub(r"\s+", " ", f"{before}[{latex[start:end]} → {new}]{after}").strip()
