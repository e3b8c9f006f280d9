"""One page, two languages, one execution: what a small bilingual site shows, and when it fails."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from conftest import NOTEBOOK, MakeProject, Project, executed

SENTENCE = "三分之一是 {value}`third:.3f`，见{ref}`题目 <title>`和 {eq}`eq-one`。"
PAGE = (
    NOTEBOOK
    + """
(title)=
# 题目

```{code-cell}
:tags: [remove-cell]
import matplotlib.pyplot as plt
from myst_nb import glue
fig, ax = plt.subplots()
glue("fig", fig, display=False)
glue("third", 1 / 3, display=False)
glue("truths", [False, 1 < 2], display=False)
```

{SENTENCE}

$$
1 = 1
$$ (eq-one)

```{glue:figure} fig
:name: fig-empty
:alt: "空的坐标系，{value}`third:.2f`。"

一张图。
```

:::{note}
| 左 | x |
|---|---|
| 右 | 1 |
:::

```{code-cell}
:tags: [hide-output]
print("shared")
```

:::{self-test}
:truths: truths

哪个对？

- 第一个。

  不是它。

- 第二个。

  是它。
:::
""".replace("{SENTENCE}", SENTENCE)
)
ENGLISH = {
    "题目": "Title",
    SENTENCE: "See {ref}`the title <title>` and {eq}`eq-one`: a third is {value}`third:.3f`.",
    "空的坐标系，{value}`third:.2f`。": "Empty axes, {value}`third:.2f`.",
    "一张图。": "A figure.",
    "左": "left",
    "右": "right",
    "哪个对？": "Which?",
    "第一个。": "The first.",
    "不是它。": "Not this.",
    "第二个。": "The second.",
    "是它。": "This.",
}
WORDS = {
    "对。": "Right.",
    "不对。": "Wrong.",
    "式\N{NO-BREAK SPACE}({number})": "Eq.\N{NO-BREAK SPACE}({number})",
    "图 %s": "Fig. %s",
    "先猜一猜，再打开看输出": "Guess first",
    "收起输出": "Hide",
}


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A page with everything that can be translated, built in both languages."""
    project = make_project({"page": PAGE})
    project.translate("page", ENGLISH)
    project.translate("sphinx", WORDS)
    result = project.build()

    assert result.returncode == 0, result.stdout
    assert executed(result.stdout) == ["page"]
    assert "English: 11 of 11 messages translated" in result.stdout
    return project


@pytest.fixture(scope="module")
def article(project: Project) -> BeautifulSoup:
    """The English page."""
    return project.page("en/page")


def test_everything_is_translated(article: BeautifulSoup) -> None:
    """Title, prose with its values, caption, table in an admonition and question are English."""
    text = article.get_text()

    assert "See the title and Eq.\N{NO-BREAK SPACE}(1): a third is 0.333." in text
    for english in ("Title", "A figure.", "left", "right", "Which?", "The first.", "This."):
        assert english in text


def test_alt_is_translated_with_its_value(article: BeautifulSoup) -> None:
    """The alt text of a figure is translated, and its number comes from the same cell."""
    assert [image["alt"] for image in article.select("figure img")] == ["Empty axes, 0.33."]


def test_words_of_extensions_are_translated(article: BeautifulSoup) -> None:
    """Verdicts, numbers of figures and the prompt of a hidden output are English."""
    verdicts = [strong.get_text() for strong in article.select(".self-test details strong")]
    (prompt,) = article.select("details.hide > summary")

    assert verdicts == ["Wrong.", "Right."]
    assert "Fig. 1" in article.get_text()
    assert "Guess first" in prompt.get_text()
    assert "aria-label" not in prompt.attrs


def test_output_is_shared(project: Project) -> None:
    """Both pages show what the cell printed and the same picture."""
    pages = [project.page("page"), project.page("en/page")]

    assert [page.select_one(".cell_output pre").get_text() for page in pages] == ["shared\n"] * 2  # type: ignore[union-attr]  # it is there
    names = [str(page.select_one("figure img")["src"]).rsplit("/", 1)[1] for page in pages]  # type: ignore[index]  # this, too
    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("page", "tag", "address"),
    [("page", "en", "./en/page.html"), ("en/page", "zh-CN", "./../page.html")],
)
def test_pages_name_their_translation(project: Project, page: str, tag: str, address: str) -> None:
    """Head and body link to the same page in the other language, relative to this one."""
    soup = project.page(page)
    links = soup.select("a.language-link")

    assert [(link["href"], link["hreflang"], link["lang"]) for link in links] == [
        (address, tag, tag)
    ] * 2
    alternates = soup.select('link[rel="alternate"]')
    assert {str(link["hreflang"]): str(link["href"]) for link in alternates}[tag] == address
    assert len(alternates) == 2


def test_a_missing_translation_fails_twice(project: Project) -> None:
    """An untranslated message stops the build at its line, and again; the old site stays."""
    old = project.page("en/page").get_text()
    project.write("page.md", PAGE.replace("一张图。", "另一张图。"))
    results = [project.build(), project.build()]
    project.write("page.md", PAGE)

    assert [result.returncode for result in results] == [1, 1]
    for result in results:
        assert "page.md:31: WARNING: not translated: 另一张图。" in result.stdout
    assert project.page("en/page").get_text() == old


def test_a_mended_translation_is_shown(project: Project) -> None:
    """A change of a catalogue alone is built, without executing anything."""
    project.translate("page", ENGLISH | {"是它。": "Indeed."})
    result = project.build()
    project.translate("page", ENGLISH)

    assert result.returncode == 0, result.stdout
    assert executed(result.stdout) == []
    assert "Indeed." in project.page("en/page").get_text()


def test_translate_updates_the_catalogue(project: Project) -> None:
    """The command brings new messages in, changed ones as fuzzy, drops old ones, and lists them."""
    project.write("page.md", PAGE.replace("哪个对？", "哪一个对？").replace("不是它。", "错了。"))
    result = project.run("-m", "notes_site.commands.translate")
    catalogue = (project.root / "docs/locale/en/LC_MESSAGES/page.po").read_text(encoding="utf-8")
    project.write("page.md", PAGE)
    project.translate("page", ENGLISH)

    assert result.returncode == 0, result.stdout
    assert "page.po: fuzzy: the source has changed: 哪一个对？" in result.stdout
    assert "page.po: not translated: 错了。" in result.stdout
    assert "不是它" not in catalogue
    assert "POT-Creation-Date" not in catalogue


def test_page_without_a_catalogue_stops_the_build(make_project: MakeProject) -> None:
    """A page that nobody has translated is not published as if it were English."""
    project = make_project({"page": "# 题目\n\n一句话。\n"})
    project.translate("sphinx", WORDS)
    result = project.build()

    assert result.returncode != 0
    assert "docs/page.md: WARNING: has no catalogue (make translate)" in result.stdout
