"""Builds the site and publishes it whole.

``_build/html`` is always the last good site: each language is built in a folder of its own, the
languages are assembled beside the old site, and one atomic rename puts the new one in its place.
Sphinx keeps its environment even after warnings, so the same fault would pass the second time; here
an environment survives only a build that succeeded.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"zh": "zh_CN"}
NOT_PUBLISHED = shutil.ignore_patterns("reports", ".buildinfo*", "objects.inv.tmp")


def run_sphinx(folder: Path, language: str, builder: str) -> bool:
    """Build one language with warnings as errors; whether it succeeded."""
    doctrees = folder / "doctrees"
    good = folder / "good"
    if not good.exists():
        shutil.rmtree(doctrees, ignore_errors=True)
    good.unlink(missing_ok=True)
    flags = ["-W", "-n", "--keep-going", "-j", "auto", "-b", builder, "-D", f"language={language}"]
    places = ["-c", str(ROOT), "-d", str(doctrees), str(ROOT / "docs"), str(folder / builder)]
    succeeded = subprocess.run([sys.executable, "-m", "sphinx", *flags, *places]).returncode == 0
    if succeeded:
        good.touch()
    return succeeded


def publish(build: Path) -> Path:
    """Assemble the languages and swap the result in as ``_build/html``; return that path."""
    sites = build / "sites"
    sites.mkdir(exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=sites))
    new.chmod(0o755)
    shutil.copytree(build / "zh" / "html", new, ignore=NOT_PUBLISHED, dirs_exist_ok=True)
    published, link = build / "html", build / "html.new"
    link.unlink(missing_ok=True)
    link.symlink_to(new.relative_to(build), target_is_directory=True)
    os.replace(link, published)
    for old in sites.iterdir():
        if old != new:
            shutil.rmtree(old)
    return published


def main() -> int:
    """Build what the command line asks for; the exit code is 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("builder", nargs="?", default="html", choices=["html", "doctest"])
    builder = parser.parse_args().builder
    build = ROOT / "_build"
    for name, language in LANGUAGES.items():
        if not run_sphinx(build / name, language, builder):
            output = (build / name / builder).relative_to(ROOT)
            print(f"The {builder} build failed; what it made is in {output}.", file=sys.stderr)
            return 1
    if builder == "html":
        page = (publish(build) / "index.html").relative_to(ROOT)
        print(f"The site is built. Open {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
