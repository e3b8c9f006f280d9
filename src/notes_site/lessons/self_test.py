"""``{self-test}``: a question at the end of a chapter, usable without JavaScript.

Every option opens by itself and says whether it holds. What it is made of and how its key is
computed is in :mod:`notes_site.lessons.questions`.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from notes_site.lessons.questions import Option, OptionTitle, Question, QuestionDirective
from notes_site.sphinx_support.html_nodes import add_html_node


def visit_question(self: HTML5Translator, node: Question) -> None:
    self.body.append(self.starttag(node, "div"))


def depart_question(self: HTML5Translator, node: Question) -> None:
    self.body.append("</div>\n")


def visit_option(self: HTML5Translator, node: Option) -> None:
    self.body.append(self.starttag(node, "details"))


def depart_option(self: HTML5Translator, node: Option) -> None:
    self.body.append("</details>\n")


def visit_title(self: HTML5Translator, node: OptionTitle) -> None:
    self.body.append("<summary>")


def depart_title(self: HTML5Translator, node: OptionTitle) -> None:
    self.body.append("</summary>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("notes_site.lessons.questions")
    add_html_node(app, Question, visit_question, depart_question)
    add_html_node(app, Option, visit_option, depart_option)
    add_html_node(app, OptionTitle, visit_title, depart_title)
    app.add_directive("self-test", QuestionDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
