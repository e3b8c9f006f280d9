"""Pages without blanks, and without the classes that have no look and that no script looks for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

import minify_html

SPAN = re.compile(r'<span class="([^"]*)">((?:(?!</?span).)*)</span>', re.DOTALL)
CLASSES = re.compile(r'<(\w+)([^>]*?) class="([^"]*)"')
COMPOUND = re.compile(r"(?<![\w.-])([a-z]\w*)?((?:\.-?[a-zA-Z][\w-]*)+)")
PART = re.compile(r"\[class[*^$|~]?=[\"']?\s?([\w-]+)")
MEANT = frozenset({"notranslate", "tag_raises-exception"})  # said to translators, and to tests


class Asked(NamedTuple):
    """What one part of a selector asks of one element."""

    element: str
    classes: frozenset[str]


class Pages:
    """The pages of a site with these styles and with scripts that use these words."""

    def __init__(self, styles: str, words: frozenset[str]) -> None:
        self.words = words
        self.parts = set(PART.findall(styles))
        self.asked = defaultdict[str, list[Asked]](list)
        for element, classes in set(COMPOUND.findall(styles)):
            part = Asked(element, frozenset(classes.split(".")[1:]))
            for name in part.classes:
                self.asked[name].append(part)
        self.seen = cache(self.useful)

    def has_use(self, name: str, element: str, others: frozenset[str]) -> bool:
        """Whether some rule can match an element by this class of it, or some script ask for it."""
        return (
            name in MEANT | self.words
            or any(part in name for part in self.parts)
            or any(
                part.element in {"", element} and part.classes <= others
                for part in self.asked.get(name, ())
            )
        )

    def useful(self, element: str, classes: str) -> str:
        """Those classes of an element that have a use."""
        every = classes.split()
        possible = self.words.union(every)
        return " ".join(name for name in every if self.has_use(name, element, possible))

    def span(self, found: re.Match[str]) -> str:
        """A span, or what is in it if nobody asks for it."""
        return found[0] if self.seen("span", found[1]) else found[2]

    def element(self, found: re.Match[str]) -> str:
        """An element with the classes that have a use."""
        name, others, classes = found.groups()
        kept = self.seen(name, classes)
        return f'<{name}{others} class="{kept}"' if kept else f"<{name}{others}"

    def lighten(self, page: str) -> str:
        """A page that looks the same and weighs less."""
        page = CLASSES.sub(self.element, SPAN.sub(self.span, page))
        return minify_html.minify(page, keep_html_and_head_opening_tags=True, minify_css=True)
