"""``{witness} eq-…``: opens below a derivation and shows both sides of each line as numbers.

The content gives the values, one ``name = literal`` in a line, in the names of
the table of symbols.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_site.formulas.asking import ask
from notes_site.formulas.errors import FormulaError
from notes_site.sphinx_support.tables import difference, formula, table, table_row, text

logger = logging.getLogger(__name__)
SUMMARY = _("逐行代入数字")
GIVEN = _("取")
HEADINGS = (_("这一步"), _("左边"), _("右边"), _("差"))


class Witness(nodes.General, nodes.Element):
    """The label of a formula and the values of its symbols."""


class WitnessDirective(SphinxDirective):
    """Read the values."""

    has_content = True
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            pairs = [line.partition("=") for line in self.content]
            given = {name.strip(): ast.literal_eval(value.strip()) for name, _, value in pairs}
        except (ValueError, SyntaxError) as error:
            raise self.error(f"witness needs lines of the form name = literal: {error}") from error
        node = Witness(label=self.arguments[0], given=given)
        self.set_source_info(node)
        return [node]


def fill(app: Sphinx, document: nodes.document) -> None:
    """Evaluate the formulas that have a witness."""
    latex = {node.get("label"): node.astext() for node in document.findall(nodes.math_block)}
    for witness in document.findall(Witness):
        label = witness["label"]
        try:
            if label not in latex:
                raise FormulaError("is not a formula of this page")
            lines = list(evaluate(latex[label], label, witness["given"]))
        except FormulaError as error:
            logger.warning("witness of %s: %s", label, error, location=witness, type="formula")
            continue
        given = witness["given"].items()
        values = [f"{name.removeprefix('index_')} = {value}" for name, value in given]
        shown = [part for value in values for part in (nodes.Text(" "), nodes.literal(text=value))]
        witness += nodes.paragraph("", GIVEN, *shown)
        witness += table(HEADINGS, lines, "witness")


def evaluate(latex: str, label: str, given: dict[str, Any]) -> Iterator[nodes.row]:
    """One row for each step of a derivation; a step that begins no chain shows its right side."""
    previous = None
    for step in ask("steps", latex, label, given):
        shown = f"{step.sign} {step.right_latex}"
        if step.left_latex != previous:
            shown = f"{step.left_latex} {shown}"
        previous = step.right_latex
        numbers = (f"{step.left:.12g}", f"{step.right:.12g}", difference(step.difference))
        yield table_row([formula(shown), *map(text, numbers)])


def visit(self: HTML5Translator, node: Witness) -> None:
    self.body.append(self.starttag(node, "details", CLASS="witness"))
    self.body.append(f"<summary>{SUMMARY}</summary>\n")


def depart(self: HTML5Translator, node: Witness) -> None:
    self.body.append("</details>\n")
