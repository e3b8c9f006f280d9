"""The words of the search: what a text is cut into, by Python and by the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import WRITTEN, arrive, needs_browser
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from notes_site.search.language import ChineseWords, EnglishWords
from notes_site.search.tokenizer import split

CUT = {
    "交叉熵": ["交叉", "叉熵"],
    "熵": ["熵"],
    "導數、梯度彌散": ["导数", "梯度", "度弥", "弥散"],
    "ＲｅＬＵ（ｘ）": ["relu", "x"],
    "在ReLU中": ["在", "relu", "中"],
    "softmax_vjp": ["softmax_vjp"],
    "torch.nn.functional": ["torch", "nn", "functional"],
    "x.grad[0]": ["x", "grad", "0"],
    "layers.12.weight": ["layers", "12", "weight"],
    "float16 conv2d 2d": ["float16", "conv2d", "2d"],
    "tensor([0.2500, -1.])": ["tensor", "0.25", "1"],
    "最大是0.25时": ["最大", "大是", "0.25", "时"],
    "０．２５": ["0.25"],
    ".5, 0.50; 5e-1": ["0.5", "0.5", "5e-1"],
    "1e-8 1.0000e-08 1.E-8 1e−8": ["1e-8"] * 4,
    "1.5e-45": ["1.5e-45"],
    "10,103,064,196 10_000 1,23": ["10103064196", "10000", "1", "23"],
    "1，000": ["1", "000"],
    "2.13.0+cpu v2.13.0 2.10.0": ["2.13.0", "cpu", "2.13.0", "2.10.0"],
    r"1/4 1 / 4 ¼ \frac{1}{4} \frac{1}{1+e}": ["1/4"] * 4 + ["frac", "1", "1", "e"],
    "2024/05/01": ["2024", "05", "01"],
    "x² 10⁻⁸ 10^{-8}": ["x", "2", "10", "8", "10", "8"],
    "-0.5 a-0.5 1−0.5": ["0.5", "a", "0.5", "1", "0.5"],
    "0.25s 25%": ["0.25", "s", "25"],
    "σ(Δx)": ["σ", "δx"],
}


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The page of the Chinese search."""
    page = browser.new_page()
    arrive(page, (site / "search.html").as_uri())
    yield page
    page.close()


def texts(site: Path) -> list[str]:
    """Every text of the articles, formulas as they are written."""
    found: list[str] = []
    for name in WRITTEN:
        article = BeautifulSoup((site / f"{name}.html").read_bytes(), "html5lib").article
        assert article
        found += [*article.strings, *(str(formula["alttext"]) for formula in article("math"))]
    return found


@pytest.mark.parametrize("text", CUT)
def test_text_is_cut(text: str) -> None:
    """Chinese into pairs, names at their points, and a number not at all."""
    assert split(text) == CUT[text]


@needs_browser
def test_browsers_cut_the_same(page: Page, site: Path) -> None:
    """The search page cuts what stands above, and every text of the site, as the index did."""
    every = [*CUT, *texts(site)]

    assert len(every) > 5000
    assert page.evaluate("texts => texts.map(splitQuery)", every) == [split(text) for text in every]


@needs_browser
def test_browsers_know_the_same_forms(page: Page, site: Path) -> None:
    """A word of a query has the form of the index, even one whose stem is a stopword."""
    language = ChineseWords({})
    words = sorted({"ops", "ons", *(word for text in texts(site) for word in language.split(text))})

    forms = [language.stem(word) for word in words]
    assert page.evaluate("words => words.map(Ranking.form)", words) == forms


def test_index_has_no_stopwords() -> None:
    """Both languages keep numbers and drop the words that say nothing."""
    for language in (ChineseWords({}), EnglishWords({})):
        words = language.split("The slope is 0, or 1/4 of it")
        assert words == ["slope", "0", "1/4"]
        assert all(map(language.word_filter, words))


@needs_browser
def test_search_page_simplifies_what_the_site_says(page: Page, site: Path) -> None:
    """It has the traditional characters of the Chinese site, few enough to carry along."""
    pairs = page.get_attribute("[data-simplified]", "data-simplified") or ""
    used = set("".join(split("\n".join(texts(site)))))

    assert {"導导", "數数", "傳传", "損损"} <= {pairs[i : i + 2] for i in range(0, len(pairs), 2)}
    assert set(pairs[1::2]) <= used
    assert len(pairs) < 1500
