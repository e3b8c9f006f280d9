"""``{performance} builds``: tables of what ``make bench`` has measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

from notes_site.reports.measurements import (
    DATE,
    Results,
    add_tables,
    fact_table,
    on_machine,
    spelled,
)
from notes_site.sphinx_support.tables import Cell, table, table_row, text

ENGINES = {
    "everything": _("本站：中文和英文，全部检查"),
    "chinese": _("本站：只有中文，全部检查"),
    "cells": _("本站：只有中文，只运行单元格"),
    "myst-nb": "MyST-NB",
    "myst-nb-parallel": _("MyST-NB，每个核心一个进程"),
    "sphinx-gallery": "sphinx-gallery",
    "jupyter-book": "Jupyter Book",
}
TASKS = {
    "cold": _("从头构建"),
    "none": _("什么也没改"),
    "prose": _("改一句话"),
    "cell": _("改一个单元格"),
}
NAME = _("网站")
PAGES = _("{count} 页")
EACH = _("每多一页")
SECONDS = _("{seconds:.1f} 秒")
FINER = _("{seconds:.2f} 秒")
TIMES = _("（{ratio:.2f}\u00a0倍）")
ADDED = _("英文网站使从头构建多用 {seconds:.1f} 秒，是中文网站所用时间的 {ratio:.0%}。")
COMMAND = _("命令")
ROUNDS = _("轮数")
VERSIONS = _("本站和 MyST-NB 的环境")
PEERS = _("其他工具的环境")


def seconds(value: float | None, form: str) -> Cell:
    """A time, or a dash where nothing was measured."""
    return text("–" if value is None else form.format(seconds=value))


def measured(task: Results) -> Cell:
    """Seconds, with the ratio to our own cells."""
    ratio = text(TIMES.format(ratio=task["ratio"])) if "ratio" in task else []
    return [*seconds(task.get("median"), SECONDS), *ratio]


def builds(results: Results) -> Iterator[nodes.Node]:
    """What each task takes, engine by engine; and what the translation adds."""
    rows = [
        table_row([text(ENGINES[name]), *(measured(tasks.get(task, {})) for task in TASKS)])
        for name, tasks in results["builds"].items()
    ]
    yield table((NAME, *TASKS.values()), rows, "builds")
    if "translation" in results:
        yield nodes.paragraph(text=ADDED.format(**results["translation"]))


def growth(results: Results) -> Iterator[nodes.Node]:
    """How the time of a cold build grows with the number of pages."""
    entries = results["growth"]
    sizes = sorted({size for entry in entries.values() for size in entry["seconds"]}, key=int)
    rows = []
    for name, entry in entries.items():
        cells = [seconds(entry["seconds"].get(size), SECONDS) for size in sizes]
        rows.append(table_row([text(ENGINES[name]), *cells, seconds(entry.get("each"), FINER)]))
    headings = (NAME, *(PAGES.format(count=size) for size in sizes), EACH)
    yield table(headings, rows, "performance")


def machine(results: Results) -> Iterator[nodes.Node]:
    """Where and with what it was measured."""
    facts = {DATE: results["date"], ROUNDS: results["rounds"]}
    facts |= on_machine(results, "processor", "cpus", "system")
    facts |= {VERSIONS: spelled(results["versions"]), PEERS: spelled(results["peers"])}
    yield fact_table(facts)


def commands(results: Results) -> Iterator[nodes.Node]:
    """The command of each build."""
    rows = [
        table_row([text(ENGINES[name]), [nodes.literal(text=command)]])
        for name, command in results["commands"].items()
    ]
    yield table((NAME, COMMAND), rows, "performance")


SHOWN = {"builds": builds, "commands": commands, "growth": growth, "machine": machine}


def setup(app: Sphinx) -> dict[str, Any]:
    add_tables(app, "performance", SHOWN)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
