"""Builds the site again on every save, and reloads the browser.

sphinx-autobuild watches and serves. The build is that of ``make html``, so both languages are there
and the last good site stays while something is wrong; one warm process serves all builds until the
package changes.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import uvicorn
import watchfiles
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from sphinx_autobuild.utils import find_free_port
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles

from notes_site.execution.forkserver import process
from notes_site.sphinx_support.project import BUILD, DOCS, ROOT, SOURCES

HOST = "127.0.0.1"
WATCHED = [DOCS, SOURCES, ROOT / "conf.py"]


class Rebuild:
    """One build after another; between them a warm process stays."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.warm: process.WarmProcess | None = None

    def __call__(self, changed: Iterable[Path]) -> None:
        """Build, with a new warm process if the package is another."""
        for path in changed:
            print(f"{path.relative_to(ROOT)} has changed", flush=True)
        if process.possible() and not process.running(ROOT):
            self.stop()
            self.warm = process.WarmProcess(ROOT)
        subprocess.run([sys.executable, "-m", "notes_site.commands.build"], check=False)
        print(f"Open {self.address}", flush=True)

    def stop(self) -> None:
        """End the warm process."""
        if self.warm:
            self.warm.stop()


class Watcher(RebuildServer):  # type: ignore[misc]  # sphinx-autobuild has no types
    """Builds in this process: sphinx-autobuild's own would end the warm one with each build."""

    async def watch(self) -> None:
        """Build now and after every change, then have the browsers reload."""
        first = asyncio.create_task(asyncio.to_thread(self.change_callback, []))
        async for changes in watchfiles.awatch(*self.paths):
            await first
            await asyncio.to_thread(self.change_callback, {Path(path) for _, path in changes})
            self.flag.set()


def main() -> None:
    """Serve, build and watch until the end."""
    port = find_free_port()
    rebuild = Rebuild(f"http://{HOST}:{port}/")
    watcher = Watcher(WATCHED, None, rebuild)
    site = StaticFiles(directory=BUILD / "html", html=True, check_dir=False)
    app = Starlette(
        routes=[WebSocketRoute("/websocket-reload", watcher), Mount("/", site)],
        middleware=[Middleware(JavascriptInjectorMiddleware, ws_url=f"{HOST}:{port}")],
        lifespan=watcher.lifespan,
    )
    try:
        uvicorn.run(app, host=HOST, port=port, log_level="warning")
    finally:
        rebuild.stop()


if __name__ == "__main__":
    main()
