"""``{exercise}``: a problem, with its worked solution folded below it.

The content of the directive is the problem. What follows it, up to the next exercise or the end of
the section, is the solution: prose, formulas and cells in any order, for cells cannot stand inside
a directive. At least one cell must be there, so that no solution is only claimed.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_site.sphinx_support.builders import ForReaders
from notes_site.sphinx_support.cell_nodes import is_cell
from notes_site.sphinx_support.html_nodes import add_html_node

logger = logging.getLogger(__name__)


class Exercise(nodes.General, nodes.Element):
    """A problem, and at its end the solution once that has been folded."""


class Solution(nodes.General, nodes.Element):
    """The nodes that solve a problem."""


class ExerciseDirective(SphinxDirective):
    """Parse the content into an :class:`Exercise`."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        exercise = Exercise(classes=["exercise"])
        self.set_source_info(exercise)
        self.state.nested_parse(self.content, self.content_offset, exercise)
        return [exercise]


class Fold(ForReaders):
    """Number the exercises of a page, and fold what follows each."""

    default_priority = 12

    def run(self, **kwargs: Any) -> None:
        for number, exercise in enumerate(list(self.document.findall(Exercise)), start=1):
            solution = Solution("", *cut_after(exercise))
            if not any(map(is_cell, solution.children)):
                message = "exercise: no cell solves it"
                logger.warning(message, location=exercise, type="exercise")
            exercise["ids"].append(f"exercise-{number}")
            title = _("练习 {number}").format(number=number)
            exercise.insert(0, nodes.paragraph("", title, classes=["exercise-title"]))
            exercise += solution


def cut_after(exercise: Exercise) -> list[nodes.Node]:
    """Take what follows an exercise, up to the next one or the end of the section, off the page."""
    parent = exercise.parent
    after = parent.children[parent.index(exercise) + 1 :]
    found = list(takewhile(lambda node: not isinstance(node, Exercise | nodes.section), after))
    for node in found:
        parent.remove(node)
    return found


def visit_exercise(self: HTML5Translator, node: Exercise) -> None:
    self.body.append(self.starttag(node, "div"))


def depart_exercise(self: HTML5Translator, node: Exercise) -> None:
    self.body.append("</div>\n")


def visit_solution(self: HTML5Translator, node: Solution) -> None:
    self.body.append(self.starttag(node, "details", CLASS="solution"))
    self.body.append("<summary>" + _("解答") + "</summary>\n")


def depart_solution(self: HTML5Translator, node: Solution) -> None:
    self.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    add_html_node(app, Exercise, visit_exercise, depart_exercise)
    add_html_node(app, Solution, visit_solution, depart_solution)
    app.add_directive("exercise", ExerciseDirective)
    app.add_post_transform(Fold)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
