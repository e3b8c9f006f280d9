"""What a machine does to a build touches neither the last good site nor the next build."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest
from conftest import MakeProject, Project
from faults import CELL, PAGE, build_in, needs_namespaces, tree

STAGES = (
    "executed page",
    "build succeeded",
    *(
        pytest.param(stage, marks=pytest.mark.exhaustive)
        for stage in (
            "Running Sphinx",
            "updating environment",
            "pickling environment",
            "copying static files",
            "writing additional pages",
        )
    ),
)
TINY = 'mount -t tmpfs -o size={size} tmpfs "$PWD/_build/{folder}"'
FORBIDDEN = (
    'mount --bind "$PWD/{folder}" "$PWD/{folder}" && mount -o remount,bind,ro "$PWD/{folder}"'
)
pytestmark = pytest.mark.usefixtures("own_kernels")


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A good site, built."""
    project = make_project({"page": PAGE.format(words="good"), "prose": "# Prose\n"})
    assert project.build().returncode == 0
    return project


@pytest.fixture
def edited(project: Project) -> Project:
    """The same with an edit that is not built yet."""
    project.write("page.md", PAGE.format(words=f"edit {os.urandom(4).hex()}"))
    return project


def end_at(project: Project, stage: str, number: int) -> int:
    """Send a signal to the group of a build that says it has come to a stage; its exit code."""
    command = [sys.executable, "-u", "-m", "notes_site.commands.build"]
    with subprocess.Popen(
        command,
        cwd=project.root,
        env=project.environment | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as build:
        assert build.stdout
        said = next(line for line in build.stdout if line.startswith(stage))
        assert said
        if number == signal.SIGKILL:
            build.kill()
        else:
            os.killpg(build.pid, number)
        build.stdout.read()
    return build.returncode


def assert_repaired(project: Project) -> None:
    """The next build succeeds and shows the edit."""
    words = re.findall(r'print\("(.*)"\)', (project.root / "docs/page.md").read_text("utf-8"))
    result = project.build()

    assert result.returncode == 0, result.stdout
    assert words[0] in project.page("page").get_text()


@pytest.mark.parametrize("stage", STAGES)
def test_killed_build_loses_nothing(edited: Project, stage: str) -> None:
    """Wherever it was killed, the last good site stays, and the next build needs no clean."""
    before = tree(edited.root / "_build/html")

    assert end_at(edited, stage, signal.SIGKILL) == -signal.SIGKILL
    assert tree(edited.root / "_build/html") == before
    assert_repaired(edited)


def test_interrupted_build_loses_nothing(edited: Project) -> None:
    """Ctrl-C ends a build as a kill does."""
    before = tree(edited.root / "_build/html")

    assert end_at(edited, "executed page", signal.SIGINT) != 0
    assert tree(edited.root / "_build/html") == before
    assert_repaired(edited)


@needs_namespaces
@pytest.mark.parametrize(
    ("folder", "size"),
    [
        pytest.param("zh", "64k", marks=pytest.mark.exhaustive),
        ("zh", "700k"),
        ("sites", "400k"),
    ],
)
def test_full_disk_loses_nothing(edited: Project, folder: str, size: str) -> None:
    """A disk that is full says so, again if the build is repeated."""
    before = tree(edited.root / "_build/html")
    for _ in range(2):
        result = build_in(edited, "--mount", first=TINY.format(size=size, folder=folder))

        assert result.returncode == 1
        assert "No space left on device" in result.stdout
    assert tree(edited.root / "_build/html") == before
    assert_repaired(edited)


@needs_namespaces
@pytest.mark.parametrize(
    "folder",
    ["_build", pytest.param("_build/zh", marks=pytest.mark.exhaustive), "_build/sites"],
)
def test_forbidden_folder_loses_nothing(edited: Project, folder: str) -> None:
    """A folder that nobody may write to is named, again if the build is repeated."""
    before = tree(edited.root / "_build/html")
    for _ in range(2):
        result = build_in(edited, "--mount", first=FORBIDDEN.format(folder=folder))

        assert result.returncode == 1
        assert "Read-only file system" in result.stdout
        assert folder in result.stdout
    assert tree(edited.root / "_build/html") == before
    assert_repaired(edited)


def test_endless_cell_is_stopped(make_project: MakeProject) -> None:
    """A cell that does not end is stopped and named, again if the build is repeated."""
    project = make_project({"page": CELL.format(code="while True: pass")})
    with (project.root / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write("nb_execution_timeout = 2\n")
    for _ in range(2):
        result = project.build()

        assert result.returncode == 1
        assert "page.md:10: WARNING: the cell was stopped: it took longer" in result.stdout
    assert not (project.root / "_build/html").exists()
