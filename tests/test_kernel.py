"""What a reader sees of an error or a warning: nothing of the machine."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

from conftest import ROOT

from notes_site.execution.fingerprint import kernel_environment
from notes_site.execution.kernel import cut_after_cell, format_warning

CELL = """
def inner():
    helper("no number")

try:
    inner()
except ValueError as error:
    raise RuntimeError("the page's own") from error
"""


def raised(cell_globals: dict[str, Any]) -> BaseException:
    """The error of a cell that calls into a library, itself raised from another."""
    try:
        exec(compile(CELL, "<cell>", "exec"), cell_globals)
    except RuntimeError as error:
        return error
    raise AssertionError("the cell did not raise")


def test_traceback_ends_at_the_cell() -> None:
    """Frames below the cell are dropped, also in the error that another was raised from."""
    library: dict[str, Any] = {}
    exec(compile("def helper(text):\n    return float(text)\n", "<library>", "exec"), library)
    cell_globals = {"helper": library["helper"]}
    error = raised(cell_globals)
    before = "".join(traceback.format_exception(error))
    cut_after_cell(error, cell_globals)
    after = "".join(traceback.format_exception(error))

    assert '"<library>"' in before
    assert '"<library>"' not in after
    assert after.count('File "<cell>"') == before.count('File "<cell>"') == 3
    assert "could not convert string to float: 'no number'" in after


def test_a_kernel_without_a_port_ends(tmp_path: Path) -> None:
    """Another process was faster: the kernel says so in one line and leaves, to be started anew."""
    names = ("shell_port", "stdin_port", "control_port", "hb_port")
    with socket.create_server(("127.0.0.1", 0)) as other:
        ports = dict.fromkeys(names, 0) | {"iopub_port": other.getsockname()[1]}
        connection = tmp_path / "connection.json"
        connection.write_text(json.dumps(ports | {"ip": "127.0.0.1", "transport": "tcp"}))
        result = subprocess.run(
            [sys.executable, "-m", "notes_site.execution.kernel", "-f", connection],
            env=os.environ | kernel_environment(ROOT),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    assert result.returncode == 1
    assert re.fullmatch(r"A kernel could not take its ports: .*\n", result.stderr)


def test_warning_is_one_line_without_path() -> None:
    """A warning names its category and its message, not the file that issued it."""
    line = format_warning("careful", UserWarning, "/some/where.py", 3)

    assert line == "UserWarning: careful\n"


def test_error_raised_from_itself_ends() -> None:
    """A circle of causes does not keep the kernel busy."""
    error = ValueError("round")
    error.__cause__ = error
    cut_after_cell(error, {})

    assert error.__cause__ is error
