"""``{predict}``: asks what the next cell does before its output is shown.

The question stands between the code and the output of the cell that follows it. Options are radio
buttons, so that a reader commits to one and gets the answer to that one; the last shows the output
without a guess. Nothing but CSS hides anything: on paper and in old browsers all of it is seen.

It is written in ``section`` elements. The reader views of browsers drop a ``fieldset`` with inputs,
and a ``div`` that is short and has a link, as an answer may be.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from notes_site.lessons.questions import Question, QuestionDirective, options
from notes_site.sphinx_support.builders import ForReaders
from notes_site.sphinx_support.cell_nodes import is_cell, is_output
from notes_site.sphinx_support.html_nodes import add_html_node

logger = logging.getLogger(__name__)


class Prediction(Question):
    """A question about the output of the cell that follows it, whose ``name`` is the group's."""


class Asked(nodes.Part, nodes.TextElement):
    """The question, which gives the group of choices its name."""


class Guess(nodes.General, nodes.Element):
    """A label, then its answer."""


class Label(nodes.Part, nodes.TextElement):
    """A radio button of the group ``name``, and its words."""


class Answer(nodes.General, nodes.Element):
    """What is said to those who made this choice."""


class Predict(QuestionDirective):
    """Parse the content into a :class:`Prediction`."""

    kind: ClassVar = Prediction


class Arrange(ForReaders):
    """Make choices of the options, and put them between the code and the output of the cell."""

    default_priority = 11  # after the verdicts

    def run(self, **kwargs: Any) -> None:
        for number, prediction in enumerate(list(self.document.findall(Prediction)), start=1):
            output = output_after(prediction)
            if output is None:
                message = "predict: no cell with an output follows"
                logger.warning(message, location=prediction, type="predict")
                continue
            arrange(prediction, f"predict-{number}")
            prediction.parent.remove(prediction)
            output.parent.insert(output.parent.index(output), prediction)


def output_after(node: nodes.Element) -> nodes.Element | None:
    """The output of the code cell that comes right after a node."""
    cell = node.next_node(descend=False, siblings=True, ascend=False)
    return next(filter(is_output, cell.children), None) if is_cell(cell) else None


def arrange(prediction: Prediction, name: str) -> None:
    """Give the question and the options the form of a group of radio buttons."""
    question = prediction[0]
    prediction["name"] = name
    prediction.replace(question, Asked("", "", *question.children, name=name))
    for option in options(prediction):
        title, *answer = option.children
        label = Label("", "", *title.children, name=name)
        guess = Guess("", label, Answer("", *answer), classes=option["classes"])
        prediction.replace(option, guess)
    show = Label("", _("不猜，直接看输出"), name=name)
    prediction += Guess("", show, classes=["show"])


def visit_prediction(self: HTML5Translator, node: Prediction) -> None:
    group = {"role": "group", "aria-labelledby": node.get("name")}
    named = group if "name" in node else {}  # else no cell follows, and it has no choices
    self.body.append(self.starttag(node, "section", **named))


def visit_asked(self: HTML5Translator, node: Asked) -> None:
    self.body.append(f'<p class="asked" id="{node["name"]}">')


def depart_asked(self: HTML5Translator, node: Asked) -> None:
    self.body.append("</p>\n")


def visit_guess(self: HTML5Translator, node: Guess) -> None:
    self.body.append(self.starttag(node, "section", CLASS="guess"))


def visit_label(self: HTML5Translator, node: Label) -> None:
    self.body.append(f'<label><input type="radio" name="{node["name"]}">')


def depart_label(self: HTML5Translator, node: Label) -> None:
    self.body.append("</label>\n")


def visit_answer(self: HTML5Translator, node: Answer) -> None:
    self.body.append('<section class="answer" role="status">')  # read out when it appears


def depart_section(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</section>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("notes_site.lessons.questions")
    add_html_node(app, Prediction, visit_prediction, depart_section)
    add_html_node(app, Asked, visit_asked, depart_asked)
    add_html_node(app, Guess, visit_guess, depart_section)
    add_html_node(app, Label, visit_label, depart_label)
    add_html_node(app, Answer, visit_answer, depart_section)
    app.add_directive("predict", Predict)
    app.add_post_transform(Arrange)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
