"""Ends a cell that prints without end: no page can show that, and no build should carry it."""

from __future__ import annotations

from typing import Any

MOST = 100_000  # characters, of one cell to one stream; a page weighs less


class Limited:
    """The ``write`` of a stream, which counts and raises."""

    def __init__(self, stream: Any) -> None:
        self.write, self.printed = stream.write, 0

    def __call__(self, text: str) -> int:
        self.printed += len(text)
        if self.printed > MOST:
            raise RuntimeError(f"a cell may print {MOST:,} characters")
        return self.write(text)  # type: ignore[no-any-return]  # streams of ipykernel have no types

    def restart(self, _: Any) -> None:
        """Count anew: the next cell begins."""
        self.printed = 0


def limit(shell: Any, stream: Any) -> None:
    """Limit what each cell of a shell writes to a stream."""
    stream.write = limited = Limited(stream)
    shell.events.register("pre_run_cell", limited.restart)
