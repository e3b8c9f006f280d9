"""Draws the picture that other sites show beside a link to this one: ``make card``."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from notes_examples.activations import Activation, sigmoid, sigmoid_derivative
from notes_examples.figures import STYLE, draw_activation
from notes_examples.palette import FIRST, INK

CARD = Path(__file__).parent / "_static/social-card.png"
FORMULA = r"$\sigma\prime(x) = \sigma(x)\,(1 - \sigma(x))$"


def draw(path: Path) -> None:
    """Draw the name of the site, and a function over its derivative."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white")
        figure.set_layout_engine("none")
        axes = [figure.add_axes((0.5, bottom, 0.44, 0.36)) for bottom in (0.55, 0.14)]
        draw_activation(axes, Activation(sigmoid, sigmoid_derivative), symbol=r"\sigma")
        figure.text(0.06, 0.56, "notes-examples", fontsize=34, weight="bold", color=INK)
        figure.text(0.06, 0.44, FORMULA, fontsize=26, color=FIRST)
        figure.savefig(path, metadata={"Software": None}, pil_kwargs={"optimize": True})


if __name__ == "__main__":
    draw(CARD)
