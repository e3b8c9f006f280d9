"""``make live``: an edit of a page, of a translation or of the package reaches the browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.request import urlopen

import psutil
import pytest
from conftest import NOTEBOOK, MakeProject, Project

PAGE = (
    NOTEBOOK
    + """
# 题目

```{code-cell}
from notes_examples.activations import relu
print(relu.__doc__.splitlines()[0])
```
"""
)


@dataclass
class Live:
    """A supervisor at work, and what it says."""

    project: Project
    process: subprocess.Popen[str]
    output: IO[str]

    def built(self) -> list[str]:
        """What is said until the next build has ended; empty if the supervisor has ended."""
        said = []
        for line in self.output:
            said.append(line)
            if line.startswith("Open "):
                return said
        return []

    def get(self, address: str, page: str) -> str:
        """A page as the server gives it."""
        with urlopen(f"{address}{page}.html") as response:
            text: str = response.read().decode()
        return text

    def warm(self) -> set[int]:
        """The warm processes that it holds."""
        children = psutil.Process(self.process.pid).children()
        return {
            child.pid
            for child in children
            if "notes_site.execution.forkserver.server" in child.cmdline()
        }


@pytest.fixture(scope="module")
def live(make_project: MakeProject) -> Iterator[Live]:
    """A supervisor of a small project in two languages, after its first build."""
    project = make_project({"page": PAGE})
    project.translate("page", {"题目": "Title"})
    process = subprocess.Popen(
        [sys.executable, "-m", "notes_site.commands.live"],
        cwd=project.root,
        env=project.environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    yield Live(project, process, process.stdout)
    process.send_signal(signal.SIGINT)
    process.communicate()


def test_edits_reach_the_browser(live: Live) -> None:
    """Prose, translation and package: each save is built and served, in both languages."""
    first = live.built()
    (address,) = re.findall(r"http://\S+", first[-1])
    warm = live.warm()

    assert "题目" in live.get(address, "page")
    assert "websocket-reload" in live.get(address, "page")

    live.project.write("page.md", PAGE.replace("题目", "新题目"))
    assert any("not translated" in line for line in live.built())
    assert "题目" in live.get(address, "page")  # the last good site

    live.project.translate("page", {"新题目": "New title"})
    said = live.built()
    assert not any(line.startswith("executed") for line in said)
    assert "New title" in live.get(address, "en/page")
    assert live.warm() == warm

    module = live.project.root / "src/notes_examples/activations.py"
    module.write_text(
        module.read_text("utf-8").replace("Rectified linear unit.", "Mended linear unit."), "utf-8"
    )
    assert any(line.startswith("executed page") for line in live.built())
    assert "Mended linear unit." in live.get(address, "en/page")
    assert len(live.warm()) == 1
    assert live.warm() != warm
