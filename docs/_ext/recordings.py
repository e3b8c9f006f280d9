"""``:recording: key`` of an explorer: what a cell of its page has recorded, glued as JSON.

The element ends with it, for its script, and says how much room the largest example needs, so that
nothing moves when the script draws it.
"""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from _ext.explorers import Explorer
from _ext.rendering import ForReaders
from _ext.values import glued

logger = logging.getLogger(__name__)
HEIGHT = re.compile(r'height="(\d+)"')


def room(examples: list[dict[str, Any]]) -> str:
    """The height of the largest drawing, and the most lines of saved tensors and gradients."""
    heights = [int(HEIGHT.findall(example["picture"])[0]) for example in examples]
    lines = [max(len(example["saved"]), 1) + len(example["leaves"]) for example in examples]
    return f"--picture:{max(heights)}px;--lines:{max(lines)}"


class FillRecordings(ForReaders):
    """Put into each explorer what it asks for."""

    default_priority = 10

    def run(self, **kwargs: Any) -> None:
        for explorer in self.document.findall(Explorer):
            if key := explorer["recording"]:
                self.fill(explorer, key)

    def fill(self, explorer: Explorer, key: str) -> None:
        """Fill one, or warn: without its recording it could show nothing."""
        try:
            text = ast.literal_eval(glued(self.env, self.env.docname, key))
            explorer["room"] = room([*json.loads(text).values()])
            explorer["recorded"] = text.replace("</", r"<\/")  # so that no tag ends the script
        except (KeyError, ValueError, TypeError, SyntaxError) as error:
            message = "no recording %r: %r"
            logger.warning(message, key, error, location=explorer, type="recordings")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_post_transform(FillRecordings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
