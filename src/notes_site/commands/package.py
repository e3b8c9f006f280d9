"""Makes packages: a wheel for notebooks and for PyPI, and an archive of its sources.

The sources are copied first, so that nothing is left beside them and nothing left beside them gets
in. All times in the wheel are the same, so equal sources give an equal wheel, byte for byte.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from notes_site.sphinx_support import caches
from notes_site.sphinx_support.project import BUILD, ROOT
from notes_site.sphinx_support.settings import settings

WHEELS = BUILD / "wheels"
NOT_SOURCES = ("__pycache__", "*.egg-info")
MADE = {"SOURCE_DATE_EPOCH": "315532800"}  # 1980, the first year that a wheel can hold
BACKEND = "import sys, setuptools.build_meta as backend; getattr(backend, sys.argv[1])(sys.argv[2])"


def described(package: str) -> Path:
    """The file that describes a package: one of its own, or that of the project."""
    own = ROOT / "src" / package / "pyproject.toml"
    return own if own.exists() else ROOT / "pyproject.toml"


def files(package: str) -> list[Path]:
    """What a package has beside its sources."""
    beside = (ROOT / "LICENSE", ROOT / "README.md", described(package))
    return [path for path in beside if path.exists()]


def copy_sources(folder: Path, package: str) -> None:
    """Copy what a package is made from, with the same modes whatever the user's are."""
    for path in files(package):
        shutil.copyfile(path, folder / path.name)
    sources = Path("src", package)
    shutil.copytree(ROOT / sources, folder / sources, ignore=shutil.ignore_patterns(*NOT_SOURCES))
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def make(kind: str, target: Path, package: str) -> None:
    """Have the backend make ``wheel`` or ``sdist``, the same that ``python -m build`` calls."""
    with tempfile.TemporaryDirectory() as sources:
        copy_sources(Path(sources), package)
        command = [sys.executable, "-c", BACKEND, f"build_{kind}", str(target.resolve())]
        made = subprocess.run(
            command,
            cwd=sources,
            env=os.environ | MADE,
            umask=0o022,
            capture_output=True,
            text=True,
            check=False,
        )
    if made.returncode:
        raise RuntimeError(f"no {kind} could be made:\n{made.stdout}{made.stderr}")


def wheel(package: str) -> Path:
    """The wheel of the present sources, made when there is none yet."""
    backend = filter(Path.exists, [ROOT / "constraints.txt"])  # which pins it
    sources = (path for path in (ROOT / "src" / package).rglob("*") if path.is_file())
    kept = sorted(path for path in sources if path.suffix != ".pyc")
    paths = [Path(__file__), *backend, *files(package), *kept]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths))
    folder = WHEELS / digest.hexdigest()[:12]
    caches.use(folder)
    if not list(folder.glob("*.whl")):
        make("wheel", folder, package)
    (found,) = folder.glob("*.whl")
    return found


def main() -> None:
    """Put the wheel and the archive of every package into ``_build/package``."""
    target = ROOT / "_build/package"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    others = {path.parent.name for path in (ROOT / "src").glob("*/pyproject.toml")}
    for package in sorted({settings().package, *others} - {""}):
        shutil.copy(wheel(package), target)
        make("sdist", target, package)
    print(*(path.relative_to(ROOT) for path in sorted(target.iterdir())), sep="\n")


if __name__ == "__main__":
    main()
