"""Questions with options, of which a cell has computed which one is right.

The content of such a directive is ordinary MyST: the question, then one list item per option; its
first paragraph is the option and the rest answers whoever chooses it. ``:truths:`` names a glued
list of booleans, one for each option, so the key cannot be wrong.
"""

from __future__ import annotations

import ast
from string import ascii_uppercase
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from notes_site.execution.values import glued
from notes_site.sphinx_support.builders import ForReaders

logger = logging.getLogger(__name__)
VERDICTS = {True: _("对。"), False: _("不对。")}


class Option(nodes.General, nodes.Element):
    """One option: a title, then its answer."""


class OptionTitle(nodes.Part, nodes.TextElement):
    """What the reader chooses by."""


class Question(nodes.General, nodes.Element):
    """A question with its options and, until it is resolved, the key of their truths."""


class QuestionDirective(SphinxDirective):
    """Parse the content into a question of the kind that a subclass names."""

    has_content = True
    option_spec: ClassVar = {"truths": str}
    kind: ClassVar[type[Question]] = Question

    def run(self) -> list[nodes.Node]:
        if "truths" not in self.options:
            raise self.error(f"{self.name} needs :truths:, the glued list of its right answers")
        question = self.kind(truths=self.options["truths"], classes=[self.name])
        self.set_source_info(question)
        self.state.nested_parse(self.content, self.content_offset, question)
        lists = [child for child in question if isinstance(child, nodes.bullet_list)]
        if len(lists) != 1 or not all(map(is_option, lists[0])):
            raise self.error(f"{self.name} needs one list; each item an option and its explanation")
        question.remove(lists[0])
        for item in lists[0]:
            question += Option("", *item.children)
        return [question]


def is_option(item: nodes.Node) -> bool:
    """Whether a list item is a paragraph with an explanation of any kind after it."""
    return len(item.children) >= 2 and isinstance(item.children[0], nodes.paragraph)


def options(question: Question) -> list[Option]:
    """The options of a question."""
    return [child for child in question if isinstance(child, Option)]


class Resolve(ForReaders):
    """Give each option its verdict, from the truths that the page has computed."""

    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        for question in list(self.document.findall(Question)):
            found = options(question)
            truths = self.truths(question, len(found))
            for letter, option, truth in zip(ascii_uppercase, found, truths, strict=False):
                self.resolve(option, letter, truth)

    def truths(self, question: Question, count: int) -> list[bool]:
        """One boolean per option; a warning and an empty list if the page has not computed them."""
        key, (name, *_rest) = question["truths"], question["classes"]
        try:
            truths = ast.literal_eval(glued(self.env, self.env.docname, key))
            fits = len(truths) == count and truths.count(True) == 1
            if fits and all(isinstance(truth, bool) for truth in truths):
                return list(truths)
            problem = f"expected {count} booleans, exactly one True, got {truths}"
        except (KeyError, ValueError, TypeError, SyntaxError) as error:
            problem = f"no list of booleans: {error!r}"
        logger.warning("%s %r: %s", name, key, problem, location=question, type="questions")
        return []

    @staticmethod
    def resolve(option: Option, letter: str, truth: bool) -> None:
        """Turn the first paragraph into the title and begin the explanation with the verdict.

        The letter is for conversations, and because checkers find no name in a formula alone
        (axe-core#3285).
        """
        title, explanation = option[0], option[1]
        if not isinstance(explanation, nodes.paragraph):
            explanation = nodes.paragraph()
            option.insert(1, explanation)
        option["classes"].append("right" if truth else "wrong")
        option.replace(title, OptionTitle("", f"{letter}. ", *title.children))
        explanation.insert(0, nodes.strong("", VERDICTS[truth]))


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(Resolve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
