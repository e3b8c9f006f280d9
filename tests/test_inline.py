"""What stands inside pages and sheets becomes files, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes_site.minify.data_urls import without_data
from notes_site.minify.inline_code import InlineCodeError, move_out
from notes_site.minify.script_patches import MENDS, mended

STATIC = Path("/site/_static")
LINK = '<link rel="stylesheet" href="../_static/a.css">'
PAGE = Path("/site/notes/page.html")
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M0 5h10v5z'/></svg>"


def moved(body: str) -> tuple[str, dict[Path, str]]:
    """A page with this body, and its sheets, when its styles have been moved out of it."""
    pages, sheets = move_out({PAGE: f"{LINK}{body}"})
    return pages[PAGE].removeprefix(LINK), sheets


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<b style="top: 1px">', '<b class="{}">'),
        ("<b id=x style='top: 1px'/>", '<b class="{}" id=x/>'),
        ('<b class="c" title="a > b" STYLE="top: 1px">', '<b class="{} c" title="a > b">'),
    ],
)
def test_an_attribute_becomes_a_class(before: str, after: str) -> None:
    """Its rule wins over those of sheets, as the attribute did."""
    page, sheets = moved(before)
    (rule,) = sheets.values()
    name = rule[1 : rule.index(":")]

    assert rule == f".{name}:not(#_){{top: 1px}}"
    assert page.endswith(after.format(name))
    assert '<link rel="stylesheet" href="../_static/attributes.css">' in page


def test_an_element_becomes_a_sheet() -> None:
    """It stands after the sheets of the page, with its media, and finds the same files."""
    page, sheets = moved('<p><style media="print">p { src: url(../a.png) }</style>')
    (path,) = sheets

    assert sheets[path] == "p { src: url(../a.png) }"
    assert page == f'<link rel="stylesheet" href="../_static/{path.name}" media="print">\n<p>'


@pytest.mark.parametrize(
    "page",
    [
        "<!-- <b style='top: 0'> --><pre>style=&quot;x&quot; onload=</pre>",
        '<b title=\' style="x" \' data-style="x" alt="onload=">',
        '<script type="application/json">{"style": "<b style=x>"}</script>',
        '<script src="a.js"></script>',
    ],
)
def test_what_is_no_code_stays(page: str) -> None:
    """Comments, texts, data and scripts in files are not touched."""
    assert moved(page) == (page, {})


@pytest.mark.parametrize(
    "code",
    [
        "<script>start()</script>",
        '<script type="module">start()</script>',
        '<b onclick="start()">',
        '<a href="javascript:start()">',
    ],
)
def test_code_is_refused(code: str) -> None:
    """The message names the page."""
    with pytest.raises(InlineCodeError, match=r"start\(\).* belongs into a file") as caught:
        moved(code)

    assert caught.value.page == PAGE


def test_a_style_needs_a_sheet_beside_it() -> None:
    """A page that links to none cannot say where its own belongs."""
    with pytest.raises(InlineCodeError, match="without style sheets"):
        move_out({PAGE: '<b style="top: 0">'})


def test_an_icon_becomes_a_shape() -> None:
    """What was a mask cuts its box; where a browser has two names for that, one is left."""
    mask = "-webkit-mask-image:var(--icon-x);mask-image:var(--icon-x)"
    sheet = f'b{{--icon-x:url("data:image/svg+xml,{SVG}")}}i{{color:red;{mask}}}'
    sheets, files = without_data({STATIC / "a.css": sheet})

    shape = "polygon(0% 50%,100% 50%,100% 100%,0% 50%,0% 50%,0% 50%)"
    assert sheets[STATIC / "a.css"] == (
        f"b{{--icon-x:{shape}}}i{{color:red;clip-path:var(--icon-x);}}"
    )
    assert files == {}


def test_a_picture_becomes_a_file() -> None:
    """It lies beside its sheet."""
    sheet = f'b{{content:url("data:image/svg+xml,{SVG}")}}'
    sheets, files = without_data({STATIC / "x/a.css": sheet})
    (path,) = files

    assert path.parent == STATIC / "x"
    assert files[path] == SVG
    assert sheets == {STATIC / "x/a.css": f'b{{content:url("{path.name}")}}'}


def test_a_picture_that_is_no_svg_is_refused() -> None:
    """The message names the sheet."""
    with pytest.raises(ValueError, match=r"a\.css: .*data:image/png"):
        without_data({STATIC / "a.css": "b{content:url(data:image/png;base64,AA)}"})


@pytest.mark.parametrize("name", MENDS)
def test_a_script_that_is_another_is_told(name: str) -> None:
    """What is changed in it must be there."""
    with pytest.raises(ValueError, match=f"{name} has changed"):
        mended(name, "start()")
