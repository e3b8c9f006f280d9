"""What a page marks that a search has led to, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import arrive, needs_browser, scripts_of
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
MARKS = "() => [...(CSS.highlights.get('search') ?? [])].map(String)"
IN_FORMULAS = """() => [...CSS.highlights.get('search')].filter(
    ({ startContainer }) => startContainer.parentElement.closest('math, svg, button')).length"""
# which boxes scroll is found out when there is time, and at once when the Tab key goes down
ARTICLE = """() => {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab" }));
    return document.querySelector("article").innerHTML;
}"""
DENIED = """Object.defineProperty(window, "localStorage", {
    get: () => { throw new Error("denied"); } })"""
PIECES = [  # a page, what was asked, what is marked
    ("notes/cross-entropy", "交叉熵", {"交叉熵"}),
    ("notes/relu", "梯度消失", {"梯度消失"}),
    ("notes/softmax", "阶跃函数", {"函数"}),
    ("notes/softmax", "梯度消失", {"梯度"}),
    ("notes/softmax", "极大小数", {"小数"}),  # and not 大小, which stands there too
    ("notes/softmax-gradient", "softmax求导", {"softmax", "求导"}),
    ("notes/sigmoid", "sigmoid 的导数？", {"sigmoid", "导数"}),
    ("notes/relu", "relu 在 处的导数", {"relu", "处的导数"}),
    ("notes/threshold-neuron", "0.25", {"0.2500"}),
    ("notes/mse", "25", {"25", "25.0"}),
    ("notes/softmax-gradient", "10103064196", {"10,103,064,196"}),
    ("reference/performance", "2.13", {"2.13.0"}),
    ("notes/relu", "f.relu", {"f.relu"}),
    ("notes/tanh", "relu.tanh", {"relu", "tanh"}),
    ("en/notes/relu", "subgradients", {"subgradients"}),
    ("en/notes/relu", "subgradienting", {"subgradient", "subgradients"}),
    ("en/notes/cross-entropy", "cross-entropy", {"cross-entropy"}),
    ("en/reference/api", "vjp", {"vjp"}),
    ("en/reference/api", "softmax_v", {"softmax_vjp"}),
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests."""
    page = browser.new_page()
    yield page
    page.close()


def marked(page: Page, site: Path, name: str, asked: str) -> list[str]:
    """What a page marks, in small letters."""
    arrive(page, f"{(site / name).as_uri()}.html?highlight={quote(asked)}")
    return [mark.lower() for mark in page.evaluate(MARKS)]


@pytest.mark.parametrize(("name", "asked", "expected"), PIECES)
def test_whole_pieces_are_marked(
    page: Page, site: Path, name: str, asked: str, expected: set[str]
) -> None:
    """A piece of a query is marked as a whole, and only where it is nowhere the words of it."""
    assert set(marked(page, site, name, asked)) == expected


def test_every_place_is_marked(page: Page, site: Path) -> None:
    """A word is marked wherever an article has it."""
    marks = marked(page, site, "notes/cross-entropy", "交叉熵")
    article = BeautifulSoup(page.inner_html("article"), "html5lib")

    assert len(marks) == article.get_text().count("交叉熵")


@pytest.mark.parametrize("asked", ["x", "0", "梯度消失"])
def test_marks_change_nothing(page: Page, site: Path, asked: str) -> None:
    """No element is put into the article, its code and its formulas; formulas have no marks."""
    name = "notes/vanishing-gradients"
    assert marked(page, site, name, asked)
    with_marks = page.evaluate(ARTICLE)
    assert page.evaluate(IN_FORMULAS) == 0
    arrive(page, f"{(site / name).as_uri()}.html")

    assert page.evaluate(ARTICLE) == with_marks


@pytest.mark.parametrize(
    ("name", "label"), [("notes/relu", "清除搜索标记"), ("en/notes/relu", "Clear search marks")]
)
@pytest.mark.parametrize("way", ["click", "Escape"])
def test_marks_go_away(page: Page, site: Path, name: str, label: str, way: str) -> None:
    """A button in the language of the page, or a key, takes the marks away for good."""
    assert marked(page, site, name, "relu")
    button = page.get_by_role("button", name=label, exact=True)
    assert button.is_visible()
    button.click() if way == "click" else page.keyboard.press("Escape")

    assert page.evaluate(MARKS) == []
    assert button.is_hidden()
    assert page.url == f"{(site / name).as_uri()}.html"


def test_marks_need_no_storage(browser: Browser, site: Path) -> None:
    """Where the browser's storage is out of reach a search finds, and its page has marks."""
    page = browser.new_page()
    page.add_init_script(DENIED)
    page.goto(f"{(site / 'search.html').as_uri()}?q={quote('交叉熵')}")
    page.locator("#search-results li a").first.click()
    page.wait_for_function("CSS.highlights.get('search')?.size")

    assert set(page.evaluate(MARKS)) == {"交叉熵"}
    page.close()


def test_only_results_pay_for_marks(page: Page, site: Path) -> None:
    """A page to which no search has led neither loads the script nor shows the button."""
    path = site / "notes/relu.html"
    arrive(page, path.as_uri())
    loaded = page.eval_on_selector_all("script", "all => all.map(script => script.src)")

    assert "search-marks" not in " ".join(loaded)
    assert page.locator(".hide-marks").is_hidden()
    assert "search-marks" not in " ".join(scripts_of(BeautifulSoup(path.read_bytes(), "html5lib")))
