"""A real browser, driven as a reader would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WRITTEN = sorted(
    path.relative_to(ROOT / "docs").with_suffix("").as_posix()
    for path in (ROOT / "docs").rglob("*.md")
)
PAGES = [*WRITTEN, *(f"en/{name}" for name in WRITTEN)]

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


def look(browser: Browser, address: str, *, width: int = 1280, dark: bool = False) -> Page:
    """A page at some width, in light or dark."""
    size: ViewportSize = {"width": width, "height": 900}
    scheme: Literal["dark", "light"] = "dark" if dark else "light"
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    return page
