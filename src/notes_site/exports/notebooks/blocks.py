"""Writes what stands by itself as the Markdown that notebooks know.

A node without a rule is what stands inside it: what only HTML draws, such as an explorer, leaves
its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest
from types import SimpleNamespace

from docutils import nodes
from sphinx.builders import Builder
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from notes_site.exports.notebooks.inline import Inline

AT_THE_START = re.compile(r"^(\s*)([#>+-]|\d+(?=[.)]\s))")
BAR = re.compile(r"\\?\|")
BARS = {"|": r"\vert ", r"\|": r"\Vert "}
SKIPPED = {"note-links", "expected-error"}
ANSWERS = _("答案")
STEPS = _("逐行代入数字")


def indent(text: str, first: str) -> str:
    """A text that belongs to the mark before it."""
    blank = " " * len(first)
    return (
        first + "\n".join(blank + line if line else "" for line in text.split("\n"))[len(first) :]
    )


def quote(text: str) -> str:
    """A quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def folded(summary: str, text: str) -> str:
    """What the reader opens."""
    return f"<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>"


def elements(node: nodes.Element) -> list[nodes.Element]:
    """The children of a node that are no text."""
    return [child for child in node.children if isinstance(child, nodes.Element)]


class Blocks:
    """The writer for a page."""

    def __init__(self, builder: Builder, page: str) -> None:
        self.builder, self.page = builder, page
        self.inline = Inline(builder, page)
        self.rules: dict[str, Callable[[nodes.Element], str]] = {
            "TextElement": self.paragraph,
            "FixedTextElement": self.code,
            "math_block": self.formula,
            "Admonition": self.admonition,
            "block_quote": lambda node: quote(self.inside(node)),
            "bullet_list": lambda node: self.items(node, lambda _: "- "),
            "enumerated_list": lambda node: self.items(node, lambda n: f"{n}. "),
            "definition_list_item": self.definition,
            "rubric": lambda node: f"**{self.inline.line(node)}**",
            "figure": self.figure,
            "table": self.table,
            "Witness": lambda node: folded(STEPS, self.inside(node)),
            "Question": self.question,
            "Option": lambda node: self.inside(node),
        }

    def block(self, node: nodes.Node) -> str:
        """One node; by the first rule of its class or of one that it is derived from."""
        if not isinstance(node, nodes.Element) or SKIPPED & set(node.get("classes", [])):
            return ""
        if isinstance(node, nodes.raw | nodes.comment | nodes.target):
            return ""
        names = (kind.__name__ for kind in type(node).__mro__)
        rule = next((self.rules[name] for name in names if name in self.rules), self.inside)
        return rule(node)

    def inside(self, node: nodes.Element) -> str:
        """What stands inside a node."""
        return self.join(node.children)

    def join(self, children: list[nodes.Node] | list[nodes.Element]) -> str:
        """Several nodes, with a line between them."""
        return "\n\n".join(filter(None, map(self.block, children)))

    def paragraph(self, node: nodes.Element) -> str:
        """A paragraph, whose first character means nothing."""
        return AT_THE_START.sub(r"\1\\\2", self.inline.line(node).strip())

    def code(self, node: nodes.Element) -> str:
        """Code that is shown."""
        text = node.astext().strip("\n")
        language = "python" if isinstance(node, nodes.doctest_block) else node.get("language", "")
        return f"```{language.replace('default', '')}\n{text}\n```"

    def formula(self, node: nodes.Element) -> str:
        """A displayed formula with the number that it has on the page."""
        number = ""
        if node["number"]:
            here = SimpleNamespace(builder=self.builder)  # all that is asked of a writer
            number = rf" \tag{{{get_node_equation_number(here, node)}}}"  # type: ignore[arg-type]
        return f"$$\n{node.astext().strip()}{number}\n$$"

    def admonition(self, node: nodes.Element) -> str:
        """A quotation that begins with the title."""
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        head = [f"**{self.inline.line(title)}**"] if title else []
        rest = self.join([child for child in node.children if child is not title])
        return quote("\n\n".join([*head, rest]))

    def items(self, node: nodes.Element, mark: Callable[[int], str]) -> str:
        """A list."""
        numbered = enumerate(elements(node), node.get("start", 1))
        return "\n".join(indent(self.inside(item), mark(number)) for number, item in numbered)

    def definition(self, node: nodes.Element) -> str:
        """A term, then what it means."""
        term, *rest = elements(node)
        return "\n\n".join([f"**{self.inline.line(term)}**", self.join(rest)])

    def figure(self, node: nodes.Element) -> str:
        """The caption, with the number that the page gives it; the picture is an output."""
        caption = next(iter(node.findall(nodes.caption)), None)
        numbers = self.builder.env.toc_fignumbers.get(self.page, {}).get("figure", {})
        number = next((numbers[name] for name in node["ids"] if name in numbers), ())
        form = self.builder.config.numfig_format["figure"]
        head = f"**{form % '.'.join(map(str, number))}** " if number else ""
        return head + self.inline.line(caption).strip() if caption else ""

    def table(self, node: nodes.Element) -> str:
        """A table with a heading; a bar in a formula or in code does not end a cell."""
        rows = [[self.cell(entry) for entry in elements(row)] for row in node.findall(nodes.row)]
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def cell(self, entry: nodes.Element) -> str:
        """What stands in a cell, in one line."""
        entry = entry.deepcopy()
        for node in entry.findall(nodes.math):
            node[:] = [nodes.Text(BAR.sub(lambda match: BARS[match[0]], node.astext()))]
        return self.inside(entry).replace("\n\n", " ").replace("|", r"\|")

    def question(self, node: nodes.Element) -> str:
        """A self-test: the question with its options, then what is said of each, folded."""
        options = [child for child in elements(node) if type(child).__name__ == "Option"]
        asked = self.join([child for child in elements(node) if child not in options])
        titles = [f"- {self.inline.line(elements(option)[0])}" for option in options]
        said = [self.join(elements(option)[1:]) for option in options]
        said = [indent(words.replace("</strong>", "</strong> ", 1), "  ") for words in said]
        answers = "\n".join(f"{a}\n\n{b}\n" for a, b in zip_longest(titles, said)).strip()
        return "\n\n".join([asked, "\n".join(titles), folded(ANSWERS, answers)])
