r"""Formulas as MathML, made at build time by docutils' own converter.

Sphinx's default loads MathJax from a third party and needs JavaScript. This needs neither, and an
unknown macro is a warning, so a failed build. Faults of docutils are mended: it sets the index of
``\hat{y}_i`` under the letter, gives the name in ``\operatorname{max}_i`` an attribute of
operators, sets ``y \log p`` without spaces, ``(0, -z)`` with room for a sum, and Greek capitals in
italics. Bars of norms are all of one height, a short root in a line is of pieces. Each formula
carries its LaTeX as ``alttext``, for those who hear or copy it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import escape, unescape
from itertools import pairwise
from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import accents, tex2mathml
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

RESULTS = "reference/formulas"
CHECKED = _("已核对：看结果")
NAMESPACE = "http://www.w3.org/1998/Math/MathML"
LIMITS_MOVE = {"∑", "∏"}  # without being told
APPLY, APOSTROPHE, PRIME = "\u2061", "'", "′"
SIGNS = ("−", "+", "±")
ENDINGS = (")", "]", "}", "|", "‖", "!", APOSTROPHE)
CAPITAL = re.compile(r"[Α-Ω]")  # Greek, upright as LaTeX sets it
HTML_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;)\w+;")  # docutils writes some; XML has none


def is_operator(element: ET.Element, *texts: str) -> bool:
    """Whether an element is one of some operators."""
    return element.tag == f"{{{NAMESPACE}}}mo" and element.text in texts


def index_beside_accent(formula: str) -> ET.Element:
    """Turn every letter with an index under it and an accent over it into an indexed accent."""
    root = ET.fromstring(HTML_ENTITY.sub(lambda match: unescape(match[0]), formula))
    for element in root.iter(f"{{{NAMESPACE}}}munderover"):
        letter, index, over = element
        if is_operator(over, *accents.values()):  # not a limit
            accented = ET.Element(f"{{{NAMESPACE}}}mover", accent="true")
            accented.extend([letter, over])
            element.tag = f"{{{NAMESPACE}}}msub"
            element[:] = [accented, index]
    return root


def light_roots(formula: ET.Element) -> None:
    """Set the bar over a single sign as a border of it; behind others Chromium leaves a gap."""
    for parent in list(formula.iter()):
        for root in [child for child in parent if child.tag == f"{{{NAMESPACE}}}msqrt"]:
            if len(root) == 1 and not len(root[0]):
                sign = ET.Element(f"{{{NAMESPACE}}}mo", lspace="0", rspace="0", stretchy="false")
                sign.text = "√"
                root[0].set("class", "radicand")
                root.tag = f"{{{NAMESPACE}}}mrow"
                root.insert(0, sign)


def space_names(formula: ET.Element) -> None:
    """Set a thin space between a factor and the name of a function, and before an argument."""
    for parent in list(formula.iter()):
        for apply in [element for element in parent if is_operator(element, APPLY)]:
            place = list(parent).index(apply)
            before, after = parent[: max(place - 1, 0)], parent[place + 1 : place + 2]
            if after and is_operator(after[0], APOSTROPHE):  # of the name, so next to it
                parent[place], parent[place + 1] = after[0], apply
            elif after and not is_operator(after[0], "(") and not after[0].tag.endswith("mspace"):
                parent.insert(place + 1, thin_space())
            factor = before and not before[-1].tag.endswith(("mo", "mspace"))
            if factor or (before and is_operator(before[-1], ")")):
                parent.insert(place - 1, thin_space())


def mark_signs(formula: ET.Element) -> None:
    """Set a sign after another operator as a sign, not with the room of a sum."""
    for parent in formula.iter():
        for before, sign in pairwise(parent):
            follows = before.tag.endswith("}mo") and not is_operator(before, *ENDINGS)
            if follows and is_operator(sign, *SIGNS):
                sign.set("form", "prefix")


def thin_space() -> ET.Element:
    """What LaTeX sets around the name of a function."""
    return ET.Element(f"{{{NAMESPACE}}}mspace", width="0.1667em")


def as_html(formula: ET.Element, latex: str) -> str:
    """A formula as HTML writes it: no namespace, no line breaks; and what it was made from."""
    space_names(formula)
    mark_signs(formula)
    for element in formula.iter():
        if is_operator(element, "‖"):
            element.set("stretchy", "false")
        if is_operator(element, APOSTROPHE):
            element.text = PRIME
        if element.tag.endswith("}mi") and CAPITAL.fullmatch(element.text or ""):
            element.set("mathvariant", "normal")
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        element.text = (element.text or "").strip() if len(element) else element.text
        element.tail = None
        if element.tag != "mo" or element.text in LIMITS_MOVE:
            element.attrib.pop("movablelimits", None)
    formula.set("alttext", " ".join(latex.split()))
    return ET.tostring(formula, encoding="unicode", short_empty_elements=False)


def to_mathml(node: nodes.math | nodes.math_block) -> str:
    """The formula of a node; its LaTeX as code after a warning if it cannot be converted."""
    latex = node.astext()
    try:
        in_block = isinstance(node, nodes.math_block)
        formula = index_beside_accent(tex2mathml(latex, as_block=in_block))
        if not in_block:
            light_roots(formula)
        return as_html(formula, latex)
    except Exception as error:  # on a wrong formula docutils fails with whatever it stumbles on
        logger.warning("formula %r: %r", latex, error, location=node, type="mathml")
        return f"<code>{escape(latex)}</code>"


def proof(self: HTML5Translator, node: nodes.math | nodes.math_block) -> str:
    """A link from a checked formula to what the check found."""
    env = self.builder.env
    if "row" not in node or RESULTS not in env.found_docs:
        return ""
    href = f"{self.builder.get_relative_uri(self.builder.current_docname, RESULTS)}#{node['row']}"
    return f'<a class="proof" href="{href}" aria-label="{CHECKED}" title="{CHECKED}">✓</a>'


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(to_mathml(node) + proof(self, node))
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(to_mathml(node))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append(f"{proof(self, node)}</span>")
    else:
        self.body.append(proof(self, node))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
