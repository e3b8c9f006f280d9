"""Whatever the machine is like, the site is the same, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MakeProject, Project
from faults import PAGE, build_in, needs_namespaces, tree

PAGES = {"page": PAGE.format(words="good"), "prose": "# Prose\n"}
DAMAGED = "the kept outputs of cells were damaged"
pytestmark = pytest.mark.usefixtures("own_kernels")


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A good site, built."""
    project = make_project(PAGES)
    result = project.build()
    assert result.returncode == 0, result.stdout
    return project


@pytest.fixture(scope="module")
def expected(project: Project) -> dict[str, str]:
    """What every build of it must give."""
    return tree(project.root / "_build/html")


def cold(project: Project) -> Project:
    """The project without what was built."""
    shutil.rmtree(project.root / "_build")
    return project


def assert_same(
    project: Project, result: subprocess.CompletedProcess[str], expected: dict[str, str]
) -> None:
    """A build has succeeded and given what it must."""
    assert result.returncode == 0, result.stdout
    assert tree(project.root / "_build/html") == expected


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("global.db", 0),
        pytest.param("global.db", 100, marks=pytest.mark.exhaustive),
        pytest.param("base.ipynb", 0, marks=pytest.mark.exhaustive),
        ("base.ipynb", 100),
    ],
)
def test_damaged_cache_is_made_anew(
    project: Project, expected: dict[str, str], name: str, kept: int
) -> None:
    """A cache that was cut off is said in a line, and the pages are executed again."""
    files = list((project.root / "_build/executions").rglob(name))
    for file in files:
        file.write_bytes(file.read_bytes()[:kept])
    project.write("page.md", PAGES["page"] + "\n")  # so that it is read again
    result = project.build()

    assert files
    assert result.stdout.count(DAMAGED) == 1
    assert_same(project, result, expected)


def test_lost_page_is_executed_again(project: Project, expected: dict[str, str]) -> None:
    """A build that ended between noting a page and writing it does not fail the next."""
    for folder in (project.root / "_build/executions").glob("*/executed/*"):
        shutil.rmtree(folder)
    project.write("page.md", PAGES["page"] + "\n\n")  # so that it is read again
    result = project.build()

    assert DAMAGED in result.stdout
    assert_same(project, result, expected)


@needs_namespaces
def test_no_network_is_needed(project: Project, expected: dict[str, str]) -> None:
    """Only this machine can be reached."""
    result = build_in(cold(project), "--net", first="ip link set lo up")

    assert_same(project, result, expected)


def test_place_and_time_do_not_show(project: Project, expected: dict[str, str]) -> None:
    """Another locale, time zone, order of hashes and width of the terminal change nothing."""
    machine = {
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "7",
        "COLUMNS": "40",
    }

    assert_same(project, cold(project).build(**machine), expected)


@needs_namespaces
def test_sources_may_be_read_only(project: Project, expected: dict[str, str]) -> None:
    """A build writes below ``_build`` and nowhere else."""
    cold(project)
    (project.root / "_build").mkdir()
    first = (
        'mount --bind "$PWD" "$PWD" && cd "$PWD" && mount -o remount,bind,ro "$PWD"'
        ' && mount -t tmpfs tmpfs "$PWD/_build"'
        ' && trap "cp -RL _build/html ../made" EXIT && "$0" -m notes_site.commands.build'
        " && exit && true"
    )
    result = build_in(project, "--mount", first=first)

    assert result.returncode == 0, result.stdout
    assert tree(project.root.parent / "made") == expected


def test_builds_at_once_wait_for_each_other(project: Project, expected: dict[str, str]) -> None:
    """The second of two builds waits for the first, and both succeed."""
    cold(project)
    command = [sys.executable, "-m", "notes_site.commands.build"]
    builds = [
        subprocess.Popen(
            command,
            cwd=project.root,
            env=project.environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    said = [build.communicate()[0] for build in builds]

    assert [build.returncode for build in builds] == [0, 0], said
    assert sum("executed page" in each for each in said) == 1
    assert tree(project.root / "_build/html") == expected


@pytest.mark.parametrize(
    "settings",
    [
        {"NOTES_PLAIN_KERNELS": "1", "PYTHONHASHSEED": "1"},
        pytest.param({"PYTHON_CPU_COUNT": "1"}, marks=pytest.mark.exhaustive),
    ],
    ids=str,
)
def test_other_folder_gives_the_same(
    make_project: MakeProject, expected: dict[str, str], settings: dict[str, str]
) -> None:
    """Cold, elsewhere, later, with other kernels and in one process, all is the same."""
    other = make_project(PAGES)
    result = other.build(**settings)

    assert_same(other, result, expected)


@pytest.mark.exhaustive
def test_the_site_is_the_same_everywhere(site: Path, tmp_path: Path) -> None:
    """The real site, built cold in another folder with other kernels, is this one."""
    copy = tmp_path / "另 一个"
    skip = shutil.ignore_patterns("_build", ".venv*", ".git")
    shutil.copytree(site.parents[1], copy, ignore=skip)
    result = Project(copy).build(
        **{"NOTES_PLAIN_KERNELS": "1", "PYTHONHASHSEED": "5"} | environment(),
    )

    assert_same(Project(copy), result, tree(site.resolve()))


def environment() -> dict[str, str]:
    """The date of the commit, which a copy without a history cannot tell."""
    command = ["git", "log", "-1", "--format=%ct"]
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return os.environ | {"SOURCE_DATE_EPOCH": made}
