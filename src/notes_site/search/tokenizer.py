r"""Cuts text into the words of the search: the rules for the index and, the same ones, for queries.

Chinese is cut into overlapping pairs of characters, so that any phrase is found without a
dictionary. A number is one word, in one form for all ways to write it: ``0.2500``, ``.25`` and
``０．２５`` are ``0.25``, ``1.0000e-08`` is ``1e-8``, ``10_000`` and ``10,000`` are ``10000``, and
``\frac{1}{4}`` is ``1/4``. A sign belongs to no number, for a minus may be one of a difference.
Traditional characters are simplified.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from opencc import OpenCC

FIRST, LAST = "\u3400", "\u9fff"
HAN = rf"[{FIRST}-{LAST}]"
LETTER = rf"(?!{HAN})\w"
INTEGER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]+(?:_[0-9]+)*)"
EXPONENT = rf"e[+-]?[0-9]+(?!{LETTER})"
TOKENS = (
    rf"{HAN}+",
    rf"(?!v[0-9]+\.[0-9])(?![0-9]){LETTER}(?:{LETTER})*",  # without the v of a version
    r"[0-9]+(?:\.[0-9]+){2,}",  # versions
    rf"(?<![/.])[0-9]+ ?/ ?[0-9]+(?!\.?[0-9]|/|{LETTER})",
    rf"(?:{INTEGER}|(?<![\w.)\]]))\.[0-9]+(?:{EXPONENT})?",
    rf"{INTEGER}(?:\.?{EXPONENT}|(?!{LETTER}))",
    rf"[0-9](?:{LETTER})*",  # 2d, 3rd
)
TOKEN = "|".join(TOKENS)

Rules = tuple[tuple[str, str], ...]  # patterns and what takes their place
BEFORE: Rules = (
    ("，", ", "),  # between two numbers; it never groups digits
    (r"([²³¹¼-¾⁰-₉⅐-⅞①-⓿]+)", r" \1"),  # no digits of the number before them
    (r"\\[dt]?frac *\{([0-9]+)\} *\{([0-9]+)\}", r" \1/\2 "),
)
AFTER: Rules = (("[‐-―−]", "-"), ("⁄", "/"))
NUMBER: Rules = (
    ("[,_ ]", ""),
    (r"^\.", "0."),
    (r"^([0-9]+\.[0-9]*?)0+(?=e|$)", r"\1"),
    (r"\.(?=e|$)", ""),
    (r"e\+?(-?)0*(?=[0-9])", r"e\1"),
)


def apply(rules: Rules, text: str) -> str:
    """A text after every rule in turn."""
    for pattern, new in rules:
        text = re.sub(pattern, new, text)
    return text


@cache
def simplified() -> dict[int, str]:
    """From the code of each traditional character to the simplified one."""
    every = range(ord(FIRST), ord(LAST) + 1)
    simple = OpenCC("t2s").convert("\n".join(map(chr, every))).split("\n")
    return {old: new for old, new in zip(every, simple, strict=True) if chr(old) != new <= LAST}


def normalized(text: str) -> str:
    """A text in small letters of ordinary width, with simplified characters."""
    plain = unicodedata.normalize("NFKC", apply(BEFORE, text)).lower()
    return apply(AFTER, plain).translate(simplified())


def words(token: str) -> list[str]:
    """The words of a run of Chinese characters, of a number, or of a word."""
    if re.match(HAN, token):
        return [token[i : i + 2] for i in range(max(len(token) - 1, 1))]
    return [apply(NUMBER, token) if re.match("[0-9.]", token) else token]


def split(text: str) -> list[str]:
    """The words of a text, in their order."""
    return [word for token in re.findall(TOKEN, normalized(text)) for word in words(token)]


def traditional(texts: Iterable[str]) -> str:
    """Pairs of a traditional character and its simplified one, of all that stand in some texts."""
    used = set().union(*texts)
    return "".join(chr(old) + new for old, new in simplified().items() if new in used)


def in_javascript(pattern: str) -> str:
    """A pattern as a literal that reads letters of every language, as Python does."""
    letters = pattern.replace(r"[\w", r"[\p{L}\p{N}_").replace(r"\w", r"[\p{L}\p{N}_]")
    escaped = letters.replace("/", r"\/")
    return f"/{escaped}/gu"


def rules_in_javascript(rules: Rules) -> str:
    """Rules as a list of pairs."""
    pairs = [(in_javascript(old), json.dumps(new.replace("\\", "$"))) for old, new in rules]
    return "[" + ", ".join(f"[{old}, {new}]" for old, new in pairs) + "]"


def javascript() -> str:
    """The script that cuts queries."""
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    for name, rules in (("BEFORE", BEFORE), ("AFTER", AFTER), ("NUMBER", NUMBER)):
        script = script.replace(name, rules_in_javascript(rules))
    return script.replace("TOKEN", in_javascript(TOKEN)).replace("HAN", HAN)
