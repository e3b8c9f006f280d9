"""What Chromium draws of formulas: what grows has grown, and indices stand where LaTeX has them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import needs_browser
from conftest import ROOT
from PIL import Image
from playwright.sync_api import Browser, Page

from notes_site.pages.mathml.converter import convert
from notes_site.pages.mathml.leaves import LEAVES

pytestmark = needs_browser
FONT = ROOT / "src/notes_site/pages/theme/static/fonts/STIXTwoMath-subset.woff2"
HEAD = f"""<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: "STIX Two Math"; src: url("{FONT.as_uri()}"); }}
body {{ padding: 60px; font-size: 32px; }}
</style>"""
PLACE = "e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"
Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Show:
    """Show formulas with the font and the style sheets of the site."""

    def show(*formulas: str, displayed: bool = True) -> Page:
        names = [FONT.parents[1] / "site.css", *FONT.parents[1].glob("formulas.css")]
        sheets = "".join(f'<link rel="stylesheet" href="{name.as_uri()}">' for name in names)
        made = "".join(f"<p>{convert(latex, displayed=displayed)}</p>" for latex in formulas)
        file = tmp_path / "formulas.html"
        file.write_text(f"{HEAD}{sheets}{made}", encoding="utf-8")
        page = browser.new_page()
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        return page

    return show


def place(page: Page, selector: str) -> list[float]:
    """The left, upper, right and lower edge of an element."""
    edges: list[float] = page.eval_on_selector(selector, PLACE)
    return edges


def ink(page: Page, left: float, top: float, right: float, bottom: float) -> tuple[int, int]:
    """Where what is drawn in a rectangle begins and ends."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    assert min(left, top) >= 0, "outside of the picture all is black"
    part = picture.crop((round(left), round(top), round(right), round(bottom)))
    box = part.point(lambda light: 255 * (light < 160)).getbbox()
    assert box
    return round(left) + box[0], round(left) + box[2]


@pytest.mark.parametrize("latex", [r"\underbrace{{{}}}_c", r"\overbrace{{{}}}^c"])
@pytest.mark.parametrize("content", ["a + b", "a + b + c + d + e", r"\frac{a + b}{c}"])
def test_a_brace_is_as_wide_as_its_content(show: Show, latex: str, content: str) -> None:
    """Its label is centred below it, or above."""
    page = show(latex.format(content))
    under = "under" in latex
    outer, inner = ("munder", "munder munder") if under else ("mover", "mover mover")
    base, label = place(page, f"{inner} > :first-child"), place(page, f"{outer} > mi")
    rows = (base[3], label[1] + 2) if under else (label[3] - 2, base[1])
    start, end = ink(page, base[0] - 20, rows[0], base[2] + 20, rows[1])
    page.close()

    assert end - start >= 0.97 * (base[2] - base[0])  # a glyph has bearings
    assert abs((label[0] + label[2]) - (base[0] + base[2])) < 3
    assert label[1] > base[3] if under else label[3] < base[1]


@pytest.mark.parametrize("command", [r"\widehat", r"\widetilde", r"\overline"])
@pytest.mark.parametrize("content", ["xy", "abc"])
def test_a_hat_is_as_wide_as_its_content(show: Show, command: str, content: str) -> None:
    """So are a tilde and a bar."""
    page = show(f"{command}{{{content}}}")
    left, top, right, _ = place(page, "mover > mrow")
    start, end = ink(page, left - 20, top - 20, right + 20, top)
    page.close()

    assert end - start >= 0.9 * (right - left)
    assert abs((start + end) - (left + right)) < 0.3 * (right - left)


def test_an_index_of_argmax_is_below_it_where_there_is_room(show: Show) -> None:
    """In a line it stands beside it, as in LaTeX."""
    latex = r"\operatorname*{argmax}_k z"
    below, beside = show(latex), show(latex, displayed=False)
    edges = [[place(page, f"munder > {tag}") for tag in ("mo", "mi")] for page in (below, beside)]
    (name, index), (name_in_line, index_in_line) = edges
    below.close()
    beside.close()

    assert index[1] >= name[3] - 2
    assert name[0] < index[0] < index[2] < name[2]
    assert index_in_line[0] >= name_in_line[2] - 1


def test_a_bold_letter_is_drawn_bold(show: Show) -> None:
    """It is another character, of the font of the site, and has more ink."""
    page = show(r"\theta", r"\boldsymbol{\theta}")
    plain, bold = page.eval_on_selector_all("mi", "all => all.map(e => e.textContent)")
    darkness = []
    for nth in (1, 2):
        picture = page.locator(f"p:nth-of-type({nth}) mi").screenshot()
        darkness.append(
            sum(Image.open(io.BytesIO(picture)).convert("L").point(lambda v: 255 - v).tobytes())
        )
    page.close()

    assert (plain, bold) == ("θ", "𝜽")
    assert darkness[1] > 1.15 * darkness[0]


def test_a_box_has_a_border(show: Show) -> None:
    """It is on all sides, with room inside; no browser but Firefox knows ``menclose``."""
    page = show(r"a = \boxed{b + c}")
    style = (
        "e => ['Top', 'Right', 'Bottom', 'Left'].map(s => getComputedStyle(e)[`border${s}Style`])"
    )
    borders = page.eval_on_selector(".boxed", style)
    box, letter = place(page, ".boxed"), place(page, ".boxed > :first-child")
    page.close()

    assert borders == ["solid"] * 4
    assert letter[0] - box[0] > 2
    assert letter[1] - box[1] > 2


def test_every_symbol_is_of_the_font(show: Show) -> None:
    """None is drawn in a font of the machine, which readers may not have."""
    symbols = [token for token, (_, text) in LEAVES.items() if not text.endswith("em")]
    page = show(*symbols)
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "mi, mo"})
    fonts = [
        font["familyName"]
        for node in found["nodeIds"]
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    ]
    page.close()

    assert fonts == ["STIX Two Math"] * len(symbols)
