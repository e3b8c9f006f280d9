"""Takes a picture of every page, in both languages and themes, on a phone and on a desktop.

No test compares them: they are for eyes, under ``_build/screenshots``.
"""

from __future__ import annotations

import sys

from browsing import ALL_PAGES, DOCS, chromium, load_images, look

from notes_site.commands.pdf import CHROMIUM

BUILD = DOCS.parent / "_build"
EVERYTHING = "* { content-visibility: visible !important }"  # a picture is taken without scrolling


def main() -> int:
    """Take them all, full length; the exit code is 1 if there is no browser."""
    if CHROMIUM is None:
        print("No Chromium found; install it to take screenshots.", file=sys.stderr)
        return 1
    with chromium() as browser:
        for name in ALL_PAGES:
            for width, dark in ((390, False), (390, True), (1280, False), (1280, True)):
                page = look(browser, (BUILD / f"html/{name}.html").as_uri(), width=width, dark=dark)
                load_images(page)
                page.add_style_tag(content=EVERYTHING)
                theme = "dark" if dark else "light"
                page.screenshot(
                    path=BUILD / f"screenshots/{name}-{width}-{theme}.png", full_page=True
                )
                page.close()
    print(f"{4 * len(ALL_PAGES)} screenshots are in {BUILD / 'screenshots'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
