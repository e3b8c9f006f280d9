"""``{accuracy} errors``: tables of what ``make accuracy`` has measured.

``{accelerator} report`` shows all of ``accelerator.json``, which a CUDA device has measured, with
the times.
"""

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
from notes_site.sphinx_support.tables import table, table_row, text

FUNCTION = _("函数")
LARGE = 1000
RATE = _("{time:.3f} ns（{share:.0%}）")
KNOWN = ("processor", "instructions", "system")  # not on every device
VERSIONS = _("软件")
BANDWIDTH = _("实测内存带宽")
TIMES = _("每个元素所用的时间，括号里是内存带宽所允许的最快速度的几成：")
CHECKED = _(
    "检查了 {points} 个结果。nan 或者符号不对的：本站 {ours} 个，PyTorch {theirs} 个。"
    "下表数的是“走错方向”的步子："
)
CLASS = "accuracy"


def units(error: float | None) -> str:
    """An error with two decimals, fewer where it is large."""
    if error is None:
        return "∞"
    if error < LARGE:
        return f"{error:.{2 if error < 10 else 0}f}"
    return f"{error:.0e}".replace("e+0", "e").replace("e+", "e")


def formats(results: Results) -> list[str]:
    """The formats that were measured."""
    return list(next(iter(results["functions"].values()))["formats"])


def errors(results: Results) -> Iterator[nodes.Node]:
    """The largest errors, ours and torch's; a star where they are measured by the largest term."""
    rows = []
    for function, entry in results["functions"].items():
        pairs = (
            f"{units(found['ours']['error'])} / {units(found['torch']['error'])}"
            for found in entry["formats"].values()
        )
        star = [nodes.Text("*")] if entry["cancels"] else []
        rows.append(table_row([[nodes.literal("", function), *star], *map(text, pairs)]))
    yield table((FUNCTION, *formats(results)), rows, CLASS)


def faults(results: Results) -> Iterator[nodes.Node]:
    """How much was wrong altogether; and where a result goes down that should rise."""
    found = [one for entry in results["functions"].values() for one in entry["formats"].values()]
    said = CHECKED.format(
        points=f"{sum(one['ours']['points'] for one in found):,}",
        ours=sum(one["ours"]["wrong"] for one in found),
        theirs=sum(one["torch"]["wrong"] for one in found),
    )
    yield nodes.paragraph(text=said)
    rows = [
        table_row(
            [
                [nodes.literal("", function)],
                *(
                    text(f"{one['ours']['falls']} / {one['torch']['falls']}")
                    for one in entry["formats"].values()
                ),
            ]
        )
        for function, entry in results["functions"].items()
        if any(one[who]["falls"] for one in entry["formats"].values() for who in one)
    ]
    yield table((FUNCTION, *formats(results)), rows, CLASS)


def machine(results: Results) -> Iterator[nodes.Node]:
    """Where and with what it was measured."""
    facts = {DATE: results["date"]}
    facts |= on_machine(results, *(key for key in KNOWN if results["machine"].get(key)))
    facts[VERSIONS] = spelled(results["versions"])
    if "bandwidth" in results:
        facts[BANDWIDTH] = f"{results['bandwidth']:.0f} GB/s"
    yield fact_table(facts)


def times(results: Results) -> Iterator[nodes.Node]:
    """The time of an element, ours and torch's, with the share of what the memory allows."""
    rows = [
        table_row(
            [[nodes.literal("", function)], *(text(pair(one)) for one in entry["times"].values())]
        )
        for function, entry in results["functions"].items()
    ]
    yield table((FUNCTION, *formats(results)), rows, CLASS)


def pair(times: Results) -> str:
    """The nanoseconds of an element, ours and torch's."""
    return " / ".join(RATE.format(**times[who]) for who in ("ours", "torch"))


def report(results: Results) -> Iterator[nodes.Node]:
    """All that was measured on an accelerator."""
    yield from errors(results)
    yield nodes.paragraph(text=TIMES)
    yield from times(results)
    yield from machine(results)


TABLES = {"errors": errors, "faults": faults, "machine": machine}


def setup(app: Sphinx) -> dict[str, Any]:
    add_tables(app, "accuracy", TABLES)
    add_tables(app, "accelerator", {"report": report})
    return {"parallel_read_safe": True, "parallel_write_safe": True}
