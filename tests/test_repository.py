"""The project's own files agree with each other."""

from __future__ import annotations

import re
import subprocess
import tomllib

from conftest import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==[^=]+$")


def pinned() -> set[str]:
    """The names in constraints.txt; each line is one exact pin."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return {match[1].lower() for line in lines if (match := PIN.match(line))}


def test_every_dependency_is_pinned() -> None:
    """What is named in a pyproject.toml is pinned, and constraints.txt holds nothing but pins."""
    files = (ROOT / "pyproject.toml", ROOT / "src/notes_site/pyproject.toml")
    projects = [tomllib.loads(path.read_text(encoding="utf-8"))["project"] for path in files]
    extras = [extra for one in projects for extra in one.get("optional-dependencies", {}).values()]
    named = [name for one in [*(p["dependencies"] for p in projects), *extras] for name in one]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()

    assert {re.split(r"[<>=]", name)[0] for name in named} - pinned() == set()
    assert len(pinned()) == len(lines)


def test_every_pin_has_hashes() -> None:
    """What is installed is the very file that was tried; only torch has others elsewhere."""
    text = (ROOT / "hashes.txt").read_text(encoding="utf-8")
    hashed = re.findall(r"^([^ ]+) \\\n    --hash=sha256:[0-9a-f]{64}", text, flags=re.MULTILINE)
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().split()

    assert {pin.replace("_", "-") for pin in pins if not pin.startswith("torch==")} == set(hashed)


def test_help_lists_every_target() -> None:
    """``make help`` names each target that a user may call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    result = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = re.findall(r"^make ([\w-]+)", result.stdout, flags=re.MULTILINE)

    assert set(listed) == set(phony.split())


def test_old_or_missing_python_is_one_line() -> None:
    """A Python that is missing or cannot make environments gives one clear line."""
    for python, said in (("no-such-python", "there is no no-such-python"), ("false", "is older")):
        result = subprocess.run(
            ["make", "html", f"PYTHON={python}", "VENV=_build/no-venv"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert result.returncode != 0
        assert said in result.stdout
        assert "Traceback" not in result.stdout + result.stderr
