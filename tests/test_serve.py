"""``make serve`` answers as a strict host does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import serve_root

FILES = ("index.html", "404.html", "a.js", "a.css", "a.svg", "a.woff2", "a.ipynb", "folder/a.py")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "folder").mkdir()
    for name in FILES:
        (folder / name).write_text(f"This is {name}.", encoding="utf-8")
    with serve_root(folder) as address:
        yield address


def get(address: str, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    """An answer with its text."""
    with closing(HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.mark.parametrize("path", ["/", "/a.js", "/nowhere", "/folder/"])
def test_every_answer_forbids_what_is_not_of_the_site(address: str, path: str) -> None:
    """Pages, files and errors carry the same policy."""
    answer, _ = get(address, path)

    assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.woff2", "font/woff2"),
        ("a.ipynb", "application/x-ipynb+json"),
    ],
)
def test_a_file_has_its_type(address: str, name: str, kind: str) -> None:
    """A browser that may not guess takes no style sheet of another type."""
    assert get(address, f"/{name}")[0].headers["Content-Type"] == kind


@pytest.mark.parametrize("path", ["/nowhere", "/folder/", "/deep/nowhere.html"])
def test_a_wrong_address_is_answered_by_its_page(address: str, path: str) -> None:
    """A folder without a first page is one, too: it is not listed."""
    answer, text = get(address, path)
    head, nothing = get(address, path, "HEAD")

    assert (answer.status, text) == (404, "This is 404.html.")
    assert (head.status, nothing) == (404, "")


def test_nothing_outside_is_served(tmp_path: Path) -> None:
    """An address cannot leave the folder."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "site").mkdir()
    with serve_root(tmp_path / "site") as address:
        assert get(address, "/../secret")[0].status == 404
