"""The warm process itself: imports, waits, forks, and ends with whoever started it.

While nobody asks for a fork it goes on importing.

Its standard input is a pipe that only its owner holds: when that closes, however the owner ended,
forks and socket go too. It never computes with tensors: threads do not survive a fork.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from selectors import EVENT_READ, PollSelector

from notes_site.execution.forkserver.request import Request, receive
from notes_site.sphinx_support.settings import settings

IMPORTED = (
    "notes_site.execution.kernel",
    "notes_site.formulas.answers",
    "executing",  # this and the next by IPython, matplotlib, MyST-NB and torch at their first use
    "ipykernel.debugger",
    "matplotlib.backends.backend_svg",
    "myst_nb.ext.glue",
    "stack_data",
    "torch._subclasses.schema_check_mode",
    "torch.fx.experimental.symbolic_shapes",
)
IDLE = 0.2  # seconds without a request, so that the first fork waits for no import
LATER = ("torch.distributed.tensor", "torch._dynamo")  # that take long, and that some pages need
LIFELINE = 0


class Server:
    """Forks for each client, and looks after both."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.clients: dict[int, socket.socket] = {}  # by the number of their fork
        self.woken, self.waker = socket.socketpair()
        self.waker.setblocking(False)
        signal.set_wakeup_fd(self.waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.selector = PollSelector()
        self.watch(listener, self.accept)
        self.watch(self.woken, self.reap)
        self.selector.register(LIFELINE, EVENT_READ)

    def watch(self, source: socket.socket, answer: Callable[[], Request | None]) -> None:
        """Call ``answer`` when there is something to read."""
        self.selector.register(source, EVENT_READ, answer)

    def serve(self) -> Request | None:
        """Go on until the owner ends; return in every fork with what it is to do."""
        later = [*LATER]
        while True:
            found = self.selector.select(IDLE if later else None)
            if not found:
                load(later.pop(0))
                continue
            key, _ = found[0]  # an answer may make the next one void
            if key.fileobj == LIFELINE:
                self.end()
                return None
            if request := key.data():
                self.forget()
                return request  # type: ignore[no-any-return]  # data is Any

    def accept(self) -> Request | None:
        """Fork for a new client; the request comes back in the fork only."""
        connection, _ = self.listener.accept()
        request = receive(connection)
        if request is None:
            connection.close()
            return None
        pid = os.fork()
        self.clients[pid] = connection
        if pid == 0:
            return request
        os.setpgid(pid, pid)  # so that what a fork starts goes with it
        request.close()
        self.watch(connection, lambda: self.forward(pid))
        return None

    def forward(self, pid: int) -> None:
        """Pass a client's signals on to its fork; a client that is gone takes it along."""
        for number in self.clients[pid].recv(16) or [signal.SIGKILL]:
            send(pid, number)

    def reap(self) -> None:
        """Tell the clients of forks that have ended how they ended."""
        self.woken.recv(1 << 10)
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                connection = self.clients.pop(pid)
                self.selector.unregister(connection)
                with connection, suppress(BrokenPipeError):
                    connection.sendall(b"%d\n" % status)

    def forget(self) -> None:
        """Leave in a fork nothing of the server."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for used in (self.listener, self.woken, self.waker, *self.clients.values()):
            used.close()

    def end(self) -> None:
        """Take along the forks and the socket."""
        for pid in self.clients:
            send(pid, signal.SIGKILL)
        shutil.rmtree(os.path.dirname(self.listener.getsockname()), ignore_errors=True)


def load(*names: str) -> None:
    """Import what every fork will find; it stays, and is not searched for garbage."""
    gc.disable()  # searching takes a third of the time
    for name in names:
        import_module(name)
    gc.freeze()
    gc.enable()


def send(pid: int, number: int) -> None:
    """Send a signal to a fork and to what it has started."""
    with suppress(ProcessLookupError, PermissionError):  # it is just ending
        os.killpg(pid, number)


def main() -> None:
    """Be warm until the owner ends; in a fork, do what was asked for."""
    listener = socket.socket(fileno=int(sys.argv[1]))
    listener.set_inheritable(False)
    load(*IMPORTED, *settings().kernel_imports)
    if request := Server(listener).serve():
        request.fulfil()
    else:
        os._exit(0)  # taking down what was imported in order takes longer than all else at an end


if __name__ == "__main__":
    main()
