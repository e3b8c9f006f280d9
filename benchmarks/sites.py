"""The folders that are built: copies of the project, and its cells as sites of other tools."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks import pages

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NOT_COPIED = shutil.ignore_patterns(".*", "_build", "__pycache__")
ENGLISH = "docs/locale/en"
AUTODOC = re.compile(r"```\{eval-rst\}\n\.\. automodule::.*?```\n", re.DOTALL)
ONLY_CELLS = """
# added by the benchmark: cells are executed, formulas are not checked
sys.path.append(str(Path(__file__).parent))
import notes_site
notes_site.WINGS = [wing for wing in notes_site.WINGS if wing != "formulas"]
extensions.append("benchmarks.stand_ins")
nitpick_ignore_regex = [("py:.*", "notes_examples.*")]
"""
Make = Callable[[Path, Path], None]  # makes a site in a folder from a copy of the project


def copy(project: Path, folder: Path) -> None:
    """The project as it is."""
    shutil.copytree(project, folder, ignore=NOT_COPIED)


def in_chinese(project: Path, folder: Path) -> None:
    """The project without its translation: a language is built if it has catalogues."""
    copy(project, folder)
    shutil.rmtree(folder / ENGLISH, ignore_errors=True)


def without_api(project: Path, folder: Path) -> None:
    """The project in Chinese, its API page without what autodoc finds."""
    in_chinese(project, folder)
    page = folder / "docs/reference/api.md"
    if page.exists():
        page.write_text(AUTODOC.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")


def only_cells(project: Path, folder: Path) -> None:
    """The project in Chinese without the check of formulas and without the API."""
    without_api(project, folder)
    with (folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(ONLY_CELLS)


def notebooks(project: Path) -> dict[str, str]:
    """The pages of a project that have cells, by their names."""
    docs = project / "docs"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(docs.rglob("*.md"))}
    return {name: text for name, text in texts.items() if pages.is_notebook(text)}


def gallery(project: Path, folder: Path) -> None:
    """A site of sphinx-gallery with a script for each page."""
    copy(project / "src", folder / "src")
    shutil.copy(HERE / "gallery/conf.py", folder)
    index = "Examples\n========\n\n.. toctree::\n\n   examples/index\n"
    (folder / "index.rst").write_text(index, encoding="utf-8")
    scripts = folder / "scripts"
    scripts.mkdir()
    (scripts / "GALLERY_HEADER.rst").write_text("Cells\n=====\n", encoding="utf-8")
    for name, page in notebooks(project).items():
        if "get_ipython" in page:  # a script has no shell to ask
            continue
        (scripts / f"plot_{name}.py").write_text(pages.script(name, page), encoding="utf-8")


def book(project: Path, folder: Path) -> None:
    """A Jupyter Book with a notebook in MyST for each page."""
    copy(project / "src", folder / "src")
    shutil.copy(HERE / "book/_config.yml", folder)
    found = notebooks(project)
    entries = "".join(f"- file: {name}\n" for name in found)
    contents = f"format: jb-book\nroot: index\nchapters:\n{entries}"
    (folder / "_toc.yml").write_text(contents, encoding="utf-8")
    (folder / "index.md").write_text("# Cells\n", encoding="utf-8")
    for name, page in found.items():
        (folder / f"{name}.md").write_text(pages.notebook(name, page), encoding="utf-8")


def small_project(project: Path, folder: Path, count: int) -> None:
    """The machinery of the project with ``count`` small pages in place of its own."""
    in_chinese(project, folder)
    for page in (folder / "docs").rglob("*.md"):
        page.unlink()
    names = [f"page-{number:03}" for number in range(1, count + 1)]
    for number, name in enumerate(names, start=1):
        text = pages.small_page(number)
        (folder / f"docs/{name}.md").write_text(text, encoding="utf-8")
    index = "\n".join(["# Index\n", "```{toctree}", *names, "```\n"])
    (folder / "docs/index.md").write_text(index, encoding="utf-8")
