"""The package that readers install: complete, typed, and the same from the same sources."""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, MakeProject

from notes_site.commands import package
from notes_site.sphinx_support.release import VERSION, moment

OURS, MACHINE = "notes_examples", "notes_site"


@pytest.fixture
def wheel() -> Path:
    """The wheel of this project."""
    return package.wheel(OURS)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the sources from another time, and files made private; it is what is built."""
    package.copy_sources(tmp_path, OURS)
    shutil.copy(ROOT / "constraints.txt", tmp_path)
    for path in [*tmp_path.rglob("*.py"), tmp_path / "LICENSE"]:
        os.utime(path, (2e9, 2e9))
    monkeypatch.setattr(package, "ROOT", tmp_path)
    monkeypatch.setattr(package, "WHEELS", tmp_path / "wheels")
    before = os.umask(0o077)
    yield tmp_path
    os.umask(before)


def test_the_wheel_is_the_same_everywhere(wheel: Path, elsewhere: Path) -> None:
    """Neither times nor the user's mask nor the place of the sources are seen in it."""
    assert package.wheel(OURS).read_bytes() == wheel.read_bytes()


def test_another_source_is_another_wheel(elsewhere: Path) -> None:
    """A wheel is made again when what it holds has changed."""
    before = package.wheel(OURS)
    (elsewhere / "src/notes_examples/more.py").write_text("")

    assert "notes_examples/more.py" in zipfile.ZipFile(package.wheel(OURS)).namelist()
    assert package.wheel(OURS) != before


def test_the_wheel_is_complete_and_clean() -> None:
    """It holds each module, the mark of types and the licence, and nothing else."""
    modules = {path.name for path in (ROOT / "src/notes_examples").glob("*.py")}
    with zipfile.ZipFile(package.wheel(OURS)) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        licences = [name for name in wheel.namelist() if name.endswith("/LICENSE")]

    assert names == {f"notes_examples/{name}" for name in {*modules, "py.typed"}}
    assert len(licences) == 1


def test_the_machine_is_a_package_of_its_own() -> None:
    """Its wheel holds every file of it, with what it needs, and nothing of the notes."""
    sources = ROOT / "src/notes_site"
    files = {path.relative_to(ROOT / "src").as_posix() for path in sources.rglob("*.*")}
    kept = {name for name in files if "__pycache__" not in name and not name.endswith("toml")}
    with zipfile.ZipFile(package.wheel(MACHINE)) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        (metadata,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
        needs = re.findall(r"^Requires-Dist: ([\w-]+)", wheel.read(metadata).decode(), re.MULTILINE)

    assert {name for name in names if not name.endswith("toml")} == kept
    assert {"sphinx", "myst-nb", "furo", "lark", "torch"} <= set(needs)


def test_the_archive_holds_sources_only(tmp_path: Path) -> None:
    """A wheel can be made from it, and neither tests nor pages are in it."""
    package.make("sdist", tmp_path, OURS)
    (path,) = tmp_path.iterdir()
    with tarfile.open(path) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}

    assert tops == {"LICENSE", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg", "src"}


def test_one_place_says_the_version() -> None:
    """The wheel takes its version from the package, and no other file says it."""
    files = [ROOT / name for name in ("pyproject.toml", "conf.py", "CITATION.cff", "README.md")]

    assert package.wheel(OURS).name.startswith(f"notes_examples-{VERSION}-")
    assert [path.name for path in files if VERSION in path.read_text(encoding="utf-8")] == []


def test_the_citation_is_complete() -> None:
    """It has what the format asks for, and the licence of the package."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert f'license = "{citation["license"]}"' in pyproject


def test_the_moment_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who builds from an archive says when it was written; else the last commit does."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    given = moment()

    assert given
    assert f"{given:%Y-%m-%d}" == "1970-01-02"


def test_the_foot_says_what_was_built(make_project: MakeProject) -> None:
    """Version, torch and day stand on every page in its language; outside git no day, no word."""
    project = make_project({"page": "# 页\n"})
    without = project.build()
    foot = project.page("page").select("footer .left-details")[1].get_text().split()
    project.build(SOURCE_DATE_EPOCH="86400")
    dated = project.page("page").select("footer time")[0].get_text()

    assert (without.returncode, "fatal" in without.stdout) == (0, False)
    assert re.fullmatch(rf"版本 {VERSION} · PyTorch [\d.]+ · 文字和代码：MIT 许可", " ".join(foot))
    assert dated == "1970-01-02"
