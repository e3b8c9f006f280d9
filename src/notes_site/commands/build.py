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
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from notes_site.commands import package
from notes_site.execution.forkserver import need, process
from notes_site.languages.gathered import gather
from notes_site.minify.inline_code import InlineCodeError
from notes_site.minify.site import lighten
from notes_site.sphinx_support import parent_watch
from notes_site.sphinx_support.languages import SOURCE, Language, built
from notes_site.sphinx_support.project import BUILD, DOCS, LOCALE, MACHINE, ROOT
from notes_site.sphinx_support.settings import settings

BUILDERS = {"html": built(), "epub": built(), "doctest": (SOURCE,), "linkcheck": (SOURCE,)}
STATIC = MACHINE / "pages/theme/static"  # Sphinx copies it each time
MAKES_PAGES = {".js", ".lark", ".po", ".py"}
NOT_PUBLISHED = shutil.ignore_patterns("reports", "_sources", ".buildinfo*")


def machinery() -> str:
    """A hash of what makes pages without being one: Sphinx reads none again when it changes."""
    files = (path for path in sorted(MACHINE.rglob("*.*")) if path.suffix in MAKES_PAGES)
    words = sorted(LOCALE.glob("*/LC_MESSAGES/sphinx.po"))
    paths = [ROOT / "constraints.txt", *files, *words]
    used = (path for path in paths if path.exists() and STATIC not in path.parents)
    contents = (path.read_bytes() for path in used)
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def run_sphinx(output: Path, language: Language, builder: str) -> bool:
    """Build one language into ``output`` with warnings as errors; whether it succeeded."""
    good, doctrees = output.with_suffix(".good"), output.with_suffix(".doctrees")
    made_with = machinery()
    if not good.exists() or good.read_text(encoding="utf-8") != made_with:
        shutil.rmtree(doctrees, ignore_errors=True)
        shutil.rmtree(output, ignore_errors=True)
    good.unlink(missing_ok=True)
    flags = [
        "-W",
        "-n",
        "--keep-going",
        "-j",
        "auto",
        "-b",
        builder,
        "-D",
        f"language={language.code}",
    ]
    command = ["sphinx", *flags, "-c", ROOT, "-d", doctrees, DOCS, output]
    succeeded = parent_watch.run([sys.executable, "-m", *map(str, command)]) == 0
    if succeeded:
        good.write_text(made_with, encoding="utf-8")
    return succeeded


def kernels() -> AbstractContextManager[object]:
    """Start now what kernels will be forked from, if this build is going to execute cells."""
    if process.possible() and not process.running(ROOT) and need.expected(ROOT):
        return process.WarmProcess(ROOT)
    return nullcontext()


def publish(wheel: Path | None) -> Path:
    """Assemble the languages and swap the result in as ``_build/html``; return that path."""
    sites = BUILD / "sites"
    sites.mkdir(exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=sites))
    new.chmod(0o755)
    for language in built():
        source, target = BUILD / language.folder / "html", new / language.place
        shutil.copytree(source, target, ignore=NOT_PUBLISHED, dirs_exist_ok=True)
    if wheel:
        shutil.copy(wheel, new)  # notebooks install it from here
    try:
        lighten(new, BUILD / "light" / machinery())
    except InlineCodeError as error:
        raise SystemExit(f"Not published: in {error.page.relative_to(new)} {error}.") from None
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
    parser.add_argument("builder", nargs="?", default="html", choices=BUILDERS)
    builder = parser.parse_args().builder
    BUILD.mkdir(exist_ok=True)
    lock = (BUILD / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)  # a second build waits: publishing deletes every other site
    gather()
    with kernels(), ThreadPoolExecutor() as beside:
        name = settings().package if builder == "html" else ""
        wheel = beside.submit(package.wheel, name) if name else None  # while others import
        for language in BUILDERS[builder]:
            output = BUILD / language.folder / builder
            if not run_sphinx(output, language, builder):
                place = output.relative_to(ROOT)
                print(f"The {builder} build failed; what it made is in {place}.", file=sys.stderr)
                return 1
        need.met(ROOT)
    if builder == "html":
        published = publish(wheel.result() if wheel else None)
        print(f"The site is built. Open {(published / 'index.html').as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
