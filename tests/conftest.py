"""The built site, and small projects of the tests' own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from babel.messages import Catalog
from browsing import chromium, look, serve
from bs4 import BeautifulSoup
from exploring import OpenPage
from filelock import FileLock
from playwright.sync_api import Browser, Page

from notes_site.execution.forkserver.client import ADDRESS
from notes_site.execution.forkserver.process import WarmProcess
from notes_site.languages.catalogues import write

ROOT = Path(__file__).resolve().parent.parent
NOTE = (ROOT / "tests/data/note.md").read_text(encoding="utf-8")
MACHINERY = (
    "LICENSE",
    "README.md",
    "conf.py",
    "constraints.txt",
    "pyproject.toml",
    "docs/_static",
    "docs/explorers.toml",
    "docs/inventories",
    "docs/reference/symbols.toml",
    "src",
)
NOTEBOOK = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
"""


@dataclass(frozen=True)
class Project:
    """A copy of the project with pages of its own, built as a user would."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write a file below ``docs``."""
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a program that is run here, as ``make`` sets them."""
        path = os.pathsep.join([str(self.root / "src"), str(ROOT / "src")])
        return os.environ | {"PYTHONPATH": path}

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python with ``command`` in the project."""
        return self.call(sys.executable, *command, **environment)

    def call(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a program in the project; both streams come back as ``stdout``."""
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def build(self, builder: str = "html", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the build script."""
        return self.run("-m", "notes_site.commands.build", builder, **environment)

    def translate(self, name: str, messages: dict[str, str]) -> None:
        """Write the English catalogue of a page, or of the machinery."""
        catalogue = Catalog()
        for source, translation in messages.items():
            catalogue.add(source, translation)
        write(catalogue, self.root / f"docs/locale/en/LC_MESSAGES/{name}.po")

    def page(self, name: str) -> BeautifulSoup:
        """A page of the published site."""
        return BeautifulSoup((self.root / "_build/html" / f"{name}.html").read_bytes(), "html5lib")


def executed(output: str) -> list[str]:
    """The pages whose cells a build has run, by what it says."""
    ahead = re.findall(r"^executed (\S+) \(", output, flags=re.MULTILINE)
    when_read = re.findall(r"/docs/(\S+)\.md: Executing notebook", output)
    return ahead + when_read


MakeProject = Callable[[dict[str, str]], Project]


@pytest.fixture(scope="session")
def warm() -> Iterator[None]:
    """What all copies of the project fork their kernels from: importing torch takes seconds."""
    with WarmProcess(ROOT):
        yield


@pytest.fixture
def own_kernels(warm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every build start what its kernels are forked from, as it does for readers."""
    monkeypatch.delenv(ADDRESS)


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory, warm: None) -> MakeProject:
    """Make a project from its pages, in a folder whose name has a space and Chinese characters."""

    def make(pages: dict[str, str]) -> Project:
        project = Project(tmp_path_factory.mktemp("project") / "新 项目")
        for name in MACHINERY:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            (project.root / name).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / name, project.root / name)
        entries = "\n".join(pages)
        project.write("index.md", f"# Index\n\n```{{toctree}}\n{entries}\n```\n")
        for name, text in pages.items():
            project.write(f"{name}.md", text)
        return project

    return make


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the real site, built now, and once for all processes that test side by side."""
    folder = tmp_path_factory.getbasetemp()
    built = (folder if worker_id == "master" else folder.parent) / "site-is-built"
    with FileLock(f"{built}.lock"):
        if not built.exists():
            result = Project(ROOT).build()
            assert result.returncode == 0, result.stdout
            built.touch()
    return ROOT / "_build/html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a local server."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def open_page(browser: Browser, site: Path) -> Iterator[OpenPage]:
    """Open chapters, none of which may say anything on the console."""
    messages: list[str] = []
    pages: dict[str, Page] = {}

    def open_once(name: str) -> Page:
        if name not in pages:
            pages[name] = look(browser, (site / f"{name}.html").as_uri())
            pages[name].on("console", lambda message: messages.append(message.text))
        return pages[name]

    yield open_once
    for page in pages.values():
        page.close()
    assert messages == []


def pytest_xdist_auto_num_workers() -> int:
    """Two more than cores: a test waits for browsers and builds as long as it works."""
    return (os.cpu_count() or 1) + 2


@pytest.fixture(autouse=True)
def _seed() -> None:
    """Give every test the same random numbers."""
    torch.manual_seed(0)
