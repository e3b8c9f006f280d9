"""What pages say of themselves: descriptions always, absolute addresses only of a known place."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.image
import numpy as np
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, MakeProject, Project

from notes_site.pages.head import shorten

SITE = "https://example.org/some/prefix"
PAGES = {"index": "Index", "deep/page": "Page"}
PARAGRAPH = "第一段，它说 `page` 讲什么。"


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A page in a folder, in two languages; not built yet."""
    project = make_project({"deep/page": f"# 页\n\n:::{{note}}\n不是它。\n:::\n\n{PARAGRAPH}\n"})
    words = {"页": "Page", "不是它。": "Not it.", PARAGRAPH: "What `page` is about."}
    project.translate("deep/page", words)
    project.translate("sphinx", {})
    return project


@pytest.fixture(scope="module", params=[SITE, f"{SITE}/", ""], ids=["prefix", "slash", "folder"])
def site(project: Project, request: pytest.FixtureRequest) -> str:
    """The address for which the project is built; every way after another in the same folders."""
    address: str = request.param
    result = project.build(SITE_URL=address)

    assert result.returncode == 0, result.stdout
    return address and f"{SITE}/"


def head(page: BeautifulSoup) -> dict[str, str]:
    """The names and properties of a page, and the address that is its own."""
    metas = {str(m.get("name") or m.get("property")): str(m.get("content")) for m in page("meta")}
    return metas | {str(link["rel"][0]): str(link["href"]) for link in page("link")}


def test_the_first_paragraph_is_the_description(project: Project, site: str) -> None:
    """The paragraph that stands in the page itself, in its language and without marks."""
    chinese, english = (head(project.page(name)) for name in ("deep/page", "en/deep/page"))

    assert chinese["description"] == chinese["og:description"] == "第一段，它说 page 讲什么。"
    assert english["description"] == english["og:description"] == "What page is about."
    assert (english["og:title"], english["og:type"]) == ("Page", "article")
    assert (chinese["og:locale"], english["og:locale"]) == ("zh_CN", "en_US")


@pytest.mark.parametrize("page", ["index", "deep/page", "genindex", "search"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_page_names_its_address(project: Project, site: str, folder: str, page: str) -> None:
    """Where a site has an address every page has one, and its translations; else none has."""
    said = head(soup := project.page(f"{folder}{page}"))
    own = f"{site}{folder}{page}.html"
    others = {str(row["hreflang"]): str(row["href"]) for row in soup.select("[rel=alternate]")}
    absolute = {"zh-CN": f"{site}{page}.html", "en": f"{site}en/{page}.html"}

    assert said["description"]
    assert said["og:title"]
    assert [said.get(name) for name in ("canonical", "og:url")] == [own if site else None] * 2
    assert (others == absolute | {"x-default": absolute["zh-CN"]}) is bool(site)
    assert all(address.startswith("http" if site else ".") for address in others.values())


def test_the_picture_has_an_address(project: Project, site: str) -> None:
    """Without an address no page names a picture; with one they share the same."""
    said = head(project.page("en/index"))

    assert said.get("og:image") == (f"{site}_static/social-card.png" if site else None)


def test_the_map_names_every_page(project: Project, site: str) -> None:
    """The map has each written page in each language, with its translations; a folder has none."""
    names = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    paths = (project.root / "_build/html").glob("sitemap.xml")
    urls = [url for path in paths for url in ElementTree.parse(path).getroot()]
    found = {url.findtext("loc", "", names): len(url.findall("x:link", names)) for url in urls}
    expected = {f"{site}{a}{b}.html": 3 for a, b in itertools.product(("", "en/"), PAGES)}

    assert found == (expected if site else {})


def test_robots_are_told_of_the_map(project: Project, site: str) -> None:
    """The file that robots read first leads to the map."""
    texts = [path.read_text("utf-8") for path in (project.root / "_build/html").glob("robots.txt")]

    assert [f"Sitemap: {site}sitemap.xml" in text for text in texts] == ([True] if site else [])


def test_a_wrong_address_leads_home(project: Project, site: str) -> None:
    """The page for wrong addresses links to both first pages, and finds its style at any depth."""
    page = project.page("404")

    assert {str(s["lang"]): str(s.a["href"]) for s in page("section") if s.a} == (
        {"zh-CN": site, "en": f"{site}en/"}
        if site
        else {"zh-CN": "./index.html", "en": "en/index.html"}
    )
    assert [link["href"] for link in page("link")] == [f"{site or '/'}_static/404.css"]
    assert (project.root / "_build/html/_static/404.css").read_text(encoding="utf-8")


def test_an_address_without_a_scheme_is_refused(make_project: MakeProject) -> None:
    """A host alone would give relative links to a folder of that name."""
    result = make_project({}).build(SITE_URL="example.org")

    assert result.returncode == 1
    assert "SITE_URL must begin with https:// or http://, not 'example.org'" in result.stdout


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short\n text.", "Short text."),
        ("One. " + "x" * 50 + ". " + "y" * 150, "One. " + "x" * 50 + "."),
        ("句" * 100 + "。" + "子" * 100, "句" * 100 + "。"),
        ("one 0.5 " + "x" * 160, "one 0.5…"),
        ("半句，" + "字" * 160, "半句…"),
        ("字" * 161, "字" * 159 + "…"),
        ("x" * 158 + ". " + "y" * 50, "x" * 158 + "."),
    ],
)
def test_a_description_ends_well(text: str, short: str) -> None:
    """It has at most 160 characters and ends with a sentence, or else with a word."""
    assert shorten(text) == short
    assert len(short) <= 160


def test_the_card_is_what_is_drawn(tmp_path: Path) -> None:
    """The committed picture is that of the script, has the size that pages name, and is light."""
    card = runpy.run_path(str(ROOT / "docs/social_card.py"))
    card["draw"](tmp_path / "card.png")
    drawn, committed = map(matplotlib.image.imread, (tmp_path / "card.png", card["CARD"]))

    assert drawn.shape[:2] == (630, 1200)
    np.testing.assert_allclose(drawn, committed, atol=0.01)
    assert card["CARD"].stat().st_size <= 60_000
