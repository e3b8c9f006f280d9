"""Where executed cells are kept, and in which kernel they run.

MyST-NB's cache knows only the cells of a page, so after a change in ``src/`` a page would keep its
old outputs (MyST-NB#299). Here the path of the cache carries a fingerprint of everything else that
shapes an output. The kernel is described to Jupyter by a kernelspec of our own, written under
``_build``, whose module :mod:`_ext.kernel` holds what every page starts with.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

PACKAGES = (
    "torch",
    "numpy",
    "matplotlib",
    "matplotlib-inline",
    "ipykernel",
    "ipython",
    "myst-nb",
)


def kernel_environment(root: Path) -> dict[str, str]:
    """Environment of every kernel; one thread makes sums repeatable and leaves cores to pages."""
    return {
        "PYTHONPATH": os.pathsep.join([str(root / "docs"), str(root / "src")]),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "",
    }


def fingerprint(root: Path) -> str:
    """A short hash of what shapes outputs, apart from the cells themselves."""
    digest = hashlib.sha256(platform.python_version().encode())
    for package in PACKAGES:
        digest.update(f"{package}=={version(package)}".encode())
    shaping = [root / "docs/_ext/execution.py", root / "docs/_ext/kernel.py"]
    for path in sorted((root / "src").rglob("*.py")) + shaping:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def output_folder(env: BuildEnvironment) -> Path:
    """Where MyST-NB writes each page's executed notebook and its glued values."""
    return Path(env.mystnb_config.output_folder)  # type: ignore[attr-defined]  # set by MyST-NB


def write_kernelspec(folder: Path, root: Path) -> None:
    """Describe our kernel to Jupyter under the name that the pages ask for."""
    spec = {
        "argv": [sys.executable, "-m", "_ext.kernel", "-f", "{connection_file}"],
        "display_name": "Python 3",
        "language": "python",
        "env": kernel_environment(root),
    }
    target = folder / "kernels" / "python3" / "kernel.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(spec), encoding="utf-8")


def configure(app: Sphinx, config: Config) -> None:
    """Point MyST-NB at the fingerprinted cache and Jupyter at our kernel."""
    root = Path(app.confdir)
    cache = root / "_build" / "executions" / fingerprint(root)
    get_cache(cache).db  # noqa: B018  the property creates the database, before workers race for it
    config.nb_execution_cache_path = str(cache)
    write_kernelspec(root / "_build" / "jupyter", root)
    os.environ["JUPYTER_PATH"] = str(root / "_build" / "jupyter")
    # a theme dependency calls logging.basicConfig(INFO), which lets nbclient report every page
    logging.getLogger("traitlets").setLevel(logging.WARNING)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", configure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
