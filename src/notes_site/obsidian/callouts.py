"""The callouts of Obsidian as admonitions of Sphinx."""

from __future__ import annotations

import re

CALLOUT = re.compile(r"^\s*\[!([\w-]+)\]([+-]?)\s*(.*)")
OTHER = ("note", "说明")
KINDS = {  # by their names: the class of an admonition, and a title for one without
    "tip hint important": ("tip", "提示"),
    "warning caution attention": ("warning", "注意"),
    "danger error bug failure fail missing": ("danger", "错误"),
    "question help faq todo": ("hint", "问题"),
    "abstract summary tldr": ("note", "摘要"),
    "example": ("note", "例子"),
    "quote cite": ("note", "引用"),
    "success check done": ("tip", "完成"),
}
FOLDED = {"-": ":collapsible: closed\n", "+": ":collapsible: open\n", "": ""}


def longer(mark: str, text: str) -> str:
    """A fence that no fence of the same mark in a text ends."""
    runs = re.findall(rf"^\s*({mark}{{3,}})", text, re.MULTILINE)
    return mark * max([3, *(len(run) + 1 for run in runs)])


def admonition(kind: str, fold: str, title: str, body: str) -> str:
    """The admonition for a callout."""
    found = (look for names, look in KINDS.items() if kind.casefold() in names.split())
    name, usual = next(found, OTHER)
    colons = longer(":", body)
    head = f"{colons}{{admonition}} {title or usual}\n:class: {name}\n{FOLDED[fold]}"
    return f"{head}\n{body}\n{colons}"
