"""Images have their size before they are loaded, and are loaded when they come near."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import NOTEBOOK, MakeProject
from PIL import Image

CELL = """
```{code-cell}
:tags: [remove-input]
import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(5, 2))
```
"""
LATER = {"loading": "lazy", "decoding": "async"}


@pytest.fixture(scope="module")
def images(site: Path) -> dict[str, list[Tag]]:
    """The images of each page that has any, in their order."""
    pages = {path: BeautifulSoup(path.read_bytes(), "html5lib") for path in site.rglob("*.html")}
    return {
        str(path): found
        for path, page in pages.items()
        if (found := page.select('img[src*="_images"]'))
    }


def test_an_image_has_its_size(images: dict[str, list[Tag]]) -> None:
    """Width and height are whole pixels, in exactly the proportions of the drawing."""
    for path, found in images.items():
        for image in found:
            drawing = ElementTree.parse(Path(path).parent / str(image["src"])).getroot()
            *_, across, down = map(float, drawing.attrib["viewBox"].split())

            assert int(str(image["width"])) * down == pytest.approx(
                int(str(image["height"])) * across
            )


def test_only_the_first_image_is_loaded_at_once(images: dict[str, list[Tag]]) -> None:
    """All but the first of a page wait until the reader comes near."""
    for found in images.values():
        loading = [{name: str(i[name]) for name in LATER if name in i.attrs} for i in found]

        assert loading == [{}] + [LATER] * (len(found) - 1)


def test_a_figure_of_a_cell_has_a_size(make_project: MakeProject) -> None:
    """A figure is a hundred pixels wide for an inch; a size that the page gives is kept."""
    given = "\n```{image} square.png\n:width: 30px\n:alt: a square\n```\n"
    project = make_project({"page": NOTEBOOK + "# Page\n" + CELL + given})
    Image.new("RGB", (2, 2)).save(project.root / "docs/square.png")
    project.build()
    soup = BeautifulSoup((project.root / "_build/zh/html/page.html").read_bytes(), "html5lib")
    cell, square = soup.select("img")

    assert (cell["width"], cell["height"]) == ("500", "200")
    assert "height" not in square.attrs


def test_an_image_without_a_size_fails(make_project: MakeProject) -> None:
    """A drawing that does not say how large it is would move the page: the build says so."""
    project = make_project({"page": "# Page\n\n```{image} no-size.svg\n:alt: nothing\n```\n"})
    project.write("no-size.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    result = project.build()

    assert result.returncode == 1
    assert "page.md:3: WARNING: no-size.svg does not say its size" in result.stdout
