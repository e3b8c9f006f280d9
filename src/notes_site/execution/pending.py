"""Which pages must be executed: those that MyST-NB would not find in its cache."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_cache.base import JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from sphinx.environment import BuildEnvironment


@dataclass
class Page:
    """A page to be executed, and the number of the cell that is being executed."""

    name: str
    path: Path
    notebook: NotebookNode
    cell: int = 0

    def enter(self, cell: NotebookNode, cell_index: int) -> None:
        """Note which cell comes next."""
        self.cell = cell_index

    def execute(self, config: Any) -> ExecutionResult:
        """Execute the cells; a kernel that does not come up is started again, once.

        Its ports are chosen before it takes them, and now and then another kernel is faster.
        """
        try:
            return self.attempt(config)
        except DeadKernelError:
            raise
        except RuntimeError:
            return self.attempt(config)

    def attempt(self, config: Any) -> ExecutionResult:
        """Execute the cells in one kernel with MyST-NB's settings."""
        result = single_nb_execution(
            self.notebook,
            cwd=str(self.path.parent),
            allow_errors=config.execution_allow_errors,
            timeout=config.execution_timeout,
            shutdown_kernel="immediate",  # all that it had to say has come
            on_cell_execute=self.enter,
        )
        if isinstance(result.err, CellTimeoutError):
            raise result.err
        return result


def read(env: BuildEnvironment, name: str) -> Page | None:
    """A page as MyST-NB reads it, if it is executed."""
    path = Path(env.doc2path(name))
    text = path.read_text(encoding="utf-8")
    config = env.mystnb_config  # type: ignore[attr-defined]  # set by MyST-NB
    reader = create_nb_reader(str(path), env.myst_config, config, text)  # type: ignore[attr-defined]  # as above
    return Page(name, path, reader.read(text)) if reader else None


def unexecuted(env: BuildEnvironment, names: list[str], cache: JupyterCacheAbstract) -> list[Page]:
    """The pages that are not in the cache, those with most cells first."""
    found: dict[str, Page] = {}
    for name in names:
        if page := read(env, name):
            with suppress(KeyError):
                cache.match_cache_notebook(page.notebook)
                continue
            _, key = cache.create_hashed_notebook(page.notebook)
            found[key] = page  # pages with the same cells are executed once
    return sorted(found.values(), key=lambda page: -len(page.notebook.cells))
