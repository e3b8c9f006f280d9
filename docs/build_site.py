"""Builds the site and publishes it whole.

``_build/html`` is always the last good site: each language is built in a folder of its own, the
languages are assembled beside the old site, and one atomic rename puts the new one in its place.
Sphinx keeps its environment even after warnings, so the same fault would pass the second time; here
an environment and the pages made from it survive only a build that succeeded, and that was made
with the same extensions and versions.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
LANGUAGES = {"zh": ("zh_CN", ".")}  # folder: the language, and its place in the site
NOT_PUBLISHED = shutil.ignore_patterns("reports", "_sources", ".buildinfo*")


def machinery() -> str:
    """A hash of what makes pages without being one: Sphinx reads none again when it changes."""
    paths = [Path(__file__), ROOT / "constraints.txt", *sorted((ROOT / "docs/_ext").rglob("*.*"))]
    contents = (path.read_bytes() for path in paths if path.is_file() and path.suffix != ".pyc")
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def run_sphinx(output: Path, language: str, builder: str) -> bool:
    """Build one language into ``output`` with warnings as errors; whether it succeeded."""
    good, doctrees = output.with_suffix(".good"), output.with_suffix(".doctrees")
    made_with = machinery()
    if not good.exists() or good.read_text(encoding="utf-8") != made_with:
        shutil.rmtree(doctrees, ignore_errors=True)
        shutil.rmtree(output, ignore_errors=True)
    good.unlink(missing_ok=True)
    flags = ["-W", "-n", "--keep-going", "-j", "auto", "-b", builder, "-D", f"language={language}"]
    command = ["sphinx", *flags, "-c", ROOT, "-d", doctrees, ROOT / "docs", output]
    succeeded = subprocess.run([sys.executable, "-m", *map(str, command)]).returncode == 0
    if succeeded:
        good.write_text(made_with, encoding="utf-8")
    return succeeded


def publish() -> Path:
    """Assemble the languages and swap the result in as ``_build/html``; return that path."""
    sites = BUILD / "sites"
    sites.mkdir(exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=sites))
    new.chmod(0o755)
    for name, (_, place) in LANGUAGES.items():
        source = BUILD / name / "html"
        shutil.copytree(source, new / place, ignore=NOT_PUBLISHED, dirs_exist_ok=True)
    published, link = BUILD / "html", BUILD / "html.new"
    if published.is_dir() and not published.is_symlink():
        shutil.rmtree(published)  # made by another tool; a link cannot take its place
    link.unlink(missing_ok=True)
    link.symlink_to(new.relative_to(BUILD), target_is_directory=True)
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
    BUILD.mkdir(exist_ok=True)
    lock = (BUILD / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)  # a second build waits: publishing deletes every other site
    for name, (language, _) in LANGUAGES.items():
        output = BUILD / name / builder
        if not run_sphinx(output, language, builder):
            place = output.relative_to(ROOT)
            print(f"The {builder} build failed; what it made is in {place}.", file=sys.stderr)
            return 1
    if builder == "html":
        print(f"The site is built. Open {(publish() / 'index.html').as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
