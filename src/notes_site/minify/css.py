"""Style sheets without what nothing on the site can match or use.

A rule stays if each class, id and element that it asks for stands in a page or is a word of a
script, which may make it, and each element with a role stands in a page; a custom property stays if
something reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import tinycss2

READ = re.compile(r"var\(\s*(--[\w-]+)")
LETTER = re.compile(r"(?<=[\"'`.#<])[a-z](?=[\"'`])")
ROLE = re.compile(r"""\[role=["']?([\w-]+)""")
WORD = re.compile(r"-*\w[\w-]*")
ANY_CLASS = re.compile(r"(?<=dl)\[class\]|(?<=dl:not\()\[class\]")  # Furo asks it of these only


def by_name(sheet: str, classes: Iterable[str]) -> str:
    """A sheet that asks a list for one of these classes, and not whether it has any.

    For a rule that asks whether, a class that a script gives to any element is a change of style,
    and a browser styles the whole page again.
    """
    return ANY_CLASS.sub(f":is({','.join(f'.{name}' for name in sorted(classes))})", sheet)


def asked(selector: list[Any]) -> Iterator[str]:
    """The classes, ids, elements and their roles without which a selector matches nothing."""
    of = ""
    for before, token in pairwise([None, *selector]):
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            yield token.value
        if token.type == "[] block" and of:
            yield from (f"{of}={role}" for role in ROLE.findall(token.serialize()))
        of = token.value if token.type == "ident" and before not in (".", ":") else ""


def matching(prelude: list[Any], names: frozenset[str]) -> str:
    """The selectors of a rule that can match."""
    kept, start = [], 0
    commas = [place for place, token in enumerate(prelude) if token == ","]
    for end in [*commas, len(prelude)]:
        selector, start = prelude[start:end], end + 1
        if names.issuperset(asked(selector)):
            kept.append(tinycss2.serialize(selector).strip())
    return ",".join(kept)


def declarations(content: list[Any], read: frozenset[str]) -> str:
    """What a rule says, without the properties that nothing reads."""
    said = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return ";".join(
        f"{part.name}:{tinycss2.serialize(part.value).strip()}{'!important' * part.important}"
        if part.type == "declaration"
        else part.serialize()
        for part in said
        if part.type != "declaration" or part.name in read or not part.name.startswith("--")
    )


def rules(sheet: list[Any], names: frozenset[str], read: frozenset[str]) -> Iterator[str]:
    """The rules that can match something and say something."""
    for rule in sheet:
        if rule.type == "qualified-rule":
            selectors = matching(rule.prelude, names)
            if selectors and (said := declarations(rule.content, read)):
                yield f"{selectors}{{{said}}}"
        elif rule.lower_at_keyword in {"media", "supports"}:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(rules(inner, names, read)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{kept}}}"
        else:
            yield rule.serialize()


def in_use(sheets: list[str], names: frozenset[str]) -> list[str]:
    """Style sheets cut down to what can be seen; ``names`` are those of pages and scripts."""
    parsed = [
        tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        for sheet in sheets
    ]
    matched = "".join(rule for sheet in parsed for rule in rules(sheet, names, words(sheets)))
    read = names.union(READ.findall(matched))
    return ["".join(rules(sheet, names, read)) for sheet in parsed]


def words(texts: Iterable[str]) -> frozenset[str]:
    """Every word of some texts."""
    return frozenset[str]().union(*(WORD.findall(text) for text in texts))


def made(scripts: Iterable[str]) -> frozenset[str]:
    """What scripts may make or ask for: every word, and letters in quotes; others are variables."""
    every = list(scripts)
    quoted = frozenset[str]().union(*(LETTER.findall(script) for script in every))
    return quoted.union(word for word in words(every) if len(word) > 1)
