"""What every page must be in Chromium, in Firefox and in WebKit, which every iPhone has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import ALL_PAGES, ALL_RAN, IN_TURNS, NOTE_SCRIPTS, StrictHandler, serve
from bs4 import BeautifulSoup
from engines import FOUND, Reader, needs, readers

ENGINES = sorted(FOUND)
WITH_FORMULAS = ["notes/softmax-gradient", "en/notes/cross-entropy", "reference/formulas"]
IN_CHECK = {
    *((ENGINES[place % 3], name) for place, name in enumerate(IN_TURNS)),
    *((engine, name) for engine in ENGINES for name in WITH_FORMULAS),
    ("webkit", "en/reference/performance"),  # which once ended WebKit
}
EVERY = [
    pytest.param(
        engine,
        name,
        marks=[needs(engine), *[pytest.mark.exhaustive] * ((engine, name) not in IN_CHECK)],
    )
    for engine in ENGINES
    for name in ALL_PAGES
]
on_every_page = pytest.mark.parametrize(("reader", "name"), EVERY, indirect=["reader"])
in_every_engine = pytest.mark.parametrize(
    "reader", [pytest.param(engine, marks=needs(engine)) for engine in ENGINES], indirect=True
)
TORN = (Path(__file__).parent / "formula_layout.js").read_text(encoding="utf-8")
WIDEST = (
    "Math.max(document.documentElement.scrollWidth, document.querySelector('.content').scrollWidth)"
)
NOTED = f"""{NOTE_SCRIPTS}
window.said = [];
addEventListener("error", event => {{
    if (event.target.rel !== "next") said.push(event.message ?? event.target.outerHTML);
}}, true);  // Firefox may give up what it fetches beforehand
addEventListener("unhandledrejection", event => said.push(String(event.reason)));
addEventListener("securitypolicyviolation", event => said.push(event.violatedDirective));
for (const kind of ["error", "warn"]) console[kind] = (...words) => said.push(words.join(" "));
"""
FULLNESS = """(() => {
    const column = document.querySelector("article h1").getBoundingClientRect().width;
    const linesOf = paragraph => {
        const range = document.createRange();
        range.selectNodeContents(paragraph);
        const places = new Map();
        for (const { bottom, left, right } of range.getClientRects()) {
            const line = [...places.keys()].find(other => Math.abs(other - bottom) < 12) ?? bottom;
            const [from, to] = places.get(line) ?? [left, right];
            places.set(line, [Math.min(from, left), Math.max(to, right)]);
        }
        return [...places.values()].slice(0, -1).map(([from, to]) => to - from);
    };
    const paragraphs = [...document.querySelectorAll("article section > p")];
    const lines = paragraphs.flatMap(linesOf);
    return lines.reduce((sum, width) => sum + width, 0) / lines.length / column;
})()"""
TOP = "document.getElementById('{}').getBoundingClientRect().top"
GROUND = "getComputedStyle(document.body).backgroundColor"


class NotingHandler(StrictHandler):
    """Serves pages that note what goes wrong on them."""

    def do_GET(self) -> None:  # noqa: N802  the name is the standard library's
        """Answer with a file; a page has one more script, before all others."""
        path = Path(self.translate_path(self.path))
        if self.path == "/noted.js":
            self.answer("text/javascript", NOTED.encode())
        elif path.suffix == ".html":
            head = b'<head><script src="/noted.js"></script>'
            self.answer("text/html; charset=utf-8", path.read_bytes().replace(b"<head>", head, 1))
        else:
            super().do_GET()

    def answer(self, kind: str, content: bytes) -> None:
        """Send some bytes."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with serve(site, NotingHandler) as address:
        yield address


@pytest.fixture(scope="module")
def reader_in() -> Iterator[Callable[[str], Reader]]:
    """The readers of all engines, each started once."""
    with readers() as reader_in:
        yield reader_in


@pytest.fixture
def reader(request: pytest.FixtureRequest, reader_in: Callable[[str], Reader]) -> Reader:
    """A reader in one of the engines."""
    return reader_in(request.param)


def visit(reader: Reader, address: str) -> None:
    """Open a page and wait until it is drawn."""
    reader.go(address)
    reader.ask(f"({ALL_RAN})().then(() => true)")


@on_every_page
def test_page_is_whole(reader: Reader, address: str, name: str) -> None:
    """No script fails, no formula is torn, and nothing is wider than a phone."""
    visit(reader, f"{address}/{name}.html")
    faults: dict[str, object] = {}
    for width in (1280, 390, 320):
        reader.resize(width)
        faults[f"torn at {width}"] = reader.ask(f"({TORN})()")
        faults[f"sideways at {width}"] = max(reader.ask(WIDEST) - width, 0)
    faults["said"] = reader.ask("window.said")

    assert not any(faults.values()), faults


@on_every_page
def test_links_into_a_page_arrive(reader: Reader, address: str, site: Path, name: str) -> None:
    """The heading in the middle of a page is at the top of the window."""
    reader.resize(390)
    page = BeautifulSoup((site / f"{name}.html").read_bytes(), "html5lib")
    places = [section["id"] for section in page.select("article section[id]")]
    for place in places[len(places) // 2 :][:1]:  # the pages of the search have none
        reader.go("about:blank")
        visit(reader, f"{address}/{name}.html#{place}")
        reader.wait(f"{TOP.format(place)} < 120 && {TOP.format(place)} >= 0")


@in_every_engine
@pytest.mark.parametrize(
    ("language", "query", "page"),
    [("", "softmax 求导", "notes/softmax-gradient"), ("en/", "dead units", "notes/relu")],
)
def test_search_finds(reader: Reader, address: str, language: str, query: str, page: str) -> None:
    """A search ends, and the page that a reader wants is its first result."""
    visit(reader, f"{address}/{language}search.html?q={quote(query)}")
    reader.wait("document.querySelector('.search-summary')?.innerText")
    found = reader.ask("document.querySelector('#search-results li a').getAttribute('href')")

    assert found.startswith(f"{page}.html")
    assert reader.ask("window.said") == []


@in_every_engine
@pytest.mark.parametrize("width", [1280, 390])
def test_theme_toggles(reader: Reader, address: str, width: int) -> None:
    """Each click on the button shows the next theme, and the third is the first again."""
    reader.resize(width)
    visit(reader, f"{address}/notes/relu.html")
    themes = ["document.body.dataset.theme", GROUND]
    seen = []
    for _ in range(4):
        seen.append(tuple(reader.ask(f"[{','.join(themes)}]")))
        reader.click(".theme-toggle")

    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[0]


@in_every_engine
def test_chinese_lines_are_full(reader: Reader, address: str) -> None:
    """Balanced lines of a paragraph, which WebKit's `pretty` makes, would all be too short."""
    reader.resize(390)
    visit(reader, f"{address}/notes/relu.html")

    assert 0.87 < reader.ask(FULLNESS) <= 1  # 0.91 in each, 0.78 in WebKit if it is `pretty`
