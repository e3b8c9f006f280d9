"""Laws of every page of the built site."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT
from fontTools.ttLib import TTFont

CHAPTERS = (
    "threshold-neuron",
    "sigmoid",
    "tanh",
    "relu",
    "vanishing-gradients",
    "mse",
    "autograd",
    "softmax",
    "softmax-gradient",
    "retain-graph",
    "cross-entropy",
    "numerics",
)
ELEMENTS = [
    f"note-{kind}{n}"
    for kind, count in (("s", 69), ("c", 13), ("i", 27))
    for n in range(1, count + 1)
]
LOADED = "link[href]:not([rel=canonical], [rel=alternate])"
WRONG_ADDRESS = "404.html"  # one page in all languages
GENERATED = {"genindex.html", "search.html"}
Pages = dict[str, BeautifulSoup]


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Every page of the site, by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "html5lib")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module", params=["", "en/"], ids=["zh", "en"])
def chapters(pages: Pages, request: pytest.FixtureRequest) -> Pages:
    """The chapters of each language, in reading order."""
    return {name: pages[f"{request.param}notes/{name}.html"] for name in CHAPTERS}


def prose(page: BeautifulSoup) -> str:
    """What a page says outside code, outputs, signatures and formulas."""
    article = copy.copy(page.find("article"))
    if not article:
        return ""
    for element in article.select("pre, code, math, script, style, dt.sig"):
        element.decompose()
    return article.get_text()


def links(page: BeautifulSoup, attribute: str) -> Iterator[str]:
    """Values of an attribute on any element of a page."""
    return (str(element[attribute]) for element in page.select(f"[{attribute}]"))


def test_all_chapters_are_there(pages: Pages) -> None:
    """The index, the chapters and the API reference are built, each in both languages."""
    expected = {"index.html", "reference/api.html", *(f"notes/{c}.html" for c in CHAPTERS)}
    english = {name.removeprefix("en/") for name in pages if name.startswith("en/")}

    assert expected <= english
    assert english == {name for name in pages if not name.startswith("en/")} - {WRONG_ADDRESS}


def test_one_heading_and_language(pages: Pages) -> None:
    """Each page has one h1 and names its language."""
    assert {name: len(page.select("h1")) for name, page in pages.items()} == dict.fromkeys(pages, 1)
    assert {name: str(page.html["lang"]) for name, page in pages.items() if page.html} == {
        name: "en" if name.startswith("en/") else "zh-CN" for name in pages
    }


def test_alt_texts_speak(chapters: Pages) -> None:
    """Each image says in words what is to be seen: no file name, nothing unresolved."""
    alts = [str(image.get("alt", "")) for page in chapters.values() for image in page.select("img")]

    assert len(alts) >= 6
    assert [
        alt for alt in alts if len(alt) < 20 or re.search(r"\.svg|\.png|\{value\}|`", alt)
    ] == []


def test_no_markup_is_left_in_prose(pages: Pages) -> None:
    """No asterisks, dollar signs or role text reach the reader."""
    leftovers = re.compile(r"\*\*|\$|\{[a-z:]+\}|:[a-z]+:`")

    assert {n: leftovers.findall(prose(p)) for n, p in pages.items()} == {n: [] for n in pages}


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: Pages) -> None:
    """No image, script, style, font or frame comes from another host."""
    loaded = [
        value
        for page in pages.values()
        for value in [*links(page, "src"), *(str(e["href"]) for e in page.select(LOADED))]
    ]
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))

    assert loaded
    assert [value for value in loaded if value.startswith(("http:", "https:", "//"))] == []
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']*", styles) == []


def test_outputs_show_no_machine(pages: Pages) -> None:
    """No output shows a path or an address in memory."""
    outputs = [e.get_text() for page in pages.values() for e in page.select(".cell_output")]
    machine = re.compile(rf"site-packages| at 0x|{re.escape(str(ROOT))}|/tmp/")

    assert len(outputs) > 20
    assert [text for text in outputs if machine.search(text)] == []


def test_no_page_shows_a_path_or_a_lost_figure(pages: Pages) -> None:
    """The whole page, code and attributes included, is free of the folder it was built in."""
    assert [name for name, page in pages.items() if str(ROOT) in str(page)] == []
    assert [name for name, page in pages.items() if "<Figure size" in page.get_text()] == []


def test_html_is_well_formed(site: Path) -> None:
    """The parser of the HTML standard finds nothing to complain about."""
    errors = []
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser()
        parser.parse(path.read_bytes())
        errors += [(path.relative_to(site), *error) for error in parser.errors]

    # html5lib has an old rule: today an & may stand before =
    assert [error for error in errors if "expected-named-entity" not in error] == []


def test_ids_are_unique(pages: Pages) -> None:
    """No id stands twice on a page."""
    doubles = {
        name: [i for i, count in Counter(links(page, "id")).items() if count > 1]
        for name, page in pages.items()
    }

    assert doubles == {name: [] for name in pages}


def test_heading_ids_are_stable(pages: Pages) -> None:
    """Each section of a written page has a label of its own, not a counted id."""
    counted = [
        f"{name}#{section['id']}"
        for name, page in pages.items()
        for section in page.select("article section[id]")
        if re.fullmatch(r"id\d+", str(section["id"]))
    ]

    assert counted == []


def test_internal_links_resolve(site: Path, pages: Pages) -> None:
    """Each link inside the site leads to a file, and its anchor to an element."""
    ids = {name: set(links(page, "id")) for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for href in (str(a["href"]) for a in page.select("a[href]")):
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            path = target.resolve()
            key = path.relative_to(site.resolve()).as_posix()
            if not path.is_file() or (parts.fragment and unquote(parts.fragment) not in ids[key]):
                broken.append(f"{name}: {href}")

    assert broken == []


def test_errors_are_raised_and_named(chapters: Pages) -> None:
    """Each cell meant to raise has raised, and the prose of its page names the exception."""
    for page in chapters.values():
        cells = page.select(".tag_raises-exception")
        raised = [cell.select_one(".output.traceback") for cell in cells]

        assert all(isinstance(output, Tag) for output in raised)
        names = {re.match(r"(\w+)", o.get_text().strip()) for o in raised if o}
        said = "\n".join(code.get_text() for code in page.select("article code"))
        assert all(match and re.search(rf"\b{match[1]}$", said, re.M) for match in names)


def test_only_words_of_tracebacks_wrap(chapters: Pages) -> None:
    """The first line and the message; the lines of code between them scroll."""
    found = [output for page in chapters.values() for output in page.select(".output.traceback")]
    for output in found:
        first, message = (part.get_text() for part in output.select(".message"))
        name, lines = first.split()[0], output.get_text().strip()

        assert lines.startswith(first)
        assert f"\n\n{message}" in lines
        assert message.startswith(name)
    assert found


def test_errors_are_called_expected(pages: Pages) -> None:
    """Above every traceback stands that it is meant, and none is too long to be read."""
    words = {"zh-CN": "预期的报错", "en": "Expected error"}
    for page in pages.values():
        for output in page.select(".output.traceback"):
            label = output.find_previous_sibling()

            assert isinstance(label, Tag)
            assert label.get_text() == words[str(page.select("html")[0]["lang"])]
            assert len(output.get_text().splitlines()) <= 15


def test_expected_number_of_errors(chapters: Pages) -> None:
    """The chapters raise where the note and its corrections need it."""
    counts = {name: len(page.select(".output.traceback")) for name, page in chapters.items()}

    assert counts == {
        "threshold-neuron": 2,
        "sigmoid": 0,
        "tanh": 0,
        "relu": 1,
        "vanishing-gradients": 0,
        "mse": 1,
        "autograd": 14,
        "softmax": 0,
        "softmax-gradient": 0,
        "retain-graph": 8,
        "cross-entropy": 1,
        "numerics": 2,
    }


def test_note_elements_are_targets_once(chapters: Pages) -> None:
    """Each element of the note is the target of exactly one place."""
    found = Counter(i for page in chapters.values() for i in links(page, "id") if "note-" in i)

    assert found == Counter(ELEMENTS)


def test_figures_are_numbered_and_cited(chapters: Pages) -> None:
    """Each figure has a caption with a number, and the prose refers to it."""
    for page in chapters.values():
        for figure in page.select("figure"):
            (number,) = figure.select("figcaption .caption-number")

            assert re.match(r"(图|Fig\.) \d+", number.get_text())
            assert page.select(f'p a[href="#{figure["id"]}"]:not(.headerlink)'), figure["id"]


def test_equations_are_numbered(chapters: Pages) -> None:
    """Each displayed formula of a chapter has a label."""
    for page in chapters.values():
        formulas = page.select("div.math")

        assert formulas
        assert [f.get_text() for f in formulas if not f.select_one(".eqno")] == []


def test_chapters_end_with_self_tests(chapters: Pages) -> None:
    """Each chapter has two to four questions, each with exactly one right answer."""
    for page in chapters.values():
        questions = page.select("div.self-test")

        assert 2 <= len(questions) <= 4
        assert [len(question.select("details.right")) for question in questions] == [1] * len(
            questions
        )


def test_every_picture_is_shown(site: Path, pages: Pages) -> None:
    """No picture of an earlier build is published; each one that is belongs to a page."""
    shown = {
        (site / name).parent.joinpath(str(image["src"])).resolve()
        for name, page in pages.items()
        for image in page.select('img[src*="_images"]')
    }
    published = {path.resolve() for path in site.rglob("_images/*")}

    assert published == shown


def test_font_has_every_glyph(site: Path, pages: Pages) -> None:
    """The math font holds each character of each formula, and the table that makes braces grow."""
    font = TTFont(site / "_static/fonts/STIXTwoMath-subset.woff2")
    used = {c for page in pages.values() for m in page.select("math") for c in m.get_text()}

    assert "MATH" in font
    assert sorted(used - {chr(code) for code in font.getBestCmap()} - {"\n"}) == []


def test_formulas_say_their_latex(pages: Pages) -> None:
    """Each formula carries what it was written as, and nothing that only XML needs."""
    formulas = [formula for page in pages.values() for formula in page.select("math")]

    assert len(formulas) > 1000
    assert [f for f in formulas if not str(f.get("alttext", "")).strip()] == []
    assert [f for f in formulas if "xmlns" in f.attrs or "\n" in f.get_text()] == []


def test_dashes_are_dashes(pages: Pages) -> None:
    """Two hyphens are code; in prose a dash is one."""
    assert [name for name, page in pages.items() if " -- " in prose(page)] == []
    assert " – Any shape" in prose(pages["reference/api.html"])


def test_words_of_the_api_are_translated(pages: Pages) -> None:
    """A heading and the index speak the language; constants are not taken for calls."""
    headings = {
        language: {rubric.get_text() for rubric in pages[name].select("p.rubric")}
        for language, name in (("zh", "reference/api.html"), ("en", "en/reference/api.html"))
    }
    index = prose(pages["genindex.html"])

    assert "出处" in headings["zh"] - headings["en"]
    assert "Source" in headings["en"] - headings["zh"]
    assert "模块" in index
    assert "module" not in index.split()
    assert "ACTIVATIONS（" in index


def test_names_are_no_operators(pages: Pages) -> None:
    """No name in a formula has what only an operator may have."""
    names = [name for page in pages.values() for name in page.select("math mi")]

    assert len(names) > 1000
    assert [name for name in names if "movablelimits" in name.attrs] == []


CHINESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SHOWN = ("alt", "title", "aria-label", "placeholder", "content")


def shown_texts(page: BeautifulSoup) -> Iterator[str]:
    """What a page shows or says outside code and what is marked as Chinese."""
    page = copy.copy(page)
    for element in page.select('[lang^="zh"], pre, script, style'):
        element.decompose()
    for attribute in SHOWN:
        yield from links(page, attribute)
    yield from page.stripped_strings


def test_english_pages_are_english(pages: Pages) -> None:
    """No Chinese is left on an English page, in texts that are seen or said."""
    left = {
        name: [text for text in shown_texts(page) if CHINESE.search(text)]
        for name, page in pages.items()
        if name.startswith("en/")
    }

    assert left == {name: [] for name in left}
    assert len(left) >= 20


def test_english_note_shows_both(pages: Pages) -> None:
    """Each line of the note stands there in Chinese, marked as such, with English beneath."""
    chinese, english = (pages[f"{prefix}original/note.html"] for prefix in ("", "en/"))
    for n in range(1, 70):
        line, both = (page.select_one(f"#original-s{n}") for page in (chinese, english))

        assert isinstance(line, Tag)
        assert isinstance(both, Tag)
        if not CHINESE.search(line.get_text()):
            continue
        marked = both.select_one('[lang="zh"]')
        assert isinstance(marked, Tag)
        assert marked.get_text() in line.get_text()
        assert re.search("[A-Za-z]{2}", both.get_text().replace(marked.get_text(), ""))


NAMES = {"notes-examples", "English", "Furo", "© notes-examples ·"}
ENGLISH_WORDS = re.compile(r"[A-Z]?[a-z]{3,} [a-z]{2,}")


def test_chinese_site_speaks_chinese(pages: Pages) -> None:
    """Labels, titles and buttons of the theme are Chinese on the Chinese site."""
    said = {
        text
        for name, page in pages.items()
        if not name.startswith("en/")
        for attribute in ("title", "aria-label", "placeholder")
        for text in links(page, attribute)
    }
    frame = copy.copy(pages["notes/sigmoid.html"])
    for element in frame.select("article, script, style, .sidebar-tree, .toc-tree, [lang]"):
        if element.name != "html":
            element.decompose()

    assert said
    assert [text for text in said if ENGLISH_WORDS.search(text)] == []
    left = {text for text in frame.stripped_strings if re.search("[A-Za-z]", text)}
    assert {text for text in left if not CHINESE.search(text)} <= NAMES


def test_code_fits_its_box(pages: Pages) -> None:
    """On a desktop no line of code scrolls but those of the note."""
    lines = [
        (name, line)
        for name, page in pages.items()
        if "original/" not in name
        for cell in page.select(".cell:not([id^=note-]) > .cell_input pre")
        for line in cell.get_text().splitlines()
    ]

    assert len(lines) > 1000
    assert [(name, line) for name, line in lines if len(line) > 88] == []
