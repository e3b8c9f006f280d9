"""What a page says of itself to search engines and to those who link to it.

Every page has a description, its first paragraph. Where ``SITE_URL`` says where the site will
stand, a page also names its own address, those of its translations, and a picture for links to it;
without it nothing absolute is said: a site read from a folder names no place where it is not.

sphinxext-opengraph and sphinx-sitemap know one language, and the second writes its pages in a
random order where Sphinx works in parallel.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.locale import _

from notes_site.sphinx_support.languages import SOURCE, built, home, language_of
from notes_site.sphinx_support.settings import settings

SENTENCES = re.compile(r".{,159}(?:[。！？]|[.!?](?= ))")
WORDS = re.compile(r".{,159}(?=[ ,;:，；：、])")


def configure(app: Sphinx, config: Config) -> None:
    """Give Sphinx the address of this language, from which it makes ``canonical``."""
    site = str(config.site_url)
    if site and urlsplit(site).scheme not in {"http", "https"}:
        raise ConfigError(f"SITE_URL must begin with https:// or http://, not {site!r}")
    if site:
        config.site_url = site.rstrip("/") + "/"
        config.html_baseurl = home(config.site_url, language_of(config))


def shorten(text: str) -> str:
    """At most 160 characters of a text, cut after a sentence or else after a word."""
    text = " ".join(text.split())
    if len(text) <= 160:
        return text
    if sentences := SENTENCES.match(text):
        return sentences[0]
    words = WORDS.match(text)
    return (words[0] if words else text[:159]) + "…"


def first_paragraph(doctree: nodes.document | None) -> str:
    """The text of the first paragraph that stands directly in a section of a page."""
    paragraphs = doctree.findall(nodes.paragraph) if doctree else ()
    found = (text.astext() for text in paragraphs if isinstance(text.parent, nodes.section))
    return next(found, "")


def first_part(doctree: nodes.document | None) -> str:
    """The first section below the title of a page; with it a reader has something to read."""
    sections = doctree.findall(nodes.section) if doctree else ()
    found = (str(one["ids"][0]) for one in sections if isinstance(one.parent, nodes.section))
    return next(found, "")


def alternates(site: str, page: str, context: dict[str, Any]) -> list[tuple[str, str]]:
    """Each language of a page with its address there; none for a page in one language."""
    if not context["other_languages"]:
        return []
    if not site:
        return [(row["tag"], row["address"]) for row in context["languages"]]
    found = {language.tag: urljoin(home(site, language), page) for language in built()}
    return [*found.items(), ("x-default", found[SOURCE.tag])]


def add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the templates what the head says."""
    for name in ("languages", "other_languages"):  # of notes_site.languages, if it is there
        context.setdefault(name, [])
    site, page = app.config.site_url, app.builder.get_target_uri(pagename)
    context["description"] = shorten(first_paragraph(doctree)) or _(settings().description)
    context["first_part"] = first_part(doctree)
    context["alternates"] = alternates(site, page, context)
    context["here"] = language_of(app.config)
    picture = settings().picture
    context["picture"] = urljoin(site, picture) if site and picture else ""
    context["picture_alt"] = _(settings().picture_alt)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", configure)
    app.connect("html-page-context", add, priority=600)  # after notes_site.languages.language_links
    return {"parallel_read_safe": True, "parallel_write_safe": True}
