"""The languages of the search: pages and queries are cut into words by the same rules.

Sphinx keeps no number as a word and forgets those of a query, cuts ``0.25`` at its point, and knows
one width of letters. In Sphinx 9.0 the search page of a Chinese site stops with a JavaScript error
(sphinx#14229), and without ``jieba`` its index holds no Chinese word.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search.en import SearchEnglish

from notes_site.search import tokenizer


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


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_search_language(EnglishWords)
    app.add_search_language(ChineseWords)
    app.connect("html-page-context", add_traditional)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
