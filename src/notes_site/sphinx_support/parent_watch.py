"""Ends Sphinx and its processes with the build script, even if that was killed.

The script holds one end of a pipe and nothing else does: when the other end closes, the script has
ended, and nobody waits for this build any more.
"""

from __future__ import annotations

import os
import subprocess
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the script does not wait for its import
    from sphinx.application import Sphinx

LIFELINE = "NOTES_LIFELINE"


def run(command: list[str]) -> int:
    """Run Sphinx and hold its lifeline; the exit status."""
    if not hasattr(os, "fork"):
        return subprocess.run(command).returncode
    reader, writer = os.pipe()
    with open(reader), open(writer, "w"):
        environment = os.environ | {LIFELINE: str(reader)}
        return subprocess.run(command, env=environment, pass_fds=[reader]).returncode


def end_with(descriptor: int) -> None:
    """Wait for the end of the script, and end."""
    os.read(descriptor, 1)
    os._exit(1)


def watch() -> None:
    """Watch in this process."""
    Thread(target=end_with, args=[int(os.environ[LIFELINE])], daemon=True).start()


def setup(app: Sphinx) -> dict[str, Any]:
    if LIFELINE in os.environ:
        watch()
        os.register_at_fork(after_in_child=watch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
