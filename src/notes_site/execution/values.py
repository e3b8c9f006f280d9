r"""``{value}`key:.4f` ``: a number that a cell has glued, in prose and in the ``alt`` of a figure.

MyST-NB's ``{glue:text}`` needs the path of its own page inside translated text, and is not read in
an ``alt`` at all. This role always means its own page, in the source and in a translation.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from docutils import nodes
from myst_nb.core.variables import format_plain_text
from myst_nb.ext.glue.crossref import read_glue_cache
from myst_nb.ext.glue.utils import PendingGlueReference
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from notes_site.execution.kernelspec import output_folder
from notes_site.sphinx_support.builders import ForReaders

logger = logging.getLogger(__name__)
VALUES_FROM = "values_from"  # on an image copied from another page: the page whose values it shows
LEADING = re.compile(r"^-(?=\d)")
PLACEHOLDER = re.compile(r"\{value\}`([^`]+)`")


def split(text: str) -> tuple[str, str]:
    """``key:format`` in its two parts; without a format the value is shown as it is."""
    key, _, fmt = text.partition(":")
    return key, fmt or "s"


def glued(env: BuildEnvironment, docname: str, key: str) -> str:
    """The repr of what a page has glued under ``key``; ``KeyError`` if it has not."""
    text: str = read_glue_cache(str(output_folder(env)), docname)[key]["data"]["text/plain"]
    return text


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Delete what a page glued when it was last read; MyST-NB leaves it where nothing is glued."""
    (output_folder(env) / f"{docname}.glue.json").unlink(missing_ok=True)


class Value(SphinxRole):
    """A pending reference to the page's own glued data; MyST-NB resolves it.

    Not in a heading: Sphinx copies headings into the table of contents before it is resolved.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        key, fmt = split(self.text)
        node = PendingGlueReference(
            refdoc=self.env.docname, key=key, inline=True, gtype="text", fmt_spec=fmt
        )
        self.set_source_info(node)
        return [node], []


class AltValues(ForReaders):
    """Put glued values into the ``alt`` of images."""

    default_priority = 10  # after MyST-NB has chosen the image of a bundle (4)

    def run(self, **kwargs: Any) -> None:
        for image in self.document.findall(nodes.image):
            if "alt" in image:
                image["alt"] = PLACEHOLDER.sub(partial(self.fill, image), image["alt"])

    def fill(self, image: nodes.image, match: re.Match[str]) -> str:
        """The formatted value, or its name after a warning."""
        key, fmt = split(match[1])
        page = image.get(VALUES_FROM, self.env.docname)
        try:
            return str(format_plain_text(glued(self.env, page, key), fmt))
        except (KeyError, ValueError) as error:
            message = "no value %r for an alt text: %r"
            logger.warning(message, match[1], error, location=image, type="value")
            return match[1]


class MinusSigns(ForReaders):
    """Set minus signs in prose; MyST-NB writes hyphens, as code does."""

    default_priority = 6  # after MyST-NB has put the values in place (5)

    def run(self, **kwargs: Any) -> None:
        for inline in self.document.findall(nodes.inline):
            if "pasted-text" in inline["classes"]:
                inline[:] = [nodes.Text(LEADING.sub("\N{MINUS SIGN}", inline.astext()))]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_role("value", Value())
    app.add_post_transform(AltValues)
    app.add_post_transform(MinusSigns)
    app.connect("env-purge-doc", forget)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
