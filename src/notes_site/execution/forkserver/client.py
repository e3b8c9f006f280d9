"""``python client.py module …``: ``python -m module …``, done by a fork of the warm process.

To who starts it, it is an ordinary process: what the fork prints leaves by its streams, signals go
on to the fork, and it ends as the fork ends. It is started for every page, without ``site``, and
imports little. Where there is no warm process it becomes what it stands for.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

ADDRESS = "NOTES_WARM_PROCESS"
FORWARDED = (signal.SIGINT, signal.SIGTERM)


def stand_in(address: str, module: str, arguments: list[str]) -> int:
    """Ask for a fork that has our arguments, streams, folder and environment; how it ended."""
    request = {
        "module": module,
        "arguments": arguments,
        "folder": os.getcwd(),
        "environment": dict(os.environ),
    }
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)
    socket.send_fds(connection, [json.dumps(request).encode() + b"\n"], [0, 1, 2])
    for number in FORWARDED:
        signal.signal(number, lambda received, _: connection.send(bytes([received])))
    with connection.makefile("rb") as answer:
        return int(answer.readline() or 1 << 8)  # without an answer: as after exit(1)


def main() -> None:
    """Run a module, one way or the other."""
    address = os.environ.get(ADDRESS)
    if address is None:
        os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])
    code = os.waitstatus_to_exitcode(stand_in(address, sys.argv[1], sys.argv[2:]))
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


if __name__ == "__main__":
    main()
