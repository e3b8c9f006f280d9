"""Words in the language of the site: those of settings, and a watch over those of the pages.

Sphinx shows a message without a translation as it was written, so a page would quietly mix two
languages. Here it is a warning at its line, and every build says how many messages there are.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.nodes import NodeMatcher, get_node_line, get_node_source

from notes_site.languages.catalogues import IN_CHINESE, is_to_translate
from notes_site.sphinx_support.drafts import is_draft
from notes_site.sphinx_support.languages import SOURCE, language_of

logger = logging.getLogger(__name__)


def configure(app: Sphinx, config: Config) -> None:
    """Set what settings say to readers."""
    config.gettext_compact = False  # a catalogue for each page
    config.gettext_location = False  # line numbers would change with every edit
    config.gettext_uuid = False
    # so that the ``alt`` of figures is translated
    config.nb_mime_priority_overrides = [("gettext", "image/svg+xml", 1)]
    config.math_eqref_format = _("式\u00a0({number})")
    config.nb_code_prompt_show = _("先猜一猜，再打开看输出")
    config.nb_code_prompt_hide = _("收起输出")
    config.numfig_format = {
        "figure": _("图 %s"),
        "table": _("表 %s"),
        "code-block": _("代码 %s"),
        "section": "%s",
    }


class Locate(SphinxTransform):
    """Give cells of a table inside a directive their place, without which Sphinx skips them.

    MyST-Parser 5.2 sets none (``render_table_row``).
    """

    default_priority = 5  # before messages are kept (10) and translated (20)

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(nodes.paragraph):
            if node.rawsource and not node.source:
                node.source, node.line = get_node_source(node), get_node_line(node)


def shown(node: nodes.Element) -> str:
    """What a node shows where it should be translated; empty if it is."""
    if isinstance(node, nodes.image):
        return str(node["alt"])
    if isinstance(node, addnodes.toctree):
        return str(node.get("caption") or "")
    return "" if node["translated"] else str(node.rawsource)


def is_message(node: nodes.Element) -> bool:
    """Whether a node of the source needs a translation."""
    return isinstance(node, nodes.image | addnodes.toctree) or is_to_translate(node.rawsource)


def is_missing(node: nodes.Element) -> bool:
    """Whether a node is shown as it was written; words of two languages may look the same."""
    return is_to_translate(shown(node)) and (IN_CHINESE or not node["translated"])


def watch(app: Sphinx, document: nodes.document) -> None:
    """Warn about what is not translated, and count what is."""
    if app.config.language == SOURCE.code or app.builder.name == "gettext" or is_draft(app.env):
        return
    found = NodeMatcher(nodes.Element, translated=Any).findall(document)
    messages = [node for node in found if is_message(node)]
    missing = [node for node in messages if is_missing(node)]
    for node in missing:
        text = shown(node)[:40]
        logger.warning("not translated: %s (make translate)", text, location=node, type="i18n")
    if not messages and is_to_translate(document.astext()):
        logger.warning("has no catalogue (make translate)", location=app.env.docname, type="i18n")
    app.env.metadata[app.env.docname]["messages"] = len(messages), len(missing)


def report(app: Sphinx, exception: Exception | None) -> None:
    """Say how many messages of the site are translated."""
    counts = [data["messages"] for data in app.env.metadata.values() if "messages" in data]
    if exception is None and counts:
        name = language_of(app.config).name
        total, missing = map(sum, zip(*counts, strict=True))
        print(f"{name}: {total - missing} of {total} messages translated")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_transform(Locate)
    app.connect("config-inited", configure)
    app.connect("doctree-read", watch)
    app.connect("build-finished", report)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
