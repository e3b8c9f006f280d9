"""Chinese search by pairs of characters: any phrase is found, without a dictionary.

In Sphinx 9.0 the search page of a Chinese site stops with a JavaScript error (sphinx#14229), and
without ``jieba`` its index holds no Chinese word. Here both the index and the query are cut into
overlapping pairs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

HAN = re.compile(r"[\u3400-\u9fff]+")


def pairs(text: str) -> list[str]:
    """Every two neighbouring Chinese characters; a character alone stands for itself."""
    return [run[i : i + 2] for run in HAN.findall(text) for i in range(max(len(run) - 1, 1))]


class ChinesePairs(SearchChinese):
    """The index side, and in ``js_splitter_code`` the same cut for the query."""

    language_name = "English"  # names the class of the stemmer script, which is the English one
    js_splitter_code = r"""
var splitQuery = (query) => {
  const terms = [];
  for (const [run] of query.matchAll(/[\u3400-\u9fff]+|[a-zA-Z0-9_]+/g)) {
    if (!/[\u3400-\u9fff]/.test(run) || run.length === 1) terms.push(run);
    else for (let i = 0; i + 1 < run.length; i++) terms.push(run.slice(i, i + 2));
  }
  return terms;
};
"""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stemmer.stemWord = cache(self.stemmer.stemWord)  # the same words come on every page

    def split(self, input: str) -> list[str]:  # noqa: A002  the name is Sphinx's
        latin = self.latin1_letters.findall(input)
        self.latin_terms.update(latin)
        return pairs(input) + latin


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_search_language(ChinesePairs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
