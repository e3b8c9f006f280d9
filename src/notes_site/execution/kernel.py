"""The kernel in which the cells of one page run: what every page starts with.

The stock kernel shows the frames of torch in a traceback, with paths of this machine, and figures
as PNG for one theme. Here a traceback ends at the reader's own cell, a warning shows no path, and a
figure becomes an SVG that follows the theme.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import warnings
from types import TracebackType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import torch
from ipykernel.kernelapp import IPKernelApp
from matplotlib.figure import Figure
from traitlets.config import Config
from zmq import ZMQError

from notes_site.execution.figure_cache import draw_once
from notes_site.execution.output_limit import limit
from notes_site.sphinx_support.settings import named, settings


def cut_after_cell(error: BaseException | None, cell_globals: dict[str, Any]) -> None:
    """Drop the frames below the reader's own code, in ``error`` and what it was raised from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        last: TracebackType | None = None
        entry = error.__traceback__
        while entry is not None:
            if entry.tb_frame.f_globals is cell_globals:
                last = entry
            entry = entry.tb_next
        if last is not None:
            last.tb_next = None
        error = error.__cause__ or error.__context__


def show_error(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    traceback: TracebackType,
    tb_offset: int | None = None,
) -> list[str]:
    """Report an exception of a cell; the signature is IPython's."""
    cut_after_cell(error, shell.user_ns)
    lines: list[str] = shell.InteractiveTB.structured_traceback(
        kind, error, traceback, tb_offset=tb_offset
    )
    if set(lines[0]) == {"-"}:
        del lines[0]  # dashes over the full width, which break on a phone
    shell._showtraceback(kind, error, lines)
    return lines


def format_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> str:
    """A warning as one line without the path of the file that issued it."""
    return f"{category.__name__}: {message}\n"


def prepare(shell: Any) -> None:
    """Give a shell the site's figures, errors, warnings, output and random state."""
    streams: list[Any] = [sys.stdout, sys.stderr]
    for stream in streams:
        limit(shell, stream)
    shell.set_custom_exc((Exception,), show_error)
    warnings.formatwarning = format_warning
    plt.switch_backend("module://matplotlib_inline.backend_inline")
    if style := settings().figure_style:
        plt.rcParams.update(named(style))
    shell.display_formatter.formatters["image/svg+xml"].for_type(Figure, draw_once)
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)


def main() -> None:
    """Serve one page."""
    config = Config()
    config.IPKernelApp.log_level = logging.ERROR  # ipykernel warns about plain TCP on every start
    config.IPKernelApp.parent_handle = os.getppid()  # whose end is the kernel's, too
    config.InteractiveShell.enable_tip = False  # chosen with the random numbers of the page
    config.InteractiveShell.colors = "nocolor"
    config.HistoryManager.enabled = False
    config.InlineBackend.figure_formats = {"svg"}
    app = IPKernelApp.instance(config=config)
    try:
        app.initialize()  # type: ignore[no-untyped-call]  # ipykernel has no types here
    except ZMQError as error:  # ending in order, it would wait for threads it has not started
        print(f"A kernel could not take its ports: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    prepare(app.shell)
    app.start()  # type: ignore[no-untyped-call]  # nor here


if __name__ == "__main__":
    main()
