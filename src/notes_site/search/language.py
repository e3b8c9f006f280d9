"""The languages of the search: pages and queries are cut into words by the same rules.

Sphinx keeps no number as a word and forgets those of a query, cuts ``0.25`` at its point, and knows
one width of letters. In Sphinx 9.0 the search page of a Chinese site stops with a JavaScript error
(sphinx#14229), and without ``jieba`` its index holds no Chinese word.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.search.en import SearchEnglish

from notes_site.search import tokenizer
from notes_site.sphinx_support.settings import settings


class EnglishWords(SearchEnglish):
    """English, and whatever else stands on an English page."""

    js_splitter_code = tokenizer.javascript()

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stemmed = cache(self.stemmer.stemWord)  # the same words come on every page

    def split(self, input: str) -> list[str]:  # noqa: A002  the name is Sphinx's
        return [word for word in tokenizer.split(input) if word not in self.stopwords]

    def stem(self, word: str) -> str:
        stemmed = self.stemmed(word) if "a" <= word[0] <= "z" else word
        return word if stemmed in self.stopwords else stemmed

    def word_filter(self, word: str) -> bool:
        return True  # ``split`` has chosen


class ChineseWords(EnglishWords):
    """Chinese; the script of its stemmer is the English one, which ``language_name`` names."""

    lang = "zh"


def add_traditional(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page of the search, which is written when all are indexed, what it simplifies."""
    builder = app.builder
    if pagename == "search" and isinstance(builder, StandaloneHTMLBuilder) and builder.indexer:
        index = builder.indexer
        maps = (index._mapping, index._title_mapping)
        words = (word for of in maps for word, pages in of.items() if pages)
        context["simplified"] = tokenizer.traditional(words)


def rank(app: Sphinx, config: Config) -> None:
    """Give the search its ranking, with the worth of the places of this site."""
    script = Path(__file__).with_name("ranking.js").read_text(encoding="utf-8")
    made = Path(app.doctreedir, "ranking.js")
    made.parent.mkdir(parents=True, exist_ok=True)
    places = json.dumps(dict(settings().search_places))
    made.write_text(script.replace("PLACES", places), encoding="utf-8")
    config.html_search_scorer = str(made)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_search_language(EnglishWords)
    app.add_search_language(ChineseWords)
    app.connect("config-inited", rank)
    app.connect("html-page-context", add_traditional)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
