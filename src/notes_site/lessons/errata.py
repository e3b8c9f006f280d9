"""``{erratum} M13``: a correction with its kind, its place in the note and the test that guards it.

The content is ordinary MyST. A code cell cannot stand inside a directive, so the cells that follow
an erratum are its evidence and move into it. ``{errata-filter}`` counts the errata of each kind and
lets the reader choose one; CSS alone hides the others, so nothing is lost without it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from notes_site.lessons.note_links import link
from notes_site.sphinx_support.cell_nodes import is_cell
from notes_site.sphinx_support.html_nodes import add_html_node

logger = logging.getLogger(__name__)
KINDS = {"error": _("错误"), "wrong": _("说法有误"), "imprecise": _("不够准确"), "term": _("用词")}
WORDS = {"all": _("全部"), "choose": _("种类"), "guard": _("守着它的测试：")}


class Erratum(nodes.container):
    """A correction: its head, what was written and what is right, the evidence, its guard."""


class Choices(nodes.General, nodes.Element):
    """The kinds to choose from."""


class Choice(nodes.Part, nodes.TextElement):
    """One kind, or all; its text is written when the errata of the page can be counted."""


class ErratumDirective(SphinxDirective):
    """Parse the content into an :class:`Erratum` that ``{ref}`` finds by its number."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"kind": str, "where": str, "guard": str}

    def run(self) -> list[nodes.Node]:
        (number,) = self.arguments
        name, kind = f"erratum-{number.lower()}", self.options.get("kind")
        standard = self.env.domains.standard_domain
        if kind not in KINDS:
            raise self.error(f"erratum {number}: :kind: is one of {', '.join(KINDS)}, not {kind}")
        if not self.options.get("guard"):
            raise self.error(f"erratum {number} needs :guard:, the test that keeps it right")
        standard.anonlabels[name] = self.env.docname, name
        standard.labels[name] = self.env.docname, name, number
        erratum = Erratum(ids=[name], classes=["erratum", kind], kind=kind)
        self.set_source_info(erratum)
        metadata = self.env.metadata[self.env.docname]
        metadata.setdefault("errata", []).extend((place, number) for place in self.places())
        metadata.setdefault("errata_lines", []).append((number, self.lineno))
        erratum += self.head(number, name, kind)
        self.state.nested_parse(self.content, self.content_offset, erratum)
        code = nodes.literal("", self.options["guard"])
        erratum += nodes.paragraph("", WORDS["guard"], code, classes=["erratum-guard"])
        return [erratum]

    def places(self) -> list[str]:
        """The elements of the note that the option names."""
        return [
            place.strip() for place in self.options.get("where", "").split(",") if place.strip()
        ]

    def head(self, number: str, name: str, kind: str) -> nodes.paragraph:
        """Number, kind and links to the elements of the note; without a source, so untranslated."""
        head = nodes.paragraph("", "", classes=["erratum-head"])
        head += nodes.reference("", number, refid=name, internal=True)
        head += [nodes.Text(" "), nodes.inline("", KINDS[kind], classes=["erratum-kind"])]
        for place in self.places():
            place_link = link(self.env.docname, f"note-{place}", place.upper())
            self.set_source_info(place_link)
            head += [nodes.Text(" "), place_link]
        return head


class FilterDirective(SphinxDirective):
    """All errata, or those of one kind."""

    def run(self) -> list[nodes.Node]:
        return [Choices("", *(Choice(kind=kind) for kind in ("all", *KINDS)))]


class Gather(SphinxTransform):
    """Move the cells after an erratum into it, and count the kinds."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        errata = list(self.document.findall(Erratum))
        for erratum in errata:
            siblings = erratum.parent.children
            after = siblings.index(erratum) + 1
            while after < len(siblings) and is_cell(siblings[after]):
                erratum.insert(-1, siblings.pop(after))
        counts = Counter({"all": len(errata)}) + Counter(erratum["kind"] for erratum in errata)
        for choice in self.document.findall(Choice):
            kind = choice["kind"]
            choice += nodes.Text(f"{(WORDS | KINDS)[kind]} {counts[kind]}")


def check_unique(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about a number that is given twice, on one page or on two."""
    seen: dict[str, str] = {}
    for docname in sorted(env.metadata):
        lines: list[tuple[str, int]] = env.metadata[docname].get("errata_lines", [])
        for number, line in lines:
            if number in seen:
                message = "erratum %s stands here for the second time, first on %s"
                location = (docname, line)
                logger.warning(message, number, seen[number], location=location, type="errata")
            seen.setdefault(number, docname)


def visit_choices(self: HTML5Translator, node: Choices) -> None:
    legend = f"<legend>{WORDS['choose']}</legend>"
    self.body.append(f'<fieldset class="errata-filter">{legend}\n')


def depart_choices(self: HTML5Translator, node: Choices) -> None:
    self.body.append("</fieldset>\n")


def visit_choice(self: HTML5Translator, node: Choice) -> None:
    name, checked = f"errata-kind-{node['kind']}", " checked" * (node["kind"] == "all")
    self.body.append(f'<span><input type="radio" name="errata-kind" id="{name}"{checked}>')
    self.body.append(f'<label for="{name}">')


def depart_choice(self: HTML5Translator, node: Choice) -> None:
    self.body.append("</label></span>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    add_html_node(app, Choices, visit_choices, depart_choices)
    add_html_node(app, Choice, visit_choice, depart_choice)
    app.add_directive("erratum", ErratumDirective)
    app.add_directive("errata-filter", FilterDirective)
    app.add_transform(Gather)
    app.connect("env-check-consistency", check_unique)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
