"""A lightened site looks like the one that Sphinx made, and acts like it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from browsing import arrive, look, needs_browser
from playwright.sync_api import Browser, Page

from notes_site.minify import assets, bundle, html
from notes_site.minify.assets import digest
from notes_site.minify.css import by_name, in_use, made
from notes_site.minify.highlighting import light_code, looks
from notes_site.minify.html import Pages
from notes_site.minify.site import lighten

TESTS = Path(__file__).resolve().parent
LOOKS = (TESTS / "looks.js").read_text(encoding="utf-8")
BUILD = TESTS.parent / "_build"
PUBLISHED = {"zh/html": "html", "en/html": "html/en"}
Media = Literal["print", "screen"]
VIEWS: list[tuple[str, str, int, bool, Media]] = [
    ("zh/html", "notes/autograd", 1280, False, "screen"),
    ("zh/html", "notes/softmax-gradient", 390, True, "screen"),
    ("zh/html", "index", 390, False, "screen"),
    ("zh/html", "original/note", 1280, True, "screen"),
    ("en/html", "notes/sigmoid", 800, True, "print"),
    ("en/html", "reference/api", 1280, True, "screen"),
    ("en/html", "genindex", 390, False, "screen"),
]
SHEET = """
t, a.seen, a.unseen { color: red } .unseen { color: red }
.made:not(.unseen) > a { --read: 1; --unread: 2 }
a[role=main] { color: red } a[role="note"], .a[role=x], [role=x] { color: red }
@media print { .unseen { color: red } .seen { width: var(--read) } } i::after { color: red }
"""
CODE = ".highlight .k { color: #333 } /* Keyword */\n.highlight .kn { color: #333 } /* Keyword */"
PAGE = '<html><head><link rel="stylesheet" href="_static/a.css?v=1"></head><a class="seen"></a>'


def both(browser: Browser, folder: str, name: str, width: int, dark: bool) -> list[Page]:
    """A page as Sphinx made it, and as it is published."""
    pages = (BUILD / place / f"{name}.html" for place in (folder, PUBLISHED[folder]))
    return [look(browser, page.as_uri(), width=width, dark=dark) for page in pages]


def same(pages: list[Page]) -> bool:
    """Whether each element, box and letter looks the same on two pages."""
    for page in pages:
        page.wait_for_function("document.fonts.status === 'loaded'")
    made, published = (page.evaluate(LOOKS) for page in pages)
    boxes = pytest.approx(made.pop("boxes"), abs=1)  # spans part letters, and places are rounded
    return bool(boxes == published.pop("boxes") and made == published)


@needs_browser
@pytest.mark.parametrize(("folder", "name", "width", "dark", "media"), VIEWS)
def test_a_page_looks_the_same(
    site: Path, browser: Browser, folder: str, name: str, width: int, dark: bool, media: Media
) -> None:
    """All that is seen of a page is as it was."""
    pages = both(browser, folder, name, width, dark)
    for page in pages:
        page.emulate_media(media=media)

    assert same(pages)


@needs_browser
def test_what_scripts_make_looks_the_same(site: Path, browser: Browser) -> None:
    """So it is with results of a search."""
    pages = both(browser, "zh/html", "search", 1280, False)
    for page in pages:
        arrive(page, f"{page.url}?q=sigmoid")
        page.wait_for_function("document.querySelector('.search-summary')?.innerText")

    assert same(pages)


@needs_browser
def test_what_clicks_change_looks_the_same(site: Path, browser: Browser) -> None:
    """So it is after a reader has changed the theme, opened a drawer and copied code."""
    pages = both(browser, "en/html", "notes/sigmoid", 390, False)
    for page in pages:
        page.evaluate("window.setTimeout = () => 0")  # a button that has copied stays so
        page.locator(".mobile-header .theme-toggle").click()
        page.locator("div.highlight").first.hover()
        page.locator("button.copybtn").first.click()
        page.locator("button.copybtn.success").wait_for()
        page.locator("button.toc-header-icon").click()
        page.locator("#page-contents").wait_for()

    assert same(pages)


def test_a_sheet_keeps_what_can_match() -> None:
    """What no page has and no script makes is cut, and so is a property that nothing reads."""
    names = made(['e.className = "made"; t=0']) | {"a", "seen", "a=note"}

    assert in_use([SHEET], frozenset(names)) == [
        "a.seen{color:red}.made:not(.unseen) > a{--read:1}"
        'a[role="note"],.a[role=x],[role=x]{color:red}'
        "@media print{.seen{width:var(--read)}}"
    ]


def test_lists_are_asked_for_classes_by_name() -> None:
    """A rule for lists with any class, or with none, matches the same lists without asking that."""
    sheet = "dl[class] dd{} dl:not([class]) dt{} ul[class]{}"

    asked = by_name(sheet, {"py", "field-list"})

    assert asked == "dl:is(.field-list,.py) dd{} dl:not(:is(.field-list,.py)) dt{} ul[class]{}"


def test_code_has_the_spans_that_show() -> None:
    """Kinds that look the same are one span, and plain ones are none."""
    code = '<span class="k">a</span> <span class="kn">b</span><span class="n">c</span>'

    assert (
        light_code(f"<pre><span></span>{code}</pre>", looks(CODE))
        == '<pre><span class="k">a b</span>c</pre>'
    )


def test_a_first_empty_line_of_code_stays() -> None:
    """A browser leaves out a line break that directly follows the tag."""
    assert light_code("<pre><span></span>\na</pre>", {}) == "<pre><span></span>\na</pre>"


@pytest.mark.parametrize(
    ("page", "light"),
    [
        ('<div class="a b"></div>', '<div class="a b"></div>'),
        ('<div class="b"></div>', "<div></div>"),
        ('<p class="c made notranslate">', '<p class="made notranslate">'),
        ('<div class="part-x"></div>', "<div class=part-x></div>"),
        ('<span class="b">a <b>c</b></span>', "a <b>c</b>"),
    ],
)
def test_a_page_keeps_the_classes_that_are_asked_for(page: str, light: str) -> None:
    """A rule asks for all its classes and its element; a script's word may ask for anything."""
    pages = Pages("div.a.b{} p.b{} [class^=part-]{}", frozenset({"made"}))

    assert pages.lighten(page) == light


