"""The search of the built site, by readers' queries in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import needs_browser
from playwright.sync_api import Browser, Page
from search_queries import CHINESE, ENGLISH

pytestmark = needs_browser
TABLE = [
    *(("", query, page) for query, page in CHINESE.items()),
    *(("en/", query, page) for query, page in ENGLISH.items()),
]
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


def first_three(page: Page, site: str, language: str, query: str) -> list[str]:
    """The pages of the first three results; anything said on the console fails."""
    said.clear()
    page.goto(f"{site}/{language}search.html?q={quote(query)}")
    page.wait_for_function("document.querySelector('.search-summary')?.innerText")
    found = page.eval_on_selector_all(RESULTS, "all => all.map(a => a.getAttribute('href'))")

    assert said == []
    return [address.partition(".html")[0] for address in found[:3]]


@pytest.mark.parametrize(("language", "query", "expected"), TABLE)
def test_query_finds_its_page(
    page: Page, site: Path, language: str, query: str, expected: str
) -> None:
    """From the file system the page that a reader wants is among the first three."""
    assert expected in first_three(page, site.as_uri(), language, query)


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
