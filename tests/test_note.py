"""The note as it was written: complete, verbatim, and tied to the chapters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import NOTE, NOTEBOOK, MakeProject

STATEMENTS, BLOCKS, PICTURES = 69, 13, 27
ERRORS = {
    "c3": "module 'torch' has no attribute 'linsapce'",
    "c4": "element 0 of tensors does not require grad and does not have a grad_fn",
    "c5": "only Tensors of floating point dtype can require gradients",
    "c6": "element 0 of tensors does not require grad and does not have a grad_fn",
    "c7": "Only Tensors of floating point and complex dtype can require gradients",
    "c8": "element 0 of tensors does not require grad and does not have a grad_fn",
    "c9": "name 'loss' is not defined",
    "c10": "name 'loss' is not defined",
    "c11": "grad can be implicitly created only for scalar outputs",
    "c12": "grad can be implicitly created only for scalar outputs",
    "c13": "got an unexpected keyword argument 'require_grad'",
}


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    """The restored note."""
    return BeautifulSoup((site / "original/note.html").read_bytes(), "html5lib")


@pytest.fixture(scope="module")
def chapters(site: Path) -> dict[str, BeautifulSoup]:
    """The chapters, by file name."""
    return {
        path.name: BeautifulSoup(path.read_bytes(), "html5lib")
        for path in (site / "notes").glob("*.html")
    }


def written() -> tuple[list[str], list[str]]:
    """The statements and the code blocks of the note, in order."""
    blocks = re.findall(r"```python\n(.*?)```", NOTE, flags=re.DOTALL)
    rest = re.sub(r"```python\n.*?```", "", NOTE, flags=re.DOTALL)
    statements = [x for x in rest.splitlines() if x.strip() and not x.startswith("![[")]
    return statements, [block.strip() for block in blocks]


def test_statements_are_verbatim(page: BeautifulSoup) -> None:
    """Each sentence stands as it was written; asterisks make it bold, as they did in the note."""
    statements = [statement.replace("**", "") for statement in written()[0]]
    shown = [page.select(f"#original-s{n}")[0].get_text() for n in range(1, STATEMENTS + 1)]

    assert shown == statements


def test_code_is_verbatim(page: BeautifulSoup) -> None:
    """Each code block is run as it was written."""
    _, blocks = written()
    inputs = [
        page.select(f".cell:has(#original-c{n}) .cell_input pre, #original-c{n} .cell_input pre")
        for n in range(1, BLOCKS + 1)
    ]

    assert [found[0].get_text().strip() for found in inputs] == blocks


@pytest.mark.parametrize("block", ERRORS)
def test_code_really_fails(page: BeautifulSoup, block: str) -> None:
    """What stands under a block that fails is the error it really raised."""
    number = block.removeprefix("c")
    (output,) = page.select(
        f".cell:has(#original-c{number}) .traceback, #original-c{number} .traceback"
    )

    assert ERRORS[block] in output.get_text()


def test_count_of_blocks_is_computed(page: BeautifulSoup) -> None:
    """Two of the thirteen blocks run, as counted by the kernel."""
    text = page.select("#note-count")[0].get_text()

    assert f"{BLOCKS} 段代码里，从头到尾跑通的有 {BLOCKS - len(ERRORS)} 段" in text


def test_every_element_is_restored_and_linked(
    chapters: dict[str, BeautifulSoup], page: BeautifulSoup
) -> None:
    """Each element links to its place in one chapter, and that place links back."""
    numbers = [
        f"{kind}{n}"
        for kind, count in (("s", STATEMENTS), ("c", BLOCKS), ("i", PICTURES))
        for n in range(1, count + 1)
    ]
    for number in numbers:
        (link,) = page.select(f'a[href$="#note-{number}"]')
        chapter = chapters[Path(str(link["href"]).partition("#")[0]).name]

        assert page.select(f"#original-{number}"), number
        assert chapter.select(f"#note-{number}"), number
        assert chapter.select(f'a[href$="original/note.html#original-{number}"]'), number


def test_elements_link_to_their_errata(site: Path, chapters: dict[str, BeautifulSoup]) -> None:
    """In a chapter every element that an erratum names links to it."""
    errata = BeautifulSoup((site / "original/errata.html").read_bytes(), "html5lib")
    pairs = [
        (str(erratum["id"]), str(link["href"]).removeprefix("../"))
        for erratum in errata.select("div.erratum")
        for link in erratum.select('.erratum-head a[href*="#note-"]')
    ]

    assert len(pairs) > 60
    for erratum, place in pairs:
        page, _, target = place.partition("#")
        (element,) = chapters[Path(page).name].select(f"#{target}")
        nearby = element.find_next("p", class_="note-links")
        assert nearby is not None
        assert nearby.select(f'a[href$="original/errata.html#{erratum}"]'), (erratum, place)


def test_pictures_are_there(page: BeautifulSoup) -> None:
    """In the place of each lost picture stands a figure, a formula or an output."""
    for n in range(1, PICTURES + 1):
        (link,) = page.select(f'a[href$="#note-i{n}"]')
        paragraph = link.find_parent("p")
        assert paragraph is not None
        restored = paragraph.find_previous_sibling()
        assert restored is not None
        assert restored.select("img, math, pre"), f"i{n}"


CHAPTER = NOTEBOOK + (
    "# Chapter\n\n```{{code-cell}}\n:tags: [remove-cell]\nfrom myst_nb import glue\n"
    "glue('value', {value}, display=False)\n```\n\n(there)=\nIt is {{value}}`value:d`.\n"
)


def test_copy_follows_its_chapter(make_project: MakeProject) -> None:
    """A copy shows the value of the page it comes from, also after that page alone has changed."""
    copy = "# Copy\n\n```{restored} there\n```\n"
    project = make_project({"chapter": CHAPTER.format(value=1), "copy": copy})
    first = project.build()
    shown = project.page("copy").get_text()
    project.write("chapter.md", CHAPTER.format(value=2))
    second = project.build()

    assert (first.returncode, second.returncode) == (0, 0), second.stdout
    assert "It is 1." in shown
    assert "It is 2." in project.page("copy").get_text()


def test_missing_source_fails(make_project: MakeProject) -> None:
    """A copy of something that does not exist is an error with its line."""
    project = make_project({"copy": "# Copy\n\n```{restored} nowhere\n```\n"})
    result = project.build()

    assert result.returncode == 1
    assert "copy.md:3: WARNING: nothing to restore at 'nowhere'" in result.stdout
