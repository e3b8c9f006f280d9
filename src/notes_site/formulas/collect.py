"""Checks the formulas of every page that is read.

What counts: every displayed formula, docstrings included, and every formula in a line that states a
derivative or a loss. One that does not hold is a warning at its line, so it stops the build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util import logging

from notes_site.formulas.asking import ask
from notes_site.formulas.errors import FormulaError
from notes_site.formulas.rows import Formula, Row, place, rows
from notes_site.formulas.symbols import SYMBOLS
from notes_site.formulas.unchecked import Unchecked
from notes_site.sphinx_support.drafts import is_draft

logger = logging.getLogger(__name__)
CLAIM = re.compile(r"=|\\le(?!ft)|\\ge")
DERIVATIVE_OR_LOSS = re.compile(r"'|\\partial|\\frac\{d|^[LS]\b")


def formulas(document: nodes.document) -> Iterator[Formula]:
    """The formulas of a page that are to be checked."""
    for node in document.findall():
        if isinstance(node, nodes.math):
            latex = node.astext()
            if CLAIM.search(latex) and DERIVATIVE_OR_LOSS.search(latex):
                yield node
        elif isinstance(node, nodes.math_block):
            yield node


def examine(formula: Formula, row: Row, name: str, reasons: dict[str, str]) -> Row:
    """A row with what the check found; warnings if the formula does not hold."""
    try:
        outcome = ask("check", row.latex, name)
    except FormulaError as error:
        if row.label not in reasons:
            warn(formula, name, str(error))
        return replace(row, reason=reasons.get(row.label, str(error)))
    if row.label in reasons:
        warn(formula, name, "is marked as unchecked, and yet it can be checked")
    for failure in outcome.failures[:1]:
        warn(formula, name, f"does not hold: {failure}")
    return replace(
        row,
        points=outcome.points,
        difference=outcome.difference,
        functions=outcome.functions,
    )


def warn(formula: Formula, name: str, problem: str) -> None:
    """A warning at the line of a formula."""
    logger.warning("formula %s %s", name, problem, location=formula, type="formula")


class Formulas(EnvironmentCollector):
    """Keeps the rows of each page."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        rows(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        rows(env).update({name: rows(other)[name] for name in docnames if name in rows(other)})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        found, page = list(formulas(doctree)), app.env.docname
        if not found or is_draft(app.env):
            return
        app.env.note_dependency(str(SYMBOLS))
        reasons = {node["label"]: node["reason"] for node in doctree.findall(Unchecked)}
        seen: Counter[str] = Counter()
        for formula in found:
            name, anchor = place(formula, page)
            seen[name] += 1
            row_id = nodes.make_id(f"formula-{name}" + (f"-{seen[name]}" if seen[name] > 1 else ""))
            row = Row(row_id, page, anchor, formula.get("label", ""), formula.astext())
            row = examine(formula, row, name, reasons)
            rows(app.env).setdefault(page, []).append(row)
            if not row.reason:
                formula["row"] = row_id
