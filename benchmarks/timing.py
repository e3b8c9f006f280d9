"""Times builds, each beside the others: an engine is never measured alone and then another."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks import pages, sites
from benchmarks.engines import Engine

Times = dict[tuple[str, str], list[float]]  # seconds of every round, by engine and task or size
IMPORTS = "import matplotlib.pyplot, myst_nb, sphinx.application, torch"


class BuildError(Exception):
    """A build failed, so its time means nothing."""


def build(engine: Engine, folder: Path) -> float:
    """Seconds of one build."""
    environment = engine.environment(folder)
    started = time.perf_counter()
    result = subprocess.run(
        engine.command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    seconds = time.perf_counter() - started
    if result.returncode:
        raise BuildError(f"{engine.name}: {' '.join(engine.command)}\n{result.stdout[-4000:]}")
    return seconds


def forget(engine: Engine, folder: Path) -> None:
    """Delete all that earlier builds made."""
    for name in engine.built:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def one_round(engine: Engine, folder: Path, number: int) -> dict[str, float]:
    """Seconds of each task of an engine: cold, then without a change, then after each edit."""
    page = folder / engine.page
    original = page.read_text(encoding="utf-8")
    sentence = engine.sentence.format(number)
    texts = {
        "cold": original,
        "none": original,
        "prose": pages.edit_prose(original, sentence),
        "cell": pages.edit_cell(pages.edit_prose(original, sentence), number),
    }
    forget(engine, folder)
    seconds = {}
    for task in engine.tasks:
        if page.read_text(encoding="utf-8") != texts[task]:
            page.write_text(texts[task], encoding="utf-8")
        seconds[task] = build(engine, folder)
    page.write_text(original, encoding="utf-8")
    return seconds


def warm_up(engines: Sequence[Engine]) -> None:
    """Read the packages once, so that no engine pays for a cold disk."""
    for python in {engine.python for engine in engines}:
        subprocess.run([python, "-c", IMPORTS], check=True)


def pages_of_the_site(engines: Sequence[Engine], rounds: int, work: Path) -> Times:
    """Every engine in turn, round after round; every other round in the opposite order."""
    times: Times = defaultdict(list)
    for engine in engines:
        engine.make(sites.ROOT, work / engine.name)
    for number in range(1, rounds + 1):
        for engine in engines if number % 2 else reversed(engines):
            print(f"round {number} of {rounds}: {engine.name}", flush=True)
            for task, seconds in one_round(engine, work / engine.name, number).items():
                times[engine.name, task].append(seconds)
    return times


def growing_sites(engines: Sequence[Engine], sizes: Sequence[int], work: Path) -> Times:
    """Cold builds of generated sites, the engines in turn for each size."""
    times: Times = defaultdict(list)
    for size in sizes:
        project = work / f"small-{size}"
        sites.small_project(sites.ROOT, project, size)
        for engine in engines:
            if size in engine.sizes:
                print(f"{size} pages: {engine.name}", flush=True)
                folder = work / f"{engine.name}-{size}"
                engine.make(project, folder)
                times[engine.name, str(size)].append(build(engine, folder))
    return times
