"""A real browser, driven as a reader would."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from notes_site.commands.pdf import CHROMIUM
from notes_site.commands.serve import Handler

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


# only in a page that is published one script loads the others
NOTE_SCRIPTS = """
window.ran ??= new Set();
document.addEventListener("load", ({ target }) => ran.add(target), true);
"""
# with its font; an observer of sizes, with which an explorer draws itself, reports as a frame ends
DRAWN = """() => document.fonts.ready.then(() => new Promise(
    done => requestAnimationFrame(() => requestAnimationFrame(done))))"""
# as a promise: a strict host forbids to ask for a text again and again
ALL_RAN = (
    """() => new Promise((done, fail) => {
    const look = () => {
        const all = [...document.scripts].filter(script => script.src);
        const named = all.flatMap(({ dataset }) => dataset.scripts?.split(" ") ?? []);
        const come = named.every(name => all.some(script => script.getAttribute("src") === name));
        if (come && all.every(script => ran.has(script))) done();
    };
    document.addEventListener("load", look, true);
    setTimeout(() => fail(new Error("some scripts did not come")), 30_000);
    look();
})"""
    + f".then({DRAWN})"
)
ALL_IMAGES = """() => Promise.all([...document.images].map(image => new Promise(done => {
    image.loading = "eager";
    if (image.complete) done();
    else image.onload = image.onerror = done;
})))"""

needs_browser = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ,
    reason="no Chromium found; install it to run the browser tests",
)


def launch(playwright: Playwright, *switches: str) -> Browser:
    """The Chromium of this machine, which makes no request of its own; faster without windows."""
    program = shutil.which("chromium-headless-shell") or CHROMIUM
    return playwright.chromium.launch(executable_path=program, args=[*QUIET, *switches])


@contextmanager
def chromium(*switches: str) -> Iterator[Browser]:
    """Chromium, for some time."""
    with sync_playwright() as playwright:
        browser = launch(playwright, *switches)
        yield browser
        browser.close()


def scripts_of(page: BeautifulSoup) -> list[str]:
    """The addresses of the scripts of a published page, the one that loads the others first."""
    (first,) = page.select("script[src]")
    return re.findall(r"([^? ]+\.js)(?:\?|$| )", f"{first['src']} {first['data-scripts']}")


def arrive(page: Page, address: str) -> None:
    """Go to a page and wait for its scripts, which come when it has been shown."""
    page.add_init_script(NOTE_SCRIPTS)
    page.goto(address)
    wait_for_scripts(page)


def wait_for_scripts(page: Page) -> None:
    """Wait for the scripts of a page at which a reader has arrived."""
    page.evaluate(ALL_RAN)


def look(browser: Browser, address: str, *, width: int = 1280, dark: bool = False) -> Page:
    """A page at some width, in light or dark."""
    size: ViewportSize = {"width": width, "height": 900}
    scheme: Literal["dark", "light"] = "dark" if dark else "light"
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    arrive(page, address)
    return page


def load_images(page: Page) -> None:
    """Load the images of a page that wait until a reader comes near."""
    page.evaluate(ALL_IMAGES)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class StrictHandler(QuietHandler, Handler):
    """Serves a site as ``make serve`` does."""


@contextmanager
def serve_root(folder: Path, handler: type[QuietHandler] = StrictHandler) -> Iterator[str]:
    """The address of a local server of a folder."""
    of_folder = partial(handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), of_folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def serve(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """The address of a folder on a local server, below a prefix."""
    with serve_root(folder.parent, handler) as address:
        yield f"{address}/{folder.name}"
