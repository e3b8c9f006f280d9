"""What shapes the output of a cell, apart from the cell itself.

Imports nothing that takes time: the build script asks before Sphinx is started.
"""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

from notes_site.sphinx_support.project import MACHINE, VARIABLE

PACKAGES = (
    "torch",
    "numpy",
    "matplotlib",
    "matplotlib-inline",
    "ipykernel",
    "ipython",
    "myst-nb",
)
CELLS = (
    "execution/figure_cache.py",
    "execution/fingerprint.py",
    "execution/forkserver/*.py",
    "execution/kernel.py",
    "execution/kernelspec.py",
    "execution/output_limit.py",
)
FORMULAS = ("formulas/*.py", "formulas/*.lark")


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


def fingerprint(root: Path, *machine: str) -> str:
    """A short hash of the package, of what it stands on, and of files of the machine."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in PACKAGES:
        digest.update(f"{name}=={version(name)}".encode())
    shaping = [path for pattern in machine for path in MACHINE.glob(pattern)]
    package = (path for path in (root / "src").rglob("*.py") if MACHINE not in path.parents)
    for path in sorted([*shaping, *package]):
        place = path.relative_to(MACHINE if MACHINE in path.parents else root)
        digest.update(place.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def executions(root: Path) -> Path:
    """Where the cells are kept that were executed with the present fingerprint."""
    return root / "_build" / "executions" / fingerprint(root, *CELLS)
