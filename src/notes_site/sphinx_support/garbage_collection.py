"""Lets Python look for garbage seldom.

Sphinx makes millions of nodes and keeps most of them to the end: searching them again and again
takes a fifth of the time of a build. What is loaded by now is never garbage, and not searched; at
the end of the process all goes, and searching it first would take half a second.
"""

from __future__ import annotations

import atexit
import gc
from typing import Any

from sphinx.application import Sphinx

NEW_OBJECTS = 200_000  # between two searches; Python's own choice is below a thousand


def setup(app: Sphinx) -> dict[str, Any]:
    gc.freeze()
    atexit.register(gc.freeze)
    gc.set_threshold(NEW_OBJECTS, 20, 100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
