"""A table that a cell puts out as HTML, as pandas does, looks and scrolls as those of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import look, needs_browser
from conftest import NOTEBOOK, MakeProject, Project
from playwright.sync_api import Browser, Page

pytestmark = needs_browser
PAGE = (
    NOTEBOOK
    + """# Page

| a | b |
|---|---|
| 1 | 2 |

```{code-cell}
class Frame:
    def _repr_html_(self):
        cells = "".join(f"<td>{i / 7}</td>" for i in range(20))
        names = "<th></th>" + "".join(f"<th>column {i}</th>" for i in range(20))
        head = f'<thead><tr style="text-align: right;">{names}</tr></thead>'
        body = f"<tbody><tr><th>0</th>{cells}</tr><tr><th>1</th>{cells}</tr></tbody>"
        return f'<div><table border="1" class="dataframe">{head}{body}</table></div>'


Frame()
```
"""
)
STYLE = """table => {
    const of = (selector) => getComputedStyle(table.querySelector(selector));
    const [head, cell] = [of("th:nth-child(2)"), of("td:nth-child(2)")];
    return [head.backgroundColor, cell.borderBottomColor, cell.borderBottomStyle, cell.color];
}"""


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A site with such a table."""
    project = make_project({"page": PAGE})
    result = project.build()
    assert result.returncode == 0, result.stdout
    return project


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def page(browser: Browser, project: Project, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Its page on a phone, in both themes."""
    address = (project.root / "_build/html/page.html").as_uri()
    page = look(browser, address, width=390, dark=request.param)
    yield page
    page.close()


def test_a_data_frame_looks_as_other_tables(page: Page) -> None:
    """The grounds of its heads, its lines and its words, in both themes."""
    styles: list[Any] = [
        page.locator(table).evaluate(STYLE) for table in ("table.dataframe", "table.docutils")
    ]

    assert styles[0] == styles[1]


def test_a_wide_data_frame_scrolls_by_key(page: Page) -> None:
    """In a box of its own, which the keyboard reaches and which has a name."""
    box = page.locator(".cell_output .text_html")
    page.wait_for_function("document.querySelector('.text_html').tabIndex === 0")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.text_html').scrollLeft > 0")

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert box.get_attribute("aria-label")
