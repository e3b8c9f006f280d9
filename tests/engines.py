"""Chromium, Firefox and WebKit behind one interface, for what must hold in all of them.

Playwright drives Debian's Chromium, and its Firefox by WebDriver BiDi; its own WebKit would have to
be downloaded, so Debian's is driven by Selenium, in a window on a screen that nobody sees.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pytest
from browsing import launch
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from notes_site.commands.pdf import CHROMIUM

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
WEBKIT, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
FOUND = {"chromium": CHROMIUM, "firefox": FIREFOX, "webkit": WEBKIT and SCREEN}
SIZE = "1600x1200x24"
HEIGHT = 900
# a window is as wide as its bar of buttons at least, so they must be small
NARROW_BAR = "* { min-width: 0; margin: 0; padding: 0; border: 0; font-size: 1px }"
NARROW_BAR += " image { -gtk-icon-source: none }"


SAFELY = """
const tell = answer => done(JSON.stringify(answer)); // the driver loses some values
const [well, ill] = [(value = null) => tell({ value }), error => tell({ failed: String(error) })];
"""
UNTIL = """new Promise((done, fail) => {
    const look = () => CONDITION ? done(true) : requestAnimationFrame(look);
    setTimeout(() => fail(new Error("never was true")), 25_000);
    look();
})"""


def until(condition: str) -> str:
    """A promise of a condition; a strict host forbids to ask for a text again and again."""
    return UNTIL.replace("CONDITION", f"({condition})")


def needs(engine: str) -> pytest.MarkDecorator:
    """Skip a test on a machine without the engine; CI has all of them."""
    missing = FOUND[engine] is None and "CI" not in os.environ
    return pytest.mark.skipif(missing, reason=f"no {engine} found; install it to run its tests")


class Reader(Protocol):
    """Someone with a browser, who looks at one page at a time."""

    @property
    def alive(self) -> bool:
        """Whether the browser goes on."""

    def go(self, address: str) -> None:
        """Open a page and wait until it has loaded."""

    def resize(self, width: int) -> None:
        """Make the window this many CSS pixels wide."""

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression, or of the promise that it is."""

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript expression is true."""

    def click(self, selector: str) -> None:
        """Click on the first element of a selector that can be seen."""

    def picture(self, path: Path) -> None:
        """Take a picture of what is in the window."""


class PlaywrightReader:
    """A reader in Chromium or Firefox."""

    alive = True  # a page that ends does not end the browser

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        """Open a page."""
        self.page.goto(address)

    def resize(self, width: int) -> None:
        """Set the viewport."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def ask(self, expression: str) -> Any:
        """Evaluate an expression."""
        return self.page.evaluate(expression)

    def wait(self, condition: str) -> None:
        """Wait for a condition."""
        self.ask(until(condition))

    def click(self, selector: str) -> None:
        """Click as a mouse does."""
        self.page.locator(f"{selector} >> visible=true").first.click()

    def picture(self, path: Path) -> None:
        """Take a picture."""
        self.page.screenshot(path=path)


class WebKitReader:
    """A reader in WebKit."""

    def __init__(self, driver: webdriver.Remote) -> None:
        self.driver = driver

    @property
    def alive(self) -> bool:
        """Whether the browser goes on: a page may have ended it."""
        try:
            return bool(self.driver.window_handles)
        except WebDriverException:
            return False

    def go(self, address: str) -> None:
        """Open a page."""
        self.driver.get(address)

    def resize(self, width: int) -> None:
        """Set the size of the window, which has no frame."""
        self.driver.set_window_size(width, HEIGHT)
        self.wait(f"innerWidth === {width}")

    def ask(self, expression: str) -> Any:
        """Evaluate an expression."""
        script = f"const [done] = arguments; {SAFELY}Promise.resolve({expression}).then(well, ill)"
        answer = json.loads(self.driver.execute_async_script(script))
        if "failed" in answer:
            raise AssertionError(answer["failed"])
        return answer["value"]

    def wait(self, condition: str) -> None:
        """Wait for a condition."""
        self.ask(until(condition))

    def click(self, selector: str) -> None:
        """Click as a mouse does."""
        found = self.driver.find_elements("css selector", selector)
        next(element for element in found if element.is_displayed()).click()

    def picture(self, path: Path) -> None:
        """Take a picture."""
        self.driver.save_screenshot(str(path))


def launch_firefox(playwright: Playwright) -> Browser:
    """Firefox, in light colors."""
    return playwright.firefox.launch(
        channel="moz-firefox",  # by WebDriver BiDi
        executable_path=FIREFOX,
        firefox_user_prefs={"layout.css.prefers-color-scheme.content-override": 1},
    )


@contextmanager
def screen() -> Iterator[str]:
    """The name of a new screen that nobody sees."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"  # told once the screen is there
        finally:
            server.terminate()


@contextmanager
def webkit_reader() -> Iterator[Reader]:
    """A reader in WebKit."""
    with TemporaryDirectory() as folder, screen() as display:
        style = Path(folder) / "gtk-3.0/gtk.css"
        style.parent.mkdir()
        style.write_text(NARROW_BAR, encoding="utf-8")
        environment = os.environ | {"DISPLAY": display, "XDG_CONFIG_HOME": folder}
        service = Service(WEBKIT, env=environment)
        service.start()
        try:
            here = RemoteConnection(client_config=ClientConfig(service.service_url))
            yield WebKitReader(webdriver.Remote(here, options=Options()))
        finally:  # which ends the browser, too
            service.stop()


@contextmanager
def readers() -> Iterator[Callable[[str], Reader]]:
    """A reader in each engine, started when it is first asked for."""
    with sync_playwright() as playwright, ExitStack() as opened:
        start: dict[str, Callable[[], Reader]] = {
            "chromium": lambda: PlaywrightReader(
                launch(playwright).new_page(reduced_motion="reduce")
            ),
            "firefox": lambda: PlaywrightReader(launch_firefox(playwright).new_page()),
            "webkit": lambda: opened.enter_context(webkit_reader()),
        }
        started: dict[str, Reader] = {}

        def reader_in(engine: str) -> Reader:
            if engine not in started or not started[engine].alive:
                started[engine] = start[engine]()
            return started[engine]

        yield reader_in
