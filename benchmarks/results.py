"""From seconds to what is committed and printed: medians, and ratios within a round."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.engines import CELLS, CHINESE, ENGINES, EVERYTHING, TASKS
from benchmarks.timing import Times

RESULTS = Path(__file__).resolve().parent / "results.json"
Results = dict[str, Any]


def ratio(seconds: Sequence[float], base: Sequence[float]) -> float:
    """How many times as long; each round is compared with itself, as a machine has slow minutes."""
    return median(one / other for one, other in zip(seconds, base, strict=True))


def builds(times: Times) -> Results:
    """For each engine and task the seconds, their median, and the ratio to our own cells."""
    found: Results = {}
    for (name, task), seconds in times.items():
        entry: Results = {"seconds": seconds, "median": median(seconds)}
        if (CELLS.name, task) in times:
            entry["ratio"] = ratio(seconds, times[CELLS.name, task])
        found.setdefault(name, {})[task] = entry
    return found


def translation(times: Times) -> Results:
    """What the English site adds to a cold build of the Chinese one."""
    both, one = times[EVERYTHING.name, "cold"], times[CHINESE.name, "cold"]
    added = [after - before for after, before in zip(both, one, strict=True)]
    return {"seconds": median(added), "ratio": ratio(both, one) - 1}


def growth(times: Times) -> Results:
    """For each engine the seconds by the number of pages, and those of each further page."""
    found: Results = {}
    for (name, size), (seconds,) in times.items():
        found.setdefault(name, {"seconds": {}})["seconds"][size] = seconds
    for entry in found.values():
        sizes = sorted(map(int, entry["seconds"]))
        if len(sizes) > 1:
            first, last = (entry["seconds"][str(size)] for size in (sizes[0], sizes[-1]))
            entry["each"] = (last - first) / (sizes[-1] - sizes[0])
    return found


def summary(site: Times, growing: Times) -> Results:
    """All that follows from the times."""
    measured = {name for name, _ in (*site, *growing)}
    commands = {e.name: " ".join(e.command) for e in ENGINES if e.name in measured}
    found: Results = {"commands": commands, "builds": builds(site), "growth": growth(growing)}
    if {EVERYTHING.name, CHINESE.name} <= found["builds"].keys():
        found["translation"] = translation(site)
    return found


def rounded(value: Any) -> Any:
    """The same with at most three decimals, which is more than a build repeats."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


def write(results: Results, path: Path) -> None:
    """Write the file that the page reads."""
    path.write_text(json.dumps(rounded(results), indent=1) + "\n", encoding="utf-8")


def cell(entry: Results | None) -> str:
    """Seconds with the ratio."""
    if entry is None:
        return "-"
    times = f" ({entry['ratio']:.2f}x)" if "ratio" in entry else ""
    return f"{entry['median']:.1f}{times}"


def report(results: Results) -> Iterator[str]:
    """The lines that are printed."""
    yield f"{'seconds, median (ratio)':<24}" + "".join(f"{task:>16}" for task in TASKS)
    for name, tasks in results["builds"].items():
        yield f"{name:<24}" + "".join(f"{cell(tasks.get(task)):>16}" for task in TASKS)
    if "translation" in results:
        added = results["translation"]
        yield f"English adds {added['seconds']:.1f} s, {added['ratio']:.0%} of the Chinese site"
    for name, entry in results["growth"].items():
        sizes = [f"{size} pages {seconds:.1f} s" for size, seconds in entry["seconds"].items()]
        each = [f"each further page {entry['each']:.2f} s"] if "each" in entry else []
        yield f"{name:<24}" + ", ".join(sizes + each)
