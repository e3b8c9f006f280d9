"""The check of every formula from its own LaTeX, and what readers see of it.

``check`` knows mathematics and nothing of Sphinx; ``collect`` gives it the formulas of each page
that is read; ``results`` and ``witness`` show what it found.

Offers: ``check.check``, ``steps.steps``; the directives ``checked-formulas``,
``unchecked-formulas``, ``witness``, ``unchecked``, ``symbols``, ``symbol-values``.
Imports: pages, execution, sphinx_support.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from notes_site.formulas import asking, collect, results, symbol_tables, unchecked, witness
from notes_site.sphinx_support.html_nodes import add_html_node


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("notes_site.sphinx_support.settings")
    app.connect("config-inited", asking.prepare)
    app.add_env_collector(collect.Formulas)
    app.connect("doctree-read", witness.fill)
    app.add_transform(unchecked.Say)
    app.add_post_transform(results.FillResults)
    add_html_node(app, witness.Witness, witness.visit, witness.depart)
    add_html_node(app, unchecked.Unchecked, unchecked.visit, unchecked.depart)
    app.add_directive("witness", witness.WitnessDirective)
    app.add_directive("unchecked", unchecked.UncheckedDirective)
    for name in ("checked-formulas", "unchecked-formulas"):
        app.add_directive(name, results.ResultsDirective)
    for name in ("symbols", "symbol-values"):
        app.add_directive(name, symbol_tables.SymbolTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
