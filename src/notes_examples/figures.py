"""Figures of the pages: ``draw_*(ax, ...)`` into axes that the page has made.

Inside a figure stand symbols only, so that it serves every language. Colors come from
:data:`~notes_examples.palette.PALETTE`; :func:`to_svg` makes one SVG of a figure that follows the
reader's theme.
"""

from __future__ import annotations

import copy
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import torch
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from torch import Tensor

from notes_examples._svg import lighten
from notes_examples.activations import Activation
from notes_examples.palette import FIRST, FOURTH, INK, MUTED, PALETTE, SECOND, THIRD

SYMBOL_SIZE = 17  # of symbols alone: they are small for their size
STYLE: dict[Any, Any] = {
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": SYMBOL_SIZE,
    "axes.prop_cycle": cycler(
        color=[FIRST, SECOND, THIRD, FOURTH], linestyle=["-", "--", "-.", ":"]
    ),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "figure.figsize": (6.4, 3.4),
    "font.size": 14,
    "grid.alpha": 0.35,
    "grid.color": MUTED,
    "grid.linewidth": 0.6,
    "legend.fontsize": 15,
    "legend.frameon": False,
    "legend.handlelength": 2.0,
    "legend.labelcolor": INK,
    "lines.linewidth": 2.2,
    "mathtext.fontset": "stix",
    "svg.fonttype": "path",
    "svg.hashsalt": "notes-examples",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
"""Settings for ``matplotlib.rcParams``; text becomes outlines, the same on every machine.

:meta hide-value:
"""


def to_svg(figure: Figure) -> str:
    """One SVG for light and dark: the figure as drawn, and rules that recolor it on a dark ground.

    The rules follow ``prefers-color-scheme``, which an ``<img>`` takes from the ``color-scheme`` of
    the page around it. A viewer that knows no such rules shows the light figure.

    Args:
        figure: A figure drawn with the colors of :data:`~notes_examples.palette.PALETTE`.

    Returns:
        The SVG as text, 100 pixels for an inch of the figure. It carries no date and no random id,
        so every call gives the same.

    Example:
        >>> "prefers-color-scheme: dark" in to_svg(Figure())
        True
    """
    buffer = io.StringIO()
    with mpl.rc_context(STYLE):
        fresh = copy.deepcopy(figure)  # constrained layout moves a little with every drawing
        fresh.savefig(buffer, format="svg", transparent=True)
    width, height = (round(100 * inches) for inches in figure.get_size_inches())
    size = f'width="{width}" height="{height}"'
    svg = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', size, buffer.getvalue())
    return lighten(svg, PALETTE)


def _with_gaps(y: Tensor) -> Tensor:
    """Values with NaN before each jump, so that no line is drawn across it.

    A jump is a rise that those beside it do not share, as they do on a steep curve.
    """
    rise = torch.nn.functional.pad(y.diff().abs(), (1, 1))
    beside = torch.maximum(rise[:-2], rise[2:])
    jumps = (rise[1:-1] > 0.1 + 2 * beside).nonzero().flatten()
    return y.index_fill(0, jumps, torch.nan)


def draw_functions(
    ax: Axes, functions: Mapping[str, Callable[[Tensor], Tensor]], *, reach: float = 6
) -> None:
    """Draw elementwise functions of one variable with a legend, each in its own color and dash.

    Args:
        ax: The axes to draw into.
        functions: From label to function.
        reach: The curves go from ``-reach`` to ``reach``.

    Example:
        >>> ax = Figure().subplots()
        >>> draw_functions(ax, {"square": torch.square, "exp": torch.exp})
        >>> len(ax.lines)
        2
    """
    x = torch.linspace(-reach, reach, 1201, dtype=torch.float64)
    for label, f in functions.items():
        ax.plot(x, _with_gaps(f(x)), label=label)
    ax.set_xlabel("$x$")
    ax.legend()


def _end_beside(curve: Line2D, kink: float) -> None:
    """End a curve at the edge of a dot that marks a jump: an open one shows what lies behind."""
    x, y = torch.as_tensor(curve.get_xdata()), torch.as_tensor(curve.get_ydata())
    curve.set_ydata(torch.where((x - kink).abs() < 0.14, torch.nan, y))


def _mark_jump(ax: Axes, f: Callable[[Tensor], Tensor], kink: float, color: str) -> bool:
    """A closed dot on the value taken at a jump, an open one on the other; whether there is one."""
    left, value, right = f(kink + torch.tensor([-1e-6, 0, 1e-6], dtype=torch.float64)).tolist()
    if abs(right - left) <= 0.1:
        return False
    _end_beside(ax.lines[0], kink)
    for end in (left, right):
        fill = color if math.isclose(end, value, abs_tol=1e-4) else "none"
        ax.plot(kink, end, "o", color=color, markersize=8, markerfacecolor=fill)
    return True


def draw_activation(
    axes: Sequence[Axes], activation: Activation, *, symbol: str, variable: str = "x"
) -> None:
    r"""Draw an activation function over its derivative.

    A jump has a closed end and an open one; where the function jumps the derivative has a gap.

    Args:
        axes: The upper axes for the function, the lower ones for its derivative.
        activation: The function, its derivative and its kinks.
        symbol: The function's symbol in mathtext, such as ``r"\sigma"``.
        variable: The symbol of its argument.

    Example:
        >>> from notes_examples.activations import relu, relu_derivative
        >>> upper, lower = Figure().subplots(2, 1)
        >>> draw_activation([upper, lower], Activation(relu, relu_derivative), symbol="f")
        >>> lower.get_ylabel()
        '$f\\prime(x)$'
    """
    upper, lower = axes
    f, derivative = activation.f, activation.derivative
    x = torch.linspace(-6, 6, 1201, dtype=torch.float64)
    upper.plot(x, _with_gaps(f(x)), color=FIRST)
    lower.plot(x, _with_gaps(derivative(x)), color=SECOND, linestyle="--")
    for kink in activation.kinks:
        if not _mark_jump(lower, derivative, kink, SECOND) and _mark_jump(upper, f, kink, FIRST):
            _end_beside(lower.lines[0], kink)
            lower.plot(kink, 0, "o", color=SECOND, markersize=8, markerfacecolor="none")
    upper.set_ylabel(f"${symbol}({variable})$")
    lower.set(xlabel=f"${variable}$", ylabel=rf"${symbol}\prime({variable})$")
    upper.figure.align_ylabels(axes)


def draw_neuron(ax: Axes) -> None:
    r"""Draw the artificial neuron: inputs, weights, bias, sum, activation, output.

    Args:
        ax: The axes to draw into; their frame is taken away.

    Example:
        >>> ax = Figure().subplots()
        >>> draw_neuron(ax)
        >>> ax.axison
        False
    """
    ax.set(xlim=(0, 10), ylim=(0, 4.4), aspect="equal")
    ax.axis("off")
    look: dict[str, Any] = {"fontsize": SYMBOL_SIZE, "ha": "center"}
    inputs = {"$x_1$": ("$w_1$", 3.6), "$x_2$": ("$w_2$", 2.4), "$x_n$": ("$w_n$", 0.6)}
    for name, (weight, y) in inputs.items():
        _draw_node(ax, (0.6, y), name, FIRST)
        _draw_arrow(ax, (1.1, y), (4.0, 2.1 + 0.16 * (y - 2.1)))
        ax.text(2.3, 2.1 + 0.63 * (y - 2.1) + 0.22, weight, color=FIRST, **look)
    ax.text(0.6, 1.5, r"$\vdots$", va="center", **look)
    _draw_node(ax, (4.6, 2.1), r"$\Sigma$", INK)
    _draw_arrow(ax, (4.6, 3.5), (4.6, 2.68))
    ax.text(4.6, 3.8, "$b$", color=THIRD, va="center", **look)
    _draw_arrow(ax, (5.15, 2.1), (6.85, 2.1))
    ax.text(6.0, 2.35, "$z$", **look)
    _draw_node(ax, (7.4, 2.1), "$f$", SECOND)
    _draw_arrow(ax, (7.95, 2.1), (9.2, 2.1))
    ax.text(9.4, 2.1, "$y$", va="center", **look)


def _draw_node(ax: Axes, center: tuple[float, float], name: str, color: str) -> None:
    """A circle with a symbol in it."""
    ax.add_patch(Circle(center, 0.5, fill=False, edgecolor=color, linewidth=1.8))
    ax.text(*center, name, ha="center", va="center", color=color, fontsize=SYMBOL_SIZE)


def _draw_arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """An arrow from one point to another."""
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.3})


