"""Fails a build in which a worker has failed.

While Sphinx gives out its tasks it ends all workers when one of them fails, and goes on without a
word (9.0, ``ParallelTasks.add_task``): pages are missing, old ones stay, and the build has
"succeeded". Here the error is raised again.
"""

from __future__ import annotations

import sys
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks

END = ParallelTasks.terminate


def end(self: ParallelTasks) -> None:
    """End the workers, then raise what they are ended for."""
    error = sys.exception()
    END(self)
    if error is not None:
        raise error


def setup(app: Sphinx) -> dict[str, Any]:
    ParallelTasks.terminate = end  # type: ignore[method-assign]  # Sphinx has no setting for it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
