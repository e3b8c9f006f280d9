"""An environment with a few packages, what they require, and nothing else: a reader's.

The packages are those of this environment, by links, so that nothing is downloaded.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement


def closure(names: list[str]) -> set[str]:
    """Packages with all that they require here."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name in found:
            continue
        try:
            required = map(Requirement, distribution(name).requires or [])
        except PackageNotFoundError:
            continue  # required on another system, or by an older Python
        found.add(name)
        names += [one.name for one in required if not one.marker or one.marker.evaluate()]
    return found


def link(name: str, target: Path) -> None:
    """Link whatever a package has at the top of ``site-packages``."""
    package = distribution(name)
    tops = {file.parts[0] for file in package.files or () if file.parts[0] not in {"..", "/"}}
    for top in tops - {"__pycache__"}:
        place = Path(str(package.locate_file(top)))
        if not (target / top).exists():
            (target / top).symlink_to(place)


def make(folder: Path, names: list[str], wheel: Path) -> Path:
    """An environment in a folder, with a wheel unpacked in it; returns its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (target,) = folder.glob("lib/python*/site-packages")
    for name in closure(names):
        link(name, target)
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, target], check=True)
    return folder / "bin/python"
