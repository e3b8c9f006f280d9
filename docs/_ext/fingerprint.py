"""What shapes the output of a cell, apart from the cell itself.

Imports nothing that takes time: the build script asks before Sphinx is started.
"""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    "torch",
    "numpy",
    "matplotlib",
    "matplotlib-inline",
    "ipykernel",
    "ipython",
    "myst-nb",
)
CELLS = ("draw_once.py", "execution.py", "fingerprint.py", "kernel.py", "warm/*.py")
FORMULAS = ("formulas/*.py", "formulas/*.lark")


def kernel_environment(root: Path) -> dict[str, str]:
    """Environment of every kernel; one thread makes sums repeatable and leaves cores to pages."""
    return {
        "PYTHONPATH": os.pathsep.join([str(root / "docs"), str(root / "src")]),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger, which ipykernel imports, would warn
    }


def fingerprint(root: Path, *extensions: str) -> str:
    """A short hash of the package, of what it stands on, and of files below ``docs/_ext``."""
    digest = hashlib.sha256(platform.python_version().encode())
    for package in PACKAGES:
        digest.update(f"{package}=={version(package)}".encode())
    shaping = (path for name in extensions for path in (root / "docs/_ext").glob(name))
    for path in sorted([*shaping, *(root / "src").rglob("*.py")]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def executions(root: Path) -> Path:
    """Where the cells are kept that were executed with the present fingerprint."""
    return root / "_build" / "executions" / fingerprint(root, *CELLS)
