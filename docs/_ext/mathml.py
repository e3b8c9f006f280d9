r"""Formulas as MathML, made at build time by docutils' own converter.

Sphinx's default loads MathJax from a third party and needs JavaScript. This needs neither, and an
unknown macro is a warning, so a failed build. One fault of docutils is mended: it sets the index of
``\hat{y}_i`` under the letter.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

# a group around an accented letter makes docutils attach the index to the whole of it
ACCENT_WITH_SCRIPT = re.compile(r"(\\(?:bar|dot|hat|tilde|vec)\s*(?:\{[^{}]*\}|\w))(?=[_^])")


def to_mathml(node: nodes.math | nodes.math_block) -> str:
    """The formula of a node; its LaTeX as code after a warning if it cannot be converted."""
    latex = node.astext()
    grouped = ACCENT_WITH_SCRIPT.sub(r"{\1}", latex)
    try:
        return str(tex2mathml(grouped, as_block=isinstance(node, nodes.math_block)))
    except MathError as error:
        logger.warning("formula %r: %s", latex, error, location=node, type="mathml")
        return f"<code>{escape(latex)}</code>"


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(to_mathml(node))
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(to_mathml(node))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
