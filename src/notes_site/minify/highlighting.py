"""Code in as few spans as show it: kinds that look the same are one, and the plain have none."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from operator import itemgetter

CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
TOKENS = re.compile(r'(?:<span class="[\w ]+">[^<]*</span>|[^<]+)+')
TOKEN = re.compile(r'<span class="(?:g g-)?([\w ]+)">([^<]*)</span>|([^<]+)')
NOTHING = re.compile(r"(?<=<pre>)<span></span>(?!\n)")  # there to save a first line that is empty
COMMENT = re.compile(r"/\*.*?\*/")
RULE = re.compile(r"([^{}]*)\.highlight \.(\w+)\s*\{(.*?)\}")
KIND = itemgetter(0)


def looks(style: str) -> dict[str, str]:
    """From each kind of code with a look to the first that looks the same in every theme."""
    said: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for theme, kind, look in RULE.findall(COMMENT.sub("", style)):
        said[kind].add((theme.strip(), look.strip().lower()))
    first: dict[frozenset[tuple[str, str]], str] = {}
    return {kind: first.setdefault(frozenset(look), kind) for kind, look in said.items()}


def light_code(page: str, looks: dict[str, str]) -> str:
    """A page whose code looks the same in fewer spans."""

    def cut(run: re.Match[str]) -> str:
        said: list[tuple[str, str]] = []
        for kind, marked, bare in TOKEN.findall(run[0]):
            text = marked or bare
            look = looks.get(kind, "") if text.strip() else said[-1][0] if said else ""
            said.append((look, text))
        runs = [(kind, "".join(text for _, text in same)) for kind, same in groupby(said, key=KIND)]
        return "".join(f'<span class="{kind}">{t}</span>' if kind else t for kind, t in runs)

    return CODE.sub(lambda code: TOKENS.sub(cut, NOTHING.sub("", code[0])), page)
