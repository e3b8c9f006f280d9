r"""Formulas as MathML, made at build time: no script, no third party, no font but the site's.

Sphinx's default loads MathJax from elsewhere and needs JavaScript. What is written here is either
set as LaTeX would set it or refused at its line, which fails the build. Each formula carries its
LaTeX as ``alttext``, for those who hear or copy it.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from notes_site.pages.mathml.converter import convert
from notes_site.pages.mathml.elements import APPLY
from notes_site.pages.mathml.source import LatexError

__all__ = ["APPLY", "PROOFS", "to_mathml"]

logger = logging.getLogger(__name__)

PROOFS = "proofs"  # in the metadata of the page that shows what the check of formulas found
CHECKED = _("已核对：看结果")


def configure(app: Sphinx, config: Config) -> None:
    """Let a formula between two dollar signs stand inside a line, as its author has it."""
    config.myst_dmath_double_inline = True


def to_mathml(node: nodes.math | nodes.math_block) -> str:
    """The formula of a node; its LaTeX as code after a warning if it is refused."""
    latex = node.astext().strip()  # Sphinx ends a formula of one line with empty ones
    try:
        return convert(latex, displayed=isinstance(node, nodes.math_block))
    except LatexError as error:
        logger.warning("%s", error, location=node, type="mathml")
        return f"<code>{escape(latex)}</code>"


def proof(self: HTML5Translator, node: nodes.math | nodes.math_block) -> str:
    """A link from a checked formula to what the check found."""
    if "row" not in node:
        return ""
    page = next((name for name, data in self.builder.env.metadata.items() if PROOFS in data), "")
    if not page:
        return ""
    href = f"{self.builder.get_relative_uri(self.builder.current_docname, page)}#{node['row']}"
    return f'<a class="proof" href="{href}" aria-label="{CHECKED}" title="{CHECKED}"></a>'


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(to_mathml(node) + proof(self, node))
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        self.body.append(to_mathml(node))
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append(f"{proof(self, node)}</span>")
    else:
        self.body.append(f'<span class="formula">{to_mathml(node)}</span>{proof(self, node)}')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", configure)
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