def draw_signs(ax: Axes, matrix: Tensor) -> None:
    r"""Draw how each input moves each output: an arrow from :math:`a_j` to :math:`p_i`.

    A positive ``matrix[i, j]`` gives a solid arrow marked +, any other a dashed one marked −.

    Args:
        ax: The axes to draw into; their frame is taken away.
        matrix: Derivatives of the outputs (rows) with respect to the inputs (columns).

    Example:
        >>> ax = Figure().subplots()
        >>> draw_signs(ax, torch.tensor([[0.25, -0.25], [-0.25, 0.25]]))
        >>> [text.get_text() for text in ax.texts if text.get_text() in {"+", "−"}]
        ['+', '−', '−', '+']
    """
    outputs, inputs = matrix.shape
    ax.set(xlim=(0, 7), ylim=(0.6 - 2 * max(outputs, inputs), 1.4), aspect="equal")
    ax.axis("off")
    for j in range(inputs):
        _draw_node(ax, (0.6, -2 * j + 0.4), f"$a_{j + 1}$", INK)
    for i in range(outputs):
        _draw_node(ax, (6.4, -2 * i + 0.4), f"$p_{i + 1}$", INK)
        for j in range(inputs):
            _draw_signed_arrow(ax, (1.15, 0.4 - 2 * j), (5.85, 0.4 - 2 * i), matrix[i, j] > 0)


