"""How a browser comes to show a page: whole, and with little work."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from browsing import QuietHandler, arrive, look, needs_browser, serve
from playwright.sync_api import Browser, Page

END = b"<h1"
FIRST = "new Promise(done => requestAnimationFrame(() => done(!!document.querySelector('footer'))))"
TIMES = """Object.fromEntries(["script", "paint"].map(kind => {
    const told = ({ entryType, initiatorType }) => [entryType, initiatorType].includes(kind);
    return [kind, performance.getEntries().filter(told).map(entry => entry.startTime)];
}))"""
SENT = threading.Event()

pytestmark = needs_browser


class HalfHandler(QuietHandler):
    """Sends what follows the head of a page when it is told to."""

    def do_GET(self) -> None:  # noqa: N802  the name is the standard library's
        """Answer with a file, with a page in two parts."""
        if not self.path.endswith(".html"):
            super().do_GET()
            return
        before, end = Path(self.translate_path(self.path)).read_bytes().split(END)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(before)
        SENT.wait()
        self.wfile.write(END + end)


def test_a_page_is_shown_whole_with_its_font(site: Path, browser: Browser) -> None:
    """The font is asked for before any formula is there; the first frame has the page's end."""
    SENT.clear()
    with serve(site.resolve(), HalfHandler) as address, browser.new_page() as page:
        page.add_init_script(f"window.first = {FIRST}")
        with page.expect_request("**/*.woff2"):
            page.goto(f"{address}/notes/sigmoid.html", wait_until="commit")
        formulas = page.locator("math").count()
        page.wait_for_timeout(300)
        SENT.set()

        assert (formulas, page.evaluate("window.first")) == (0, True)


def test_the_font_does_not_wait_for_the_styles(site: Path, browser: Browser) -> None:
    """It comes with them, so that formulas are laid out once."""
    with browser.new_page() as page:
        page.route("**/styles.css*", lambda _: None)  # which never come
        with page.expect_request("**/*.woff2"):
            page.goto((site / "notes/sigmoid.html").as_uri(), wait_until="commit")


@pytest.mark.parametrize("name", ["notes/sigmoid", "search"])
def test_scripts_come_after_the_first_paint(served: str, browser: Browser, name: str) -> None:
    """What they measure would have a page laid out before it is shown."""
    page = look(browser, f"{served}/{name}.html")
    times = page.evaluate(TIMES)
    page.close()

    assert min(times["script"]) > times["paint"][0]


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
