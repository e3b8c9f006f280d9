"""What a machine does to builds: full and forbidden disks, no network, signals at any moment."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NOTEBOOK, Project

PAGE = (
    NOTEBOOK
    + """# Page

```{{code-cell}}
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
_ = ax.plot([0, 1])
print("{words}")
```
"""
)
CELL = NOTEBOOK + "# Page\n\n```{{code-cell}}\n{code}\n```\n"


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, with a hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def can_unshare() -> bool:
    """Whether this machine lets us have mounts and networks of our own."""
    command = ["unshare", "--map-root-user", "--mount", "--net", "true"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


needs_namespaces = pytest.mark.skipif(not can_unshare(), reason="no namespaces on this machine")


def build_in(
    project: Project, *namespaces: str, first: str = ":", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build in namespaces of its own, after a shell command that changes what is in them."""
    script = f'{first} && exec "$0" -m notes_site.commands.build'
    unshare = ("unshare", "--map-root-user", *namespaces)
    return project.call(*unshare, "sh", "-c", script, sys.executable, **environment)