def _draw_signed_arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], positive: Tensor
) -> None:
    """An arrow that runs through its sign, a small circle near its start."""
    color, dash, sign = (FIRST, "-", "+") if positive else (SECOND, "--", "\N{MINUS SIGN}")
    (x0, y0), (x1, y1) = start, end
    before, at, after = ((x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for t in (0.18, 0.22, 0.26))
    look = {"color": color, "linestyle": dash, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", before, start, arrowprops={"arrowstyle": "-", **look})
    ax.annotate("", end, after, arrowprops={"arrowstyle": "-|>", **look})
    ax.add_patch(Circle(at, 0.19, fill=False, edgecolor=color, linewidth=1.2))
    ax.text(*at, sign, color=color, ha="center", va="center_baseline", fontsize=12)


def draw_matrix(ax: Axes, matrix: Tensor, *, row: str, column: str) -> None:
    r"""Draw a matrix as a heat map with its numbers: the sign as color, the size as its strength.

    Args:
        ax: The axes to draw into.
        matrix: Two-dimensional, a few rows and columns.
        row: Symbol of a row in mathtext, such as ``"p"``; its index is added.
        column: Symbol of a column.

    Example:
        >>> ax = Figure().subplots()
        >>> draw_matrix(ax, torch.tensor([[0.25, -0.25]]), row="p", column="a")
        >>> [text.get_text() for text in ax.texts]
        ['+0.2500', '−0.2500']
    """
    rows, columns = matrix.shape
    strength = 0.5 * matrix.abs() / matrix.abs().max()
    for i in range(rows):
        for j in range(columns):
            value, alpha = matrix[i, j].item(), strength[i, j].item()
            color = FIRST if value > 0 else SECOND
            ax.add_patch(Rectangle((j, i), 1, 1, facecolor=color, alpha=alpha))
            number = f"{value:+.4f}".replace("-", "\N{MINUS SIGN}")
            ax.text(j + 0.5, i + 0.5, number, ha="center", va="center")
    ax.set(xlim=(0, columns), ylim=(rows, 0), aspect="equal")
    ax.set_xticks(
        [j + 0.5 for j in range(columns)], [f"${column}_{j + 1}$" for j in range(columns)]
    )
    ax.set_yticks([i + 0.5 for i in range(rows)], [f"${row}_{i + 1}$" for i in range(rows)])
    ax.tick_params(length=0, labeltop=True, labelbottom=False, labelsize=SYMBOL_SIZE)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
