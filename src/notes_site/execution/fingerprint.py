"""What shapes the output of a cell, apart from the cell itself.

Imports nothing that takes time: the build script asks before Sphinx is started.
"""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from notes_site.sphinx_support.project import MACHINE, VARIABLE
from notes_site.sphinx_support.settings import settings

PACKAGES = (
    "torch",
    "numpy",
    "matplotlib",
    "matplotlib-inline",
    "ipykernel",
    "ipython",
    "myst-nb",
)


class Ground(NamedTuple):
    """What shapes a result beside the package: files of the machine, and settings of the site."""

    files: tuple[str, ...]
    settings: tuple[str, ...]


CELLS = Ground(
    files=(
        "execution/figure_cache.py",
        "execution/fingerprint.py",
        "execution/forkserver/*.py",
        "execution/kernel.py",
        "execution/kernelspec.py",
        "execution/output_limit.py",
    ),
    settings=("figure_style", "figure_svg", "kernel_imports"),
)
FORMULAS = Ground(files=("formulas/*.py", "formulas/*.lark"), settings=("derivatives", "functions"))


def kernel_environment(root: Path) -> dict[str, str]:
    """Environment of every kernel; one thread makes sums repeatable and leaves cores to pages."""
    return {
        VARIABLE: str(root),
        "PYTHONPATH": os.pathsep.join([str(MACHINE.parent), str(root / "src")]),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger, which ipykernel imports, would warn
    }


def fingerprint(root: Path, *grounds: Ground) -> str:
    """A short hash of the package, of what it stands on, and of what else shapes a result."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in PACKAGES:
        digest.update(f"{name}=={version(name)}".encode())
    said = {name: getattr(settings(), name) for g in grounds for name in g.settings}
    digest.update(repr(said).encode())
    package = root / "src"  # the machine may lie beside it
    own = (path for path in package.rglob("*.py") if package / MACHINE.name not in path.parents)
    used = (path for g in grounds for name in g.files for path in MACHINE.glob(name))
    shaping = {path.relative_to(package): path for path in own}
    shaping |= {path.relative_to(MACHINE.parent): path for path in used}
    for place, path in sorted(shaping.items()):  # wherever they lie
        digest.update(place.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def executions(root: Path) -> Path:
    """Where the cells are kept that were executed with the present fingerprint."""
    return root / "_build" / "executions" / fingerprint(root, CELLS)
