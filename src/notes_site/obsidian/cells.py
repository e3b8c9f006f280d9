"""Runs the code of a note once, so that its draft says which cells raise or warn."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from notes_site.execution.kernelspec import write_kernelspec

IMPORTS = {
    "torch": "import torch",
    "F": "from torch.nn import functional as F",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
}


def missing_imports(sources: list[str]) -> list[str]:
    """The usual imports that the code uses and forgets."""
    code = "\n".join(sources)
    used = [name for name in IMPORTS if re.search(rf"(?<![\w.]){name}\.", code)]
    return [IMPORTS[name] for name in used if not re.search(rf"\bimport\b.*\b{name}\b", code)]


def run(sources: list[str], root: Path) -> list[list[dict[str, Any]]]:
    """The outputs of each cell, all run in one kernel of the site; no error stops them."""
    folder = root / "_build/jupyter"
    write_kernelspec(folder, root)
    os.environ["JUPYTER_PATH"] = str(folder)
    # neither library has types
    cells = [nbformat.v4.new_code_cell(source) for source in sources]  # type: ignore[no-untyped-call]  # nbformat has no types
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]  # as above
    client = NotebookClient(notebook, allow_errors=True, kernel_name="python3", timeout=60)
    client.execute()
    return [list(cell.outputs) for cell in notebook.cells]


def tags(outputs: list[dict[str, Any]]) -> list[str]:
    """What a page must say of a cell before it may do what it did."""
    raised = any(output["output_type"] == "error" for output in outputs)
    warned = any(output.get("name") == "stderr" for output in outputs)
    return ["raises-exception"] * raised + ["remove-stderr"] * warned


def error(outputs: list[dict[str, Any]]) -> str:
    """What a cell raised, in words; empty if nothing."""
    found = (o for o in outputs if o["output_type"] == "error")
    return next((f"{output['ename']}: {output['evalue']}" for output in found), "")
