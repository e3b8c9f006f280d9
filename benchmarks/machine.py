"""What the figures depend on: the machine and the versions."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from pathlib import Path

PACKAGES = (
    "furo",
    "ipykernel",
    "jupyter-book",
    "matplotlib",
    "myst-nb",
    "sphinx",
    "sphinx-gallery",
    "torch",
)
ASK = """
import json, platform, sys
from importlib.metadata import PackageNotFoundError, version
found = {"python": platform.python_version()}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        continue
print(json.dumps(found))
"""


def versions(python: Path) -> dict[str, str]:
    """The versions of Python and of the packages that matter in an environment."""
    answer = subprocess.run([python, "-c", ASK, *PACKAGES], capture_output=True, check=True)
    found: dict[str, str] = json.loads(answer.stdout)
    return found


def processor() -> str:
    """The name of the processor, as Linux and macOS know it."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def cpus() -> int:
    """How many processors a build may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def describe() -> dict[str, str | int]:
    """The machine without its name."""
    system = f"{platform.system()} {platform.machine()}"
    return {"processor": processor(), "cpus": cpus(), "system": system}
