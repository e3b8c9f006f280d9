"""How a browser comes to show a page: whole, and with little work."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from browsing import QuietHandler, arrive, look, needs_browser, serve
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
MOVES = """window.moved = 0;
new PerformanceObserver(list => {
    for (const { value } of list.getEntries()) window.moved += value;
}).observe({ type: "layout-shift", buffered: true });"""
TIMES = """Object.fromEntries(["script", "paint"].map(kind => {
    const told = ({ entryType, initiatorType }) => [entryType, initiatorType].includes(kind);
    return [kind, performance.getEntries().filter(told).map(entry => entry.startTime)];
}))"""
SENT = threading.Event()

pytestmark = needs_browser


class HalfHandler(QuietHandler):
    """Sends the second half of a page when it is told to."""

    def do_GET(self) -> None:  # noqa: N802  the name is the standard library's
        """Answer with a file, with a page in two parts."""
        if not self.path.endswith(".html"):
            super().do_GET()
            return
        text = Path(self.translate_path(self.path)).read_bytes()
        middle = text.index(b"<p>", len(text) * 2 // 3)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text[:middle])
        SENT.wait()
        self.wfile.write(text[middle:])


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_come_is_shown(site: Path, browser: Browser, width: int) -> None:
    """Where a line stalls in the middle of a page its first part is painted, and stays there."""
    SENT.clear()
    with serve(site.resolve(), HalfHandler) as address, browser.new_page() as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.add_init_script(MOVES)
        page.goto(f"{address}/notes/sigmoid.html", wait_until="commit")
        page.wait_for_function(PAINTED, timeout=20_000)
        ended = page.locator("footer").count()
        SENT.set()
        page.wait_for_load_state()

        assert ended == 0
        assert page.evaluate("moved") < 0.001


def test_a_page_is_not_shown_before_its_first_part(site: Path, browser: Browser) -> None:
    """A page whose title has come would be laid out twice, and a reader had nothing to read."""
    page = BeautifulSoup((site / "notes/sigmoid.html").read_bytes(), "html5lib")
    (waited_for,) = page.select("link[rel=expect][blocking=render]")
    part = page.select_one(f"article > section > section{waited_for['href']}")

    assert part
    assert part.find_previous_sibling("section") is None


def test_the_font_does_not_wait_for_the_styles(site: Path, browser: Browser) -> None:
    """It comes with them, so that formulas are laid out once."""
    with browser.new_page() as page:
        page.route("**/styles.css*", lambda _: None)  # which never come
        with page.expect_request("**/*.woff2"):
            page.goto((site / "notes/sigmoid.html").as_uri(), wait_until="commit")


@pytest.mark.parametrize("name", ["notes/sigmoid", "search"])
def test_scripts_come_after_the_first_paint(served: str, browser: Browser, name: str) -> None:
    """What they measure would have a page laid out before it is shown; one script settles that."""
    page = look(browser, f"{served}/{name}.html")
    times = page.evaluate(TIMES)
    page.close()

    first, *others = sorted(times["script"])
    assert first < times["paint"][0] < min(others)


def test_scripts_come_where_no_paint_is_told(site: Path, browser: Browser) -> None:
    """Some browsers keep their times to themselves."""
    with browser.new_page() as page:
        page.add_init_script("PerformanceObserver.prototype.observe = () => {}")
        arrive(page, (site / "notes/sigmoid.html").as_uri())

        assert page.locator(".explorer.live").count() > 0


def styled(browser: Browser, page: Page, folder: Path, change: str) -> int:
    """How many elements a browser styles again for what a script does."""
    trace = folder / "trace.json"
    browser.start_tracing(page=page, path=trace, categories=["devtools.timeline"])
    page.evaluate(change)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    browser.stop_tracing()
    events = json.loads(trace.read_text(encoding="utf-8"))["traceEvents"]
    updates = [e["args"] for e in events if e["name"] == "UpdateLayoutTree" and e["ph"] == "X"]
    return sum(int(update["elementCount"]) for update in updates)


@pytest.mark.parametrize(
    "change",
    [
        "document.documentElement.classList.toggle('x')",
        "document.querySelector('article').role = 'x'",
    ],
    ids=["class", "role"],
)
def test_a_mark_styles_little_again(
    site: Path, browser: Browser, tmp_path: Path, change: str
) -> None:
    """What scripts mark while someone reads has nothing below it styled again."""
    page = look(browser, (site / "en/reference/api.html").as_uri())
    elements = page.locator("*").count()

    assert styled(browser, page, tmp_path, change) < 100 < elements / 10
