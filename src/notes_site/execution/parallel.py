"""Executes pages side by side before they are read.

MyST-NB executes a page when it reads it, one after the other in each of Sphinx's processes. Here
all pages that are not in its cache are executed first, on all cores, and put there in MyST-NB's own
way. A page that does not do as it says is left to MyST-NB, which executes and reports it as ever.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from notes_site.execution.errors import problems
from notes_site.execution.forkserver import process
from notes_site.execution.forkserver.client import ADDRESS
from notes_site.execution.pending import Page, unexecuted

logger = logging.getLogger(__name__)


@contextmanager
def workers() -> Iterator[ThreadPoolExecutor]:
    """A thread for each core, and one, as each waits now and then; after an error none goes on."""
    pool = ThreadPoolExecutor((os.cpu_count() or 1) + 1)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def say(page: Page, seconds: float) -> None:
    """Say that a page has been executed."""
    logger.info("%sexecuted %s (%.1f s)", clear(), page.name, seconds)


def announce(futures: dict[Future[ExecutionResult], Page]) -> None:
    """Say to a terminal what is being executed, in a line that what comes next replaces."""
    to_go = [page.name for future, page in futures.items() if not future.done()]
    if to_go and clear():
        now = ", ".join(page.name for future, page in futures.items() if future.running())
        width = shutil.get_terminal_size().columns - 1
        logger.info("%s%s", clear(), f"{len(to_go)} to execute: {now}"[:width], nonl=True)


def clear() -> str:
    """What empties the line of a terminal; anything else is not sent any."""
    return "\033[2K\r" if sys.stdout.isatty() else ""


def keep(cache: JupyterCacheAbstract, page: Page, result: ExecutionResult) -> None:
    """Put a page into the cache, if its cells did as they say."""
    if result.err is None and not problems(page.notebook):
        data = {"execution_seconds": result.time}
        bundle = CacheBundleIn(page.notebook, str(page.path), data=data)
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def leave_out(env: BuildEnvironment, page: Page, message: str) -> None:
    """Report a page that came to no end; MyST-NB, which would crash or wait again, skips it."""
    line = page.notebook.metadata["source_map"][page.cell] + 1
    logger.warning("%s", message, location=(page.name, line), type="cell_errors")
    config = env.mystnb_config  # type: ignore[attr-defined]  # set by MyST-NB
    patterns = [*config.execution_excludepatterns, page.path.as_posix()]
    env.mystnb_config = config.copy(execution_excludepatterns=patterns)  # type: ignore[attr-defined]  # as above


def warm_up(root: Path) -> None:
    """Have a warm process, where kernels are forked."""
    if not process.possible():
        return
    if ADDRESS not in os.environ:
        atexit.register(process.WarmProcess(root).stop)
    try:
        process.wait()
    except ConnectionError as error:
        raise SystemExit("The process that kernels are forked from did not start.") from error


def execute(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    """Execute what will be read and is not in the cache."""
    config = env.mystnb_config  # type: ignore[attr-defined]  # set by MyST-NB
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    pages = unexecuted(env, names, cache)
    if not pages:
        return
    warm_up(Path(app.confdir))
    with workers() as pool:
        futures = {pool.submit(page.execute, config): page for page in pages}
        announce(futures)
        for future in as_completed(futures):
            page = futures[future]
            try:
                result = future.result()
            except DeadKernelError:
                leave_out(env, page, "the kernel died in this cell")
            except CellTimeoutError:
                leave_out(
                    env, page, "the cell was stopped: it took longer than nb_execution_timeout"
                )
            else:
                say(page, result.time)
                keep(cache, page, result)
            announce(futures)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("env-before-read-docs", execute)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
