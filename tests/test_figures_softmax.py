"""The figures of the softmax chapters: signs and sizes are those of the matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator

import matplotlib as mpl
import pytest
import torch
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from notes_examples.figures import STYLE, draw_matrix, draw_signs, to_svg
from notes_examples.palette import FIRST, PALETTE, SECOND

MATRIX = torch.tensor([[0.2, -0.1, 0.0], [-0.1, 0.4, -0.3]])


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    """Figures are drawn in the pages' style."""
    with mpl.rc_context(STYLE):
        yield


def test_each_arrow_carries_the_sign_of_its_derivative() -> None:
    """The signs stand in the order of the rows, + only where the derivative is positive."""
    ax = Figure().subplots()
    draw_signs(ax, MATRIX)
    signs = [text.get_text() for text in ax.texts if text.get_text() in {"+", "−"}]

    assert signs == ["+", "−", "−", "−", "+", "−"]


def test_each_sign_has_its_own_colour() -> None:
    """Plus is drawn in the first colour, minus in the second."""
    ax = Figure().subplots()
    draw_signs(ax, MATRIX)
    colours = {t.get_text(): t.get_color() for t in ax.texts if t.get_text() in {"+", "−"}}

    assert colours == {"+": FIRST, "−": SECOND}


def test_each_cell_shows_its_number() -> None:
    """The numbers stand in the order of the rows, each with its sign."""
    ax = Figure().subplots()
    draw_matrix(ax, MATRIX, row="p", column="a")
    numbers = [float(text.get_text().replace("−", "-")) for text in ax.texts]

    torch.testing.assert_close(torch.tensor(numbers).reshape(2, 3), MATRIX)


def test_a_larger_number_has_a_stronger_colour() -> None:
    """Strength is proportional to the absolute value; the colour is that of the sign."""
    ax = Figure().subplots()
    draw_matrix(ax, MATRIX, row="p", column="a")
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    strength = torch.tensor([float(cell.get_alpha() or 0) for cell in cells])

    torch.testing.assert_close(strength / strength.max(), MATRIX.flatten().abs() / 0.4)
    assert to_hex(cells[0].get_facecolor()) == FIRST
    assert to_hex(cells[1].get_facecolor()) == SECOND


def test_every_colour_has_a_dark_form() -> None:
    """No colour stands in the SVG that the dark theme would not replace."""
    figure = Figure()
    left, right = figure.subplots(1, 2)
    draw_signs(left, MATRIX)
    draw_matrix(right, MATRIX, row="p", column="a")
    drawn = set(re.findall(r"(?:fill|stroke): (#\w+)", to_svg(figure)))

    assert drawn <= set(PALETTE)
    assert {FIRST, SECOND} <= drawn
