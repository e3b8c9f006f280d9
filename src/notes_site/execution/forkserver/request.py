"""What a client asks of the warm process, and how a fork becomes it."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import dataclass
from importlib import import_module

SIZE = 1 << 16


@dataclass(frozen=True)
class Request:
    """A module to be run, with the arguments, folder, environment and streams of the client."""

    module: str
    arguments: list[str]
    folder: str
    environment: dict[str, str]
    streams: tuple[int, ...]

    def fulfil(self) -> None:
        """Run it as ``python -m`` would; taking torch apart at the end would last longer."""
        for number, stream in enumerate(self.streams):
            os.dup2(stream, number)
        self.close()
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        module = import_module(self.module)
        sys.argv[:] = [str(module.__file__), *self.arguments]
        sys.path[0] = self.folder
        module.main()
        os._exit(0)

    def close(self) -> None:
        """Close the streams, of which their reader waits for the last."""
        for stream in self.streams:
            os.close(stream)


def receive(connection: socket.socket) -> Request | None:
    """Read a request; ``None`` if the client sends none."""
    text, streams = b"", tuple[int, ...]()
    while not text.endswith(b"\n"):
        part, more, _, _ = socket.recv_fds(connection, SIZE, 3)
        text, streams = text + part, (*streams, *more)
        if not part:
            for stream in streams:
                os.close(stream)
            return None
    return Request(**json.loads(text), streams=streams)
