"""What is built here: its version, and the moment it was written."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime

from notes_site.sphinx_support.project import ROOT
from notes_site.sphinx_support.settings import conf, settings

VERSION = str(conf().get("release", ""))
WHEEL = f"{settings().package}-{VERSION}-py3-none-any.whl"


def committed() -> str:
    """The seconds of the last commit; nothing where there is no git or no commit."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""


def moment() -> datetime | None:
    """When the sources were written, so that the same sources always give the same site."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or committed()
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None
