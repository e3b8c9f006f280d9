"""``make serve``: serves the published site on this machine, as a strict host would.

What such a host forbids is found here first: ``Content-Security-Policy`` lets a page use files of
the site and nothing else. No folder is listed; a wrong address is answered with ``404.html``.
"""

from __future__ import annotations

import argparse
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from notes_site.sphinx_support.project import BUILD

SITE = BUILD / "html"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "Cache-Control": "no-cache",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
TEXT = "; charset=utf-8"
TYPES = {
    "": "application/octet-stream",
    ".css": f"text/css{TEXT}",
    ".html": f"text/html{TEXT}",
    ".ipynb": "application/x-ipynb+json",
    ".js": f"text/javascript{TEXT}",
    ".map": "application/json",
    ".png": "image/png",
    ".py": f"text/x-python{TEXT}",
    ".svg": "image/svg+xml",
    ".txt": f"text/plain{TEXT}",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class Handler(SimpleHTTPRequestHandler):
    """Answers with the files of the site."""

    protocol_version = "HTTP/1.1"
    extensions_map = TYPES

    def end_headers(self) -> None:
        """Say with every answer what a page may do."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:  # there is no list to send
        """Answer as if there were no such folder."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address with the page for it."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def main() -> None:
    """Serve until it is interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("port", nargs="?", type=int, default=8000)
    handler = partial(Handler, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", parser.parse_args().port), handler) as server:
        print(f"Open http://127.0.0.1:{server.server_port}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
