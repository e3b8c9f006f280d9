"""Prints a page with Chromium, as PDF with an outline, links and page numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import PdfMargins, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
MARGINS: PdfMargins = {"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"}
FOOT = (
    '<div style="width: 100%; font-size: 8px; text-align: center">'
    '<span class="pageNumber"></span></div>'
)


def print_page(page: Path, target: Path) -> None:
    """Print a file into another."""
    if CHROMIUM is None:
        raise SystemExit("Chromium prints the book, and there is none; install it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.pdf(
            path=target,
            format="A4",
            margin=MARGINS,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOT,
            print_background=True,
            outline=True,
            tagged=True,
        )
        browser.close()
