"""``{checked-formulas}`` and ``{unchecked-formulas}``: what the check found, page by page."""

from __future__ import annotations

from itertools import chain
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains.python import ObjectEntry
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from notes_site.formulas.rows import Row, rows
from notes_site.formulas.tolerances import ABOUT, EQUAL
from notes_site.pages.mathml import PROOFS
from notes_site.sphinx_support.tables import Cell, difference, formula, table, table_row, text

HEADINGS = (_("位置"), _("公式"), _("用到的函数"), _("点数"), _("最大的差"))
REASONS = (_("位置"), _("公式"), _("为什么没有核对"))
TOTAL = _(
    "在核对之列的公式有 {all} 条，核对了 {checked} 条，没有核对的 {unchecked} 条。"
    "等号两边允许的差是 {equal:.0e}，约等号两边是 {about:.0e}。"
)
INLINE = _("行内")


class Results(nodes.General, nodes.Element):
    """Where the tables will stand, once every page has been read."""


def equation(label: str, docname: str) -> pending_xref:
    """A reference that Sphinx turns into the number of an equation."""
    shown = nodes.literal(text=label)
    target = {"refdomain": "math", "reftype": "eq", "reftarget": label}
    return pending_xref("", shown, refdoc=docname, refwarn=True, **target)


class ResultsDirective(SphinxDirective):
    """Put the place of the tables into the page."""

    def run(self) -> list[nodes.Node]:
        checked = self.name == "checked-formulas"
        if checked:
            self.env.metadata[self.env.docname][PROOFS] = True
        return [Results(checked=checked)]


class FillResults(SphinxPostTransform):
    """Replace the places by tables."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for place in list(self.document.findall(Results)):
            found = self.checked() if place["checked"] else self.unchecked()
            place.replace_self(found)

    def pages(self) -> dict[str, list[Row]]:
        """The rows in the reading order of the site."""
        order = {name: n for n, name in enumerate(self.env.toctree_includes.get("index", []))}
        found = rows(self.env)
        return {name: found[name] for name in sorted(found, key=lambda n: order.get(n, len(order)))}

    def checked(self) -> list[nodes.Node]:
        """One table for each page, below the total."""
        every = list(chain(*rows(self.env).values()))
        missing = sum(bool(row.reason) for row in every)
        counts = {"all": len(every), "checked": len(every) - missing, "unchecked": missing}
        total = TOTAL.format(**counts, equal=EQUAL, about=ABOUT).replace("e-", "e\N{MINUS SIGN}")
        found: list[nodes.Node] = [nodes.paragraph(text=total)]
        for name, page in self.pages().items():
            lines = [table_row(self.cells(row), row.id) for row in page if not row.reason]
            title = nodes.rubric("", "", self.link(name, "", self.env.titles[name].astext()))
            found += [title, table(HEADINGS, lines, "checked-formulas")] if lines else []
        return found

    def unchecked(self) -> list[nodes.Node]:
        """One table of the formulas that are left out, with the reasons."""
        left_out = [row for page in self.pages().values() for row in page if row.reason]
        lines = [
            table_row([self.where(row), formula(row.latex), text(row.reason)], row.id)
            for row in left_out
        ]
        return [table(REASONS, lines, "unchecked-formulas")] if lines else []

    def cells(self, row: Row) -> list[Cell]:
        """What a row shows."""
        functions: list[nodes.Node] = []
        for name in row.functions:
            functions += [nodes.Text(" ")] if functions else []
            functions += [self.function(name)]
        count, latex = text(str(row.points)), formula(row.latex)
        return [self.where(row), latex, functions, count, text(difference(row.difference))]

    def where(self, row: Row) -> Cell:
        """A link to the formula: its number, the function it documents, or its place in a line."""
        if row.label:
            return [equation(row.label, self.env.docname)]
        name = row.anchor.rpartition(".")[2]
        shown = nodes.literal("", name) if row.anchor in self.documented else INLINE
        return [self.link(row.docname, row.anchor, shown)]

    def function(self, name: str) -> nodes.Node:
        """A reference function, with a link to its documentation where the site has one."""
        if entry := self.documented.get(name):
            return self.link(entry.docname, name, nodes.literal("", name.rpartition(".")[2]))
        return nodes.literal("", name)

    @property
    def documented(self) -> dict[str, ObjectEntry]:
        """The functions that the site documents, by their whole names."""
        return self.env.domains.python_domain.objects

    def link(self, page: str, anchor: str, title: str | nodes.literal) -> nodes.reference:
        """A link to a place in the site."""
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        shown = nodes.Text(title) if isinstance(title, str) else title
        return nodes.reference("", "", shown, refuri=f"{uri}#{anchor}".rstrip("#"), internal=True)
