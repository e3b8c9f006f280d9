"""The search of the built site, by readers' queries in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browsing import WRITTEN, arrive, needs_browser
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from search_queries import CHINESE, ENGLISH, NUMBERS

pytestmark = needs_browser
TABLE = [
    *(("", query, page) for query, page in CHINESE.items()),
    *(("en/", query, page) for query, page in ENGLISH.items()),
]
ASKED = [(query, *pages) for queries, *pages in NUMBERS.values() for query in queries]
ANSWER = "query => Search._performSearch(...Search._parseQuery(query)).map(([page]) => page)"
Ask = Callable[[str], set[str]]
MARKED = [  # what is asked, and what the pages mark
    ("交叉熵", "交叉熵"),
    ("梯度消失", "梯度消失"),
    ("損失函數", "损失函数"),
    ("ＲｅＬＵ 在 0 处的导数", "relu 在 处的导数"),
    ("x.grad", "x.grad"),
    ("-0.2500", "0.25"),
    ("the softmax", "softmax"),
]
VALUE = re.compile(r"(?<![\w.,+*/^-])[0-9]+(?:\.[0-9]+)?(?![\w.,+*/^-])")
RESULTS = "#search-results ul li a"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that remembers what the console said."""
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()


said: list[str] = []


def links(page: Page, site: str, language: str, query: str) -> list[str]:
    """The links of all results; anything said on the console fails."""
    said.clear()
    page.goto(f"{site}/{language}search.html?q={quote(query)}")
    page.wait_for_function("document.querySelector('.search-summary')?.innerText")
    found: list[str] = page.eval_on_selector_all(
        RESULTS, "all => all.map(a => a.getAttribute('href'))"
    )

    assert said == []
    return found


def found(page: Page, site: str, language: str, query: str) -> list[str]:
    """The pages of all results."""
    return [link.partition(".html")[0] for link in links(page, site, language, query)]


@cache
def numbers(path: Path) -> frozenset[Decimal]:
    """The values of the numbers in the texts of a page, outside its formulas."""
    article = BeautifulSoup(path.read_bytes(), "html5lib").select_one("article")
    assert article
    for formula in article.select("math, script"):
        formula.decompose()
    return frozenset(map(Decimal, VALUE.findall("\n".join(article.strings))))


def first_three(page: Page, site: str, language: str, query: str) -> list[str]:
    """The pages of the first three results."""
    return found(page, site, language, query)[:3]


@pytest.mark.parametrize(("language", "query", "expected"), TABLE)
def test_query_finds_its_page(
    page: Page, site: Path, language: str, query: str, expected: str
) -> None:
    """From the file system the page that a reader wants is among the first three."""
    assert expected in first_three(page, site.as_uri(), language, query)


@pytest.fixture(scope="module", params=["", "en/"])
def ask(request: pytest.FixtureRequest, browser: Browser, site: Path) -> Iterator[Ask]:
    """Ask the search of a language on one page, and hear the pages of all results."""
    page = browser.new_page()
    arrive(page, f"{site.as_uri()}/{request.param}search.html")
    yield lambda query: set(page.evaluate(ANSWER, query))
    page.close()


@pytest.mark.parametrize(("query", "shows", "lacks"), ASKED)
def test_a_number_is_a_word(ask: Ask, query: str, shows: str, lacks: str) -> None:
    """However it is written a number finds the pages that show it, and none with a part of it."""
    pages = ask(query)

    assert shows in pages
    assert lacks not in pages


@pytest.mark.parametrize("query", ["1e-8", "8576", "3064196", "9.9.9"])
def test_no_number_is_a_part_of_another(ask: Ask, query: str) -> None:
    """A number that stands nowhere is not found by its digits."""
    assert ask(query) == set()


@pytest.mark.parametrize("number", ["0.25", "0.5", "25", "1048576"])
def test_a_number_finds_what_shows_it(ask: Ask, site: Path, number: str) -> None:
    """All pages where it stands by itself, in the prose or in an output."""
    shows = {name for name in WRITTEN if Decimal(number) in numbers(site / f"{name}.html")}

    assert shows
    assert shows <= ask(number)


@pytest.mark.parametrize(("query", "marks"), MARKED)
def test_a_result_brings_along_what_was_asked(
    page: Page, site: Path, query: str, marks: str
) -> None:
    """The link has the pieces of the query, not the words into which the search cuts them."""
    queries = [urlsplit(link).query for link in links(page, site.as_uri(), "", query)]

    assert {parse_qs(query).get("highlight", [""])[0] for query in queries} == {marks}


@pytest.mark.parametrize(("language", "query"), [("", "softmax 求导"), ("en/", "dead units")])
def test_search_is_the_same_on_a_server(
    page: Page, site: Path, served: str, language: str, query: str
) -> None:
    """A server gives what the file system gives."""
    from_files = first_three(page, site.as_uri(), language, query)

    assert len(from_files) == 3
    assert first_three(page, served, language, query) == from_files


@pytest.mark.parametrize(("language", "name"), [("", "sigmoid"), ("en/", "sigmoid")])
def test_chapters_come_before_objects(page: Page, site: Path, language: str, name: str) -> None:
    """The chapter that explains a function stands above the function's entry in the API."""
    assert first_three(page, site.as_uri(), language, name)[0] == f"notes/{name}"


def test_tables_are_long_enough() -> None:
    """At least forty queries in each language."""
    assert min(len(CHINESE), len(ENGLISH)) >= 40
