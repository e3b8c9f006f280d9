"""Tables of figures that a command has measured and written into a file of the repository.

No figure is typed into a page: the tables follow the file, and a page that shows them is read again
when it changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst.directives import choice
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from notes_site.sphinx_support.builders import ForReaders
from notes_site.sphinx_support.project import DOCS
from notes_site.sphinx_support.settings import settings
from notes_site.sphinx_support.tables import table, table_row, text

Results = dict[str, Any]
Tables = Mapping[str, Callable[[Results], Iterator[nodes.Node]]]
NOT_YET = _("还没有测量。")
FACTS = (_("项目"), _("这次测量"))
DATE = _("日期")
MACHINE = {
    "processor": _("处理器"),
    "cpus": _("核心数"),
    "instructions": _("指令集"),
    "system": _("系统"),
}


TABLES: dict[str, Tables] = {}  # that can be made, by directive


def file_of(name: str) -> Path:
    """The file of figures that a directive shows."""
    return DOCS / settings().measurements[name]


class Place(nodes.General, nodes.Element):
    """Where a table will stand."""


class MeasuredDirective(SphinxDirective):
    """Put the place of a table into the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        shown = choice(self.arguments[0], tuple(TABLES[self.name]))
        self.env.note_dependency(str(file_of(self.name)))
        return [Place(of=self.name, shown=shown)]


class Fill(ForReaders):
    """Replace the places by tables."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        for place in list(self.document.findall(Place)):
            path = file_of(place["of"])
            if path.exists():
                results = json.loads(path.read_text(encoding="utf-8"))
                place.replace_self(list(TABLES[place["of"]][place["shown"]](results)))
            else:
                place.replace_self(nodes.paragraph(text=NOT_YET))


def on_machine(results: Results, *keys: str) -> dict[str, Any]:
    """Facts of the machine, by their words."""
    return {MACHINE[key]: results["machine"][key] for key in keys}


def spelled(versions: Mapping[str, str]) -> str:
    """Packages with their versions, in a line."""
    return ", ".join(f"{package} {version}" for package, version in versions.items())


def fact_table(facts: Mapping[str, Any]) -> nodes.Node:
    """What is known of a measurement, a row for each fact."""
    rows = [table_row([text(word), text(str(fact))]) for word, fact in facts.items()]
    return table(FACTS, rows, "facts")


def add_tables(app: Sphinx, name: str, tables: Tables) -> None:
    """Let a directive of this name show one of the tables of its file."""
    app.setup_extension(__name__)
    TABLES[name] = tables
    app.add_directive(name, MeasuredDirective)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(Fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
