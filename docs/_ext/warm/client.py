"""Stands in for one kernel: to Jupyter it is an ordinary process, and a fork does the work.

What the kernel prints leaves by this process's streams, signals go on to the kernel, and it ends as
the kernel ended. It is started for every page, without ``site``, and imports little. Where there is
no warm process it becomes an ordinary kernel.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

ADDRESS = "NOTES_WARM_PROCESS"
FORWARDED = (signal.SIGINT, signal.SIGTERM)


def stand_in(address: str, arguments: list[str]) -> int:
    """Ask for a fork that runs with our arguments, streams, folder and environment; its status."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)
    request = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}
    socket.send_fds(connection, [json.dumps(request).encode() + b"\n"], [0, 1, 2])
    for number in FORWARDED:
        signal.signal(number, lambda received, _: connection.send(bytes([received])))
    with connection.makefile("rb") as answer:
        return int(answer.readline() or 1 << 8)  # without an answer: as after exit(1)


def main() -> None:
    """Serve one page, one way or the other."""
    address = os.environ.get(ADDRESS)
    if address is None:
        os.execv(sys.executable, [sys.executable, "-m", "_ext.kernel", *sys.argv[1:]])
    code = os.waitstatus_to_exitcode(stand_in(address, sys.argv[1:]))
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


if __name__ == "__main__":
    main()
