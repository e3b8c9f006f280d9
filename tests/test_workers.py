"""A worker of Sphinx that fails is never passed over."""

from __future__ import annotations

import sys

import pytest
from sphinx.errors import SphinxParallelError
from sphinx.util.parallel import ParallelTasks

from notes_site.sphinx_support import worker_failures

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Sphinx works in parallel by fork")


def test_a_failure_is_raised_while_tasks_are_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next task is not given out when one has failed; Sphinx alone would say nothing."""
    monkeypatch.setattr(ParallelTasks, "terminate", worker_failures.end)
    tasks = ParallelTasks(1)
    tasks.add_task(lambda: 1 / 0)
    tasks._procs[0].join()

    with pytest.raises(SphinxParallelError, match="ZeroDivisionError"):
        tasks.add_task(lambda: 1)


def test_a_failure_is_raised_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that fails when all are given out is raised, too, and a good one is not."""
    monkeypatch.setattr(ParallelTasks, "terminate", worker_failures.end)
    good, bad = ParallelTasks(1), ParallelTasks(1)
    good.add_task(lambda: 1)
    good.join()
    bad.add_task(lambda: 1 / 0)

    with pytest.raises(SphinxParallelError, match="ZeroDivisionError"):
        bad.join()
