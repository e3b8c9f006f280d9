"""What publishes the site: hosts call the Makefile, and links to other sites are asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import serve
from conftest import ROOT, MakeProject

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MAKE = re.compile(r"\bmake (?:\"\$\{1:-)?([\w-]+)")
PINNED = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40}$")


def steps(path: Path) -> list[dict[str, Any]]:
    """Every step of a workflow."""
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_hash(path: Path) -> None:
    """A tag can be moved to other code; a hash cannot."""
    used = [str(step["uses"]) for step in steps(path) if "uses" in step]

    assert used
    assert [name for name in used if not PINNED.match(name)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_what_everyone_runs(path: Path) -> None:
    """Each command is the project's own: nothing is done there that cannot be done at home."""
    commands = [str(step["run"]) for step in steps(path) if "run" in step]

    assert commands
    assert {command.split()[0] for command in commands} == {".ci/run"}


def test_hosts_make_targets_that_exist() -> None:
    """Every target named by a host's file is in the Makefile."""
    weekly = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text(encoding="utf-8"))
    named = set(weekly["jobs"]["weekly"]["strategy"]["matrix"]["target"])
    for name in (".ci/run", ".readthedocs.yaml"):
        named |= set(MAKE.findall((ROOT / name).read_text(encoding="utf-8")))
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)

    assert {"check", "check-all", "html", "links"} <= named <= set(targets)


def test_a_broken_link_is_found(make_project: MakeProject, tmp_path: Path) -> None:
    """A link that another site answers passes; one that it does not know fails."""
    (tmp_path / "there.html").write_text("here", encoding="utf-8")
    with serve(tmp_path) as address:
        project = make_project({"page": f"# 页\n\n[在]({address}/there.html)\n"})
        good = project.build("linkcheck").returncode
        project.write("page.md", f"# 页\n\n[不在]({address}/gone.html)\n")
        broken = project.build("linkcheck")

    assert (good, broken.returncode) == (0, 1)
    assert "gone.html" in broken.stdout