def test_answers_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is the same is not made light a second time, and comes out the same."""
    found = []
    for site in (tmp_path / "first", tmp_path / "second"):
        (site / "_static").mkdir(parents=True, exist_ok=True)
        (site / "_static/a.css").write_text(SHEET, encoding="utf-8")
        (site / "_static/pygments.css").write_text(CODE, encoding="utf-8")
        (site / "index.html").write_text(PAGE, encoding="utf-8")
        lighten(site, tmp_path / "light/kept")
        found.append((site / "index.html").read_text(encoding="utf-8"))
        monkeypatch.setattr(html, "minify_html", None)

    assert found[0] == found[1] != PAGE


def test_sheets_of_every_page_are_one() -> None:
    """Shared sheets are joined below their media, with their addresses; others stay."""
    root = Path("/site/_static")
    sheets = {root / "x/a.css": "a{b:url(c.png)}", root / "p.css": "d{}", root / "own.css": "e{}"}
    shared = (
        '<link rel="stylesheet" href="_static/x/a.css?v=1">'
        '<link rel="stylesheet" href="_static/p.css" media="print">'
    )
    own = '<link rel="stylesheet" href="_static/own.css">'
    pages, left = assets.join({Path("/site/a"): shared + own, Path("/site/b"): shared}, sheets)

    assert left == {
        root / "own.css": "e{}",
        root / "styles.css": "a{b:url(x/c.png)}@media print{d{}}",
    }
    stamps = r"\?v=\w{8}"
    joined = '<link rel="stylesheet" href="_static/styles.css">'
    assert [re.sub(stamps, "", page) for page in pages.values()] == [joined + own, joined]


def test_scripts_that_come_together_are_one() -> None:
    """They are joined where the first stood, in their order; one that is missing leaves all."""
    root = Path("/site/en/_static")
    names = ("drawers.js", "follow.js", "language-links.js", "scroll-boxes.js", "clipboard.min.js")
    scripts = {root / name: f"'{name}'" for name in names}
    page = "".join(
        f'<script src="../_static/{name}?v=1" defer="defer"></script>'
        for name in ("start.js", "clipboard.min.js", *names[:4], "other.js")
    )
    pages, left = bundle.join({Path("/site/en/notes/a.html"): page}, scripts)

    assert left == {
        root / "clipboard.min.js": "'clipboard.min.js'",
        root / "site.js": "\n;\n".join(scripts[root / name] for name in names[:4]),
    }
    (page,) = pages.values()
    assert re.findall(r"_static/([\w.]+)\?v=(\w+)", page) == [
        ("start.js", "1"),
        ("clipboard.min.js", digest(left[root / "clipboard.min.js"])[:8]),
        ("site.js", digest(left[root / "site.js"])[:8]),
        ("other.js", "1"),
    ]


def test_a_script_of_the_theme_that_is_another_is_told() -> None:
    """It must not wait for what has happened before it comes."""
    with pytest.raises(ValueError, match="has changed"):
        bundle.join({}, {Path("/site/_static/scripts/furo.js"): "start()"})


def test_no_script_of_a_page_is_forgotten() -> None:
    """Where nothing loads the others later, none may be taken away."""
    page = '<script src="_static/a.js"></script>'

    with pytest.raises(ValueError, match=r"/site/a: .* no start.js"):
        bundle.join({Path("/site/a"): page}, {})
