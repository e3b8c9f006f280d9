"""What is compared: how each site is made, built and edited."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks import sites

PEERS = sites.ROOT / ".venv-peers/bin/python"
TASKS = ("cold", "none", "prose", "cell")  # in the order in which they are run
SIZES = (10, 30, 100)
SPHINX = ("python", "-m", "sphinx", "-q")
BUILD_SITE = ("python", "-m", "notes_site.commands.build")
STOCK = (*SPHINX, "-c", "benchmarks/stock", "docs", "_build/html")


@dataclass(frozen=True)
class Engine:
    """One way to make a site of the same cells."""

    name: str
    make: sites.Make
    command: tuple[str, ...]
    page: str = "docs/notes/sigmoid.md"  # the one that is edited
    sentence: str = "Edited {}."
    built: tuple[str, ...] = ("_build",)  # what a cold build starts without
    tasks: tuple[str, ...] = TASKS
    sizes: tuple[int, ...] = ()  # of the generated sites that it builds
    python: Path = Path(sys.executable)

    def environment(self, folder: Path) -> dict[str, str]:
        """Its own programs come first, the package is found, sums use one thread as on our site."""
        programs = os.pathsep.join([str(self.python.parent), os.environ["PATH"]])
        source = str(folder / "src")
        return os.environ | {"PATH": programs, "PYTHONPATH": source, "OMP_NUM_THREADS": "1"}


EVERYTHING = Engine("everything", sites.copy, BUILD_SITE)
CHINESE = Engine("chinese", sites.in_chinese, BUILD_SITE, tasks=("cold",), sizes=SIZES)
CELLS = Engine("cells", sites.only_cells, BUILD_SITE)
MYST_NB = Engine("myst-nb", sites.without_api, STOCK, sizes=SIZES[:1])
ENGINES = (
    EVERYTHING,
    CHINESE,
    CELLS,
    MYST_NB,
    Engine("myst-nb-parallel", sites.without_api, (*STOCK, "-j", "auto"), tasks=("cold",)),
    Engine(
        "sphinx-gallery",
        sites.gallery,
        (*SPHINX, "-W", ".", "_build"),
        page="scripts/plot_sigmoid.py",
        sentence="# %%\n# Edited {}.",
        built=("_build", "examples", "sg_execution_times.rst"),
        sizes=SIZES,
        python=PEERS,
    ),
    Engine(
        "jupyter-book",
        sites.book,
        ("jupyter-book", "build", "-q", "."),
        page="sigmoid.md",
        sizes=SIZES[:1],
        python=PEERS,
    ),
)


def available() -> list[Engine]:
    """The engines whose environment is installed."""
    return [engine for engine in ENGINES if engine.python.exists()]
