"""The handle of the warm process, for who starts it: a build, or a supervisor of many builds.

Imports nothing that takes time. A build finds the address of a warm process in its environment; the
name of the socket is a hash of what it has imported, so that a build never uses an outdated one.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from notes_site.execution.fingerprint import CELLS, FORMULAS, fingerprint, kernel_environment
from notes_site.execution.forkserver import client
from notes_site.execution.forkserver.client import ADDRESS

PLAIN = "NOTES_PLAIN_KERNELS"


def possible() -> bool:
    """Whether kernels can be forked here, and are not unwanted."""
    return hasattr(os, "fork") and not os.environ.get(PLAIN)


def imported(root: Path) -> str:
    """A hash of what a warm process imports now."""
    return fingerprint(root, CELLS, FORMULAS)


def running(root: Path) -> bool:
    """Whether the environment names a warm process, and one that can be used."""
    address = os.environ.get(ADDRESS)
    return possible() and address is not None and Path(address).stem == imported(root)


def command(module: str) -> list[str]:
    """How to run a module: by a fork, where that is possible."""
    start = ["-I", "-S", client.__file__] if possible() else ["-m"]
    return [sys.executable, *start, module]


def wait() -> None:
    """Wait until the warm process answers; ``ConnectionError`` if it has ended."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.environ[ADDRESS])
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)


class WarmProcess:
    """Runs from its creation until :meth:`stop`, never longer than the process that holds it.

    The processes that its holder starts find it.
    """

    def __init__(self, root: Path) -> None:
        self.address = Path(tempfile.mkdtemp(prefix="notes-")) / f"{imported(root)}.socket"
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.address))
            listener.listen()
            descriptor = listener.fileno()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "notes_site.execution.forkserver.server", str(descriptor)],
                cwd=root,
                env=os.environ | kernel_environment(root),
                stdin=subprocess.PIPE,
                pass_fds=[descriptor],
                start_new_session=True,
            )
        os.environ[ADDRESS] = str(self.address)

    def stop(self) -> None:
        """End it and its forks."""
        os.environ.pop(ADDRESS, None)
        self.process.communicate()
        shutil.rmtree(self.address.parent, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
