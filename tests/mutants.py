"""``make mutants``: change the code in many small ways, and see whether a test notices each.

mutmut makes and tries the changes in a copy of the project below ``_build``. Where no test notices
a change of the package, it must be in ``survivors.toml``, with the reason why it changes nothing
that is promised; of the check of formulas, nine in ten must be noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "_build/mutants"
TOOL = ROOT / "_build/mutmut"
SURVIVORS = ROOT / "tests/survivors.toml"
COPIED = ("README.md", "benchmarks", "conf.py", "constraints.txt", "docs", "src", "tests")
PACKAGE = "src/notes_examples"
TESTS = {
    PACKAGE: (
        *("activations", "softmax", "losses", "differences"),
        *("graph", "walks", "figures", "pictures", "svg"),
    ),
    "src/notes_site/formulas": ("formulas",),
}
ONLY = {  # what decides whether a formula holds; the rest speaks with Sphinx
    "src/notes_site/formulas": (
        *("check", "evaluate", "indices", "lookup", "parser", "point"),
        *("sampling", "statements", "steps", "symbols", "tolerances"),
    ),
}
LEAST = {PACKAGE: 0.98, "src/notes_site/formulas": 0.90}
CHANGED = re.compile(r"^([-+])(?![-+]{2} )\s*(.*)$", re.MULTILINE)


def settings(where: str) -> str:
    """What mutmut is told: what to change, and which tests are fast enough to try it."""
    tests = [f"tests/test_{name}.py" for name in TESTS[where]]
    said = {
        "source_paths": [where],
        "only_mutate": [f"{where}/{name}.py" for name in ONLY.get(where, ())],
        "also_copy": [name for name in COPIED if name != "tests"],
        "process_isolation": "forkserver",  # torch has threads
        "pytest_add_cli_args": ["-o", "addopts=", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": tests,
    }
    lines = (f"{key} = {json.dumps(value)}" for key, value in said.items())
    return "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"


def prepare(where: str) -> None:
    """A copy of the project in which code may be changed."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, WORK / name)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (WORK / "pyproject.toml").write_text(text + settings(where), encoding="utf-8")


def mutmut(*arguments: str) -> str:
    """What mutmut prints."""
    said = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=WORK,
        env=os.environ | {"PYTHONPATH": str(TOOL), "OMP_NUM_THREADS": "1"},
        stdout=None if arguments[0] == "run" else subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    return said.stdout or ""


def verdicts() -> dict[str, str]:
    """What became of each change, by its name."""
    return dict(re.findall(r"^\s+(\S+): (.+)$", mutmut("results", "--all", "true"), re.MULTILINE))


def change(name: str) -> str:
    """A change in words that stay when others come: its function, and what becomes of a line."""
    function = re.sub(r"\.(?:x_|xǁ)", ".", name.rpartition("__mutmut_")[0]).replace("ǁ", ".")
    lines = CHANGED.findall(mutmut("show", name))
    return f"{function}: " + " | ".join(f"{sign} {line}" for sign, line in lines)


def unexplained(survivors: list[str]) -> Iterator[str]:
    """Those that the file does not explain."""
    reasons = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    yield from (survivor for survivor in survivors if survivor not in reasons)


def main() -> int:
    """Try all changes; the exit code is 1 if too many live, or one lives without a reason."""
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__.splitlines()[0])
    parser.add_argument("where", nargs="?", choices=TESTS, default=PACKAGE)
    where = parser.parse_args().where
    prepare(where)
    mutmut("run", "--max-children", "1")
    found = verdicts()
    counts = Counter(found.values())
    killed = sum(counts[verdict] for verdict in ("killed", "timeout", "segfault"))
    new = list(unexplained([change(name) for name in found if found[name] == "survived"]))
    print(
        *new,
        f"{killed} of {len(found)} killed, {killed / len(found):.1%}; {dict(counts)}",
        sep="\n",
    )
    return int((bool(new) and where == PACKAGE) or killed < LEAST[where] * len(found))


if __name__ == "__main__":
    sys.exit(main())
