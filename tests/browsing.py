"""A real browser, driven as a reader would."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from printing import CHROMIUM

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = ["genindex", "search"]
WRITTEN = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))


def in_both_languages(names: list[str]) -> list[str]:
    """The pages, then their translations."""
    return [*names, *(f"en/{name}" for name in names)]


PAGES = in_both_languages(WRITTEN)
ALL_PAGES = in_both_languages([*WRITTEN, *GENERATED])
IN_TURNS = [("", "en/")[i % 2] + name for i, name in enumerate([*WRITTEN, *GENERATED])]


def sampled(names: list[str], sample: Collection[str] = IN_TURNS) -> list[Any]:
    """Parameters of a test: ``make check`` looks at the sample, by default a language of each."""
    rest = pytest.mark.exhaustive
    return [name if name in sample else pytest.param(name, marks=rest) for name in names]


# only a page that is published has a script of its own that loads the others
NOTE_SCRIPTS = """
window.ran ??= new Set();
document.addEventListener("load", ({ target }) => ran.add(target), true);
"""
ALL_RAN = """() => {
    const all = [...document.scripts];
    const others = all.filter(script => script.src);
    const loads = all.some(script => script.text.includes("PerformanceObserver"));
    return loads ? others.length && others.every(script => ran.has(script)) : true;
}"""

needs_browser = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ,
    reason="no Chromium found; install it to run the browser tests",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, which makes no request of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def scripts_of(page: BeautifulSoup) -> list[str]:
    """The addresses of the scripts of a published page, in their order."""
    return re.findall(
        r'"([^"]+\.js)[?"]', " ".join(e.string or "" for e in page.select("body > script"))
    )


def arrive(page: Page, address: str) -> None:
    """Go to a page and wait for its scripts, which come when it has been shown."""
    page.add_init_script(NOTE_SCRIPTS)
    page.goto(address)
    wait_for_scripts(page)


def wait_for_scripts(page: Page) -> None:
    """Wait for the scripts of a page at which a reader has arrived."""
    page.wait_for_function(ALL_RAN)


def look(browser: Browser, address: str, *, width: int = 1280, dark: bool = False) -> Page:
    """A page at some width, in light or dark."""
    size: ViewportSize = {"width": width, "height": 900}
    scheme: Literal["dark", "light"] = "dark" if dark else "light"
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    arrive(page, address)
    return page


def load_images(page: Page) -> None:
    """Load the images of a page that wait until a reader comes near."""
    page.eval_on_selector_all("img", "images => images.forEach(i => { i.loading = 'eager' })")
    page.wait_for_function("[...document.images].every(image => image.complete)")


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """The address of a folder on a local server, below a prefix."""
    of_parent = partial(handler, directory=folder.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), of_parent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}"
        server.shutdown()
