"""Images with their size, so that nothing moves when they arrive, and loaded when they come near.

Sphinx writes a size only where a page gives one. The first image of a page is loaded at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
LATER = {"loading": "lazy", "decoding": "async"}


def size_of(path: Path) -> dict[str, str]:
    """Width and height of an image in pixels; nothing if its file does not say."""
    if path.suffix == ".svg":
        root = ElementTree.parse(path).getroot()
        found = {name: root.get(name, "") for name in ("width", "height")}
        return found if all(value.isdecimal() for value in found.values()) else {}
    size = get_image_size(path)
    return {"width": str(size[0]), "height": str(size[1])} if size else {}


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """Write the image, then what it lacks."""
    attributes: dict[str, str] = {}
    if "://" not in node["uri"] and not {"width", "height", "scale"} & set(node.attributes):
        attributes = size_of(Path(self.builder.srcdir, node["uri"]))
        if not attributes:
            message = "%s does not say its size in whole pixels"
            logger.warning(message, node["uri"], location=node, type="image")
    if node is not next(iter(self.document.findall(nodes.image))):
        attributes |= LATER
    HTML5Translator.visit_image(self, node)
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    self.body[-1] = self.body[-1].replace("<img", f"<img{written}", 1)


def depart_image(self: HTML5Translator, node: nodes.image) -> None:
    HTML5Translator.depart_image(self, node)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_node(nodes.image, override=True, html=(visit_image, depart_image))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
