"""Where executed cells are kept, and in which kernel they run.

MyST-NB's cache knows only the cells of a page, so after a change in ``src/`` a page would keep its
old outputs (MyST-NB#299). Here the path of the cache carries a fingerprint of everything else that
shapes an output. The kernel is described to Jupyter by a kernelspec of our own, written under
``_build``, whose module :mod:`notes_site.execution.kernel` holds what every page starts with.
"""

from __future__ import annotations

import json
import os
import shutil
from logging import CRITICAL, getLogger
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from notes_site.execution.cache_integrity import damaged
from notes_site.execution.fingerprint import executions, kernel_environment
from notes_site.execution.forkserver import process
from notes_site.execution.forkserver.client import ADDRESS
from notes_site.sphinx_support import caches

logger = logging.getLogger(__name__)


def output_folder(env: BuildEnvironment) -> Path:
    """Where MyST-NB writes each page's executed notebook and its glued values."""
    return Path(env.mystnb_config.output_folder)  # type: ignore[attr-defined]  # set by MyST-NB


def write_kernelspec(folder: Path, root: Path) -> None:
    """Describe our kernel to Jupyter under the name that the pages ask for."""
    spec = {
        "argv": [*process.command("notes_site.execution.kernel"), "-f", "{connection_file}"],
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
    cache = executions(root)
    if damaged(cache):
        shutil.rmtree(cache)
        logger.info("the kept outputs of cells were damaged: all pages are executed again")
    caches.use(cache)
    get_cache(cache).db  # noqa: B018  the property creates the database, before workers race for it
    if not process.running(root):
        os.environ.pop(ADDRESS, None)
    config.nb_execution_mode = "cache"
    config.nb_execution_show_tb = False  # notes_site.execution.errors tells more in one line
    config.nb_execution_cache_path = str(cache)
    write_kernelspec(root / "_build" / "jupyter", root)
    os.environ["JUPYTER_PATH"] = str(root / "_build" / "jupyter")
    # a theme dependency calls logging.basicConfig(INFO), which lets nbclient report what we report
    getLogger("traitlets").setLevel(CRITICAL)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", configure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
