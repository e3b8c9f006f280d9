"""A figure is drawn once for each look it has had."""

from __future__ import annotations

from unittest.mock import Mock

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from notes_examples.figures import STYLE, to_svg
from notes_site.execution import figure_cache as module
from notes_site.execution.figure_cache import draw_once


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Counts how often a figure is drawn."""
    counted = Mock(wraps=to_svg)
    monkeypatch.setattr(module, "renderer", lambda: counted)
    return counted


@pytest.fixture
def figure() -> Figure:
    """A figure of pyplot, as a page makes it."""
    with plt.rc_context(STYLE):
        made, axes = plt.subplots(1, 2)
        axes[0].plot([0, 1], [0, 1], label="line")
        axes[0].legend()
        axes[1].imshow([[0, 1], [1, 0]])
    return made


def test_unchanged_figure_is_drawn_once(figure: Figure, drawing: Mock) -> None:
    """Shown, closed by pyplot and shown again, it is the same drawing."""
    first = draw_once(figure)
    plt.close(figure)

    assert draw_once(figure) == first == to_svg(figure)
    assert drawing.call_count == 1


def test_changed_figure_is_drawn_again(figure: Figure, drawing: Mock) -> None:
    """Even a change behind matplotlib's back shows."""
    first = draw_once(figure)
    path = figure.axes[0].lines[0].get_path()
    np.asarray(path.vertices)[1, 1] = 0.5  # matplotlib is not told
    second = draw_once(figure)
    figure.axes[1].set_title("title")
    third = draw_once(figure)

    assert len({first, second, third}) == 3
    assert third == to_svg(figure)
    assert drawing.call_count == 3


def test_figure_that_cannot_be_pickled_is_drawn_always(figure: Figure, drawing: Mock) -> None:
    """What cannot be compared is not taken for unchanged."""
    figure.axes[0].xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x}!"))
    draw_once(figure)
    draw_once(figure)

    assert drawing.call_count == 2
