"""Every figure against one that was looked at: each line, word and colour stands where it stood."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib as mpl
import torch
from matplotlib.figure import Figure

from notes_examples.activations import ACTIVATIONS, relu, sigmoid, step, tanh
from notes_examples.figures import (
    STYLE,
    draw_activation,
    draw_functions,
    draw_matrix,
    draw_neuron,
    draw_signs,
    to_svg,
)

LOOKED_AT = Path(__file__).parent / "data/figures.svg"
NUMBER = re.compile(r"(?<![#\w])-?(?:\d+\.?\d*|\.\d+)")
ROUNDING = 0.05  # of a point, in the layout of another machine
MATRIX = torch.tensor([[0.2, -0.1, 0.0], [-0.1, 0.4, -0.3]])


def every_figure() -> str:
    """All that the package draws, in one SVG."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10, 14))
        axes = figure.subplots(5, 2)
        for column, row in zip(axes[:2].T, (ACTIVATIONS[0], ACTIVATIONS[3]), strict=True):
            draw_activation(column, row, symbol="f", variable="z")
        draw_functions(axes[2, 0], {f.__name__: f for f in (step, sigmoid, tanh, relu)})
        draw_functions(axes[2, 1], {"square": torch.square}, reach=2)
        draw_neuron(axes[3, 0])
        draw_signs(axes[3, 1], MATRIX)
        draw_matrix(axes[4, 0], MATRIX, row="p", column="a")
        axes[4, 1].plot(torch.arange(30.0), torch.arange(30.0) ** 2, "o", label="points")
        return to_svg(figure)


def test_figures_are_those_that_were_looked_at() -> None:
    """The drawing is the same but for the rounding of places."""
    drawn, looked_at = every_figure(), LOOKED_AT.read_text(encoding="utf-8")
    pairs = zip(NUMBER.findall(drawn), NUMBER.findall(looked_at), strict=True)

    assert NUMBER.sub("0", drawn) == NUMBER.sub("0", looked_at)
    assert max(abs(float(a) - float(b)) for a, b in pairs) <= ROUNDING
