"""The figures: one SVG for light and dark, the same on every run, and honest about jumps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import furo
import matplotlib as mpl
import numpy as np
import pytest
import torch
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from notes_examples.activations import ACTIVATIONS, Activation, relu, sigmoid, step, tanh
from notes_examples.figures import (
    STYLE,
    draw_activation,
    draw_functions,
    draw_matrix,
    draw_neuron,
    draw_signs,
    to_svg,
)
from notes_examples.palette import FIRST, INK, MUTED, PALETTE, SECOND

ROWS = {row.name: row for row in ACTIVATIONS}
FOUR: dict[str, Callable[[Tensor], Tensor]] = {f.__name__: f for f in (step, sigmoid, tanh, relu)}


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    """Figures are drawn in the pages' style."""
    with mpl.rc_context(STYLE):
        yield


def functions_figure() -> Figure:
    """A figure with a legend, labels and a grid."""
    figure = Figure()
    draw_functions(figure.subplots(), FOUR)
    return figure


def activation_figure(name: str = "step") -> Figure:
    """A figure with two axes, one above the other."""
    figure = Figure()
    draw_activation(figure.subplots(2, 1), ROWS[name], symbol=r"\sigma")
    return figure


def neuron_figure() -> Figure:
    """A figure with circles, arrows and symbols."""
    figure = Figure()
    draw_neuron(figure.subplots())
    return figure


each_figure = pytest.mark.parametrize(
    "make", [functions_figure, activation_figure, neuron_figure], ids=lambda make: make.__name__
)


def relative_luminance(color: str) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, from 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted([relative_luminance(a), relative_luminance(b)])
    return (light + 0.05) / (dark + 0.05)


def curves(ax: Axes) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The heights of the curves, without the dots."""
    heights = [np.asarray(line.get_ydata(), dtype=np.float64) for line in ax.lines]
    return [y for y in heights if y.size > 1]


def parts(svg: str) -> tuple[dict[str, str], dict[str, str]]:
    """What each class says in the light, and what it says otherwise in the dark."""
    (rules,) = re.findall(r"<style[^>]*>(.*?)</style>", svg)
    light, dark = rules.split("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"\.(\w+)\{(.*?)\}", part)) for part in (light, dark)]
    return found[0], found[1]


def colors(style: str) -> list[tuple[str, str]]:
    """The colours in a style, each with what it colours."""
    return re.findall(r"\b(fill|stroke): (#\w+)", style)


def fills(svg: str) -> Iterator[str]:
    """The fill of every path and every use of one, or opacity 0; definitions are not drawn."""
    light, _ = parts(svg)

    def fills_of(element: ElementTree.Element, inherited: str) -> Iterator[str]:
        found = re.search(r"fill(?:: |-opacity: )([^;]+)", light.get(element.get("class", ""), ""))
        fill = found[1] if found else inherited
        if element.tag.endswith(("}path", "}use")):
            yield fill
        for child in element:
            if not child.tag.endswith("}defs"):
                yield from fills_of(child, fill)

    yield from fills_of(ElementTree.fromstring(svg), "default black")


# The SVG


@each_figure
def test_svg_is_the_same_on_every_call(make: Callable[[], Figure]) -> None:
    """The same figure, and one drawn the same way, give the same bytes."""
    figure = make()

    assert to_svg(figure) == to_svg(figure) == to_svg(make())


@each_figure
def test_svg_carries_no_date(make: Callable[[], Figure]) -> None:
    """Nothing in the file says when it was made."""
    svg = to_svg(make())

    assert "<dc:date" not in svg
    assert not re.search(r"\b20\d\d-\d\d-\d\d", svg)


@each_figure
def test_text_is_outlines(make: Callable[[], Figure]) -> None:
    """No symbol depends on the reader's fonts."""
    svg = to_svg(make())

    assert "<text" not in svg
    assert "font-family" not in svg


@each_figure
def test_every_colour_has_a_dark_form(make: Callable[[], Figure]) -> None:
    """In the dark, what has a colour of the palette has that colour's dark form, and all have."""
    light, dark = parts(to_svg(make()))
    expected = {
        name: [(what, PALETTE[color]) for what, color in found]
        for name, style in light.items()
        if (found := colors(style))
    }

    assert any(("fill", PALETTE[INK]) in found for found in expected.values())
    assert {name: colors(style) for name, style in dark.items()} == expected


@each_figure
def test_nothing_is_drawn_in_the_default_black(make: Callable[[], Figure]) -> None:
    """Every mark has a fill of the palette or none: a missing one is black, also in the dark."""
    found = list(fills(to_svg(make())))

    assert len(found) > 10
    assert set(found) <= {"none", "0", *PALETTE}


def test_ground_is_transparent() -> None:
    """The page shows through, be it light or dark: the two grounds have no fill."""
    assert list(fills(to_svg(functions_figure())))[:2] == ["none", "none"]


@each_figure
def test_a_figure_is_light(make: Callable[[], Figure]) -> None:
    """It holds what is drawn and little else: no name of a part, no style in a part."""
    svg = to_svg(make())
    ids, used = (set(re.findall(p, svg)) for p in (r' id="(\w+)"', r"#(\w+)[)\"]"))

    assert len(svg) <= 25_000
    assert ids == used
    assert "style=" not in svg


def test_many_dots_are_one_path() -> None:
    """Each of many dots is a corner of one path, at its place to a hundredth of a point."""
    figure = Figure()
    figure.subplots().plot(torch.arange(1000.0), torch.zeros(1000), "o")
    svg = to_svg(figure)
    (path,) = re.findall(r'd="([^"]*)"[^>]*marker-start', svg)
    steps = [float(step) for step in re.findall(r"l([\d.]+) 0", path)]

    assert len(svg) <= 25_000
    assert len(steps) == 999
    assert max(steps) - min(steps) == pytest.approx(0.01)


def test_an_inch_is_a_hundred_pixels() -> None:
    """The size in pixels has exactly the proportions of the drawing, so that no page shifts."""
    assert re.search(
        r'^<svg[^>]* width="640" height="340" viewBox="0 0 460.8 244.8"',
        to_svg(Figure(figsize=(6.4, 3.4))),
    )


@pytest.mark.parametrize(("light", "dark"), PALETTE.items())
def test_colours_can_be_told_from_the_ground(light: str, dark: str) -> None:
    """Text has a contrast of at least 4.5, the grid of at least 3, on the theme's two grounds."""
    least = 3.0 if light == MUTED else 4.5

    assert contrast(light, "#ffffff") >= least
    assert contrast(dark, "#131416") >= least


def test_the_grounds_are_those_of_the_theme() -> None:
    """Furo's page is white in the light, and in the dark what the contrast is measured against."""
    theme = Path(furo.__file__).parent / "theme/furo/static/styles/furo.css"
    grounds = re.findall(r"--color-background-primary: ?([^;]+);", theme.read_text("utf-8"))

    assert set(grounds) == {"#fff", "#131416"}


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21 to 1; the lightest grey that passes on white is #767676."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


def test_figures_look_the_same_without_the_style() -> None:
    """Colors, ground and outlines are set where they are needed, whatever Matplotlib's settings."""
    with mpl.rc_context(mpl.rcParamsDefault):
        (upper, lower), ax = Figure().subplots(2, 1), Figure().subplots()
        draw_activation([upper, lower], ROWS["sigmoid"], symbol="f")
        draw_matrix(ax, torch.eye(2), row="p", column="a")
        svg = to_svg(upper.figure)

        assert upper.lines[0].get_color() == FIRST
        assert not any(line.get_visible() for line in ax.get_xgridlines())
        assert list(fills(svg))[:2] == ["none", "none"]
        assert "<text" not in svg

    assert to_svg(upper.figure) == svg


# What is drawn


def test_step_has_a_gap_at_the_jump() -> None:
    """No line connects 0 to 1."""
    (y,) = curves(activation_figure("step").axes[0])

    assert np.isnan(y).any()
    assert set(y[~np.isnan(y)]) == {0.0, 1.0}
    assert not (np.abs(np.diff(y)) > 0).any()


def test_a_curve_ends_beside_the_dots_of_its_jump() -> None:
    """Wherever it jumps: an open dot shows nothing of the curve."""
    jump = Activation(lambda x: step(x - 2), lambda x: 0 * x, kinks=(2.0,))
    axes = Figure().subplots(2, 1)
    draw_activation(axes, jump, symbol="f")
    for ax in axes:
        x, y = ax.lines[0].get_data()
        hidden = np.asarray(x)[np.isnan(np.asarray(y, dtype=np.float64))]

        assert hidden.mean() == pytest.approx(2)
        assert hidden.max() - hidden.min() == pytest.approx(0.27, abs=0.02)


def test_step_has_a_closed_and_an_open_dot() -> None:
    """The closed dot stands on the value at the jump, the open one on the other."""
    upper = activation_figure("step").axes[0]
    dots = [line for line in upper.lines if line.get_marker() == "o"]
    filled = {line.get_ydata()[0]: line.get_markerfacecolor() != "none" for line in dots}  # type: ignore[index]  # an array

    assert filled == {0.0: True, 1.0: False}


def dots(ax: Axes) -> list[tuple[float, float, bool]]:
    """The dots in some axes: where they are, and whether they are filled."""
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    places = [np.asarray(mark.get_xydata())[0] for mark in marks]
    filled = [mark.get_markerfacecolor() != "none" for mark in marks]
    return [(float(x), float(y), fill) for (x, y), fill in zip(places, filled, strict=True)]


@pytest.mark.parametrize("kink", [2.0, 100.0])
def test_dots_stand_at_the_ends_of_the_jump(kink: float) -> None:
    """Wherever it is, also from -1 to 1 and between slopes; the derivative has a gap there."""

    def jump(x: Tensor) -> Tensor:
        return torch.where(x > kink, 1 + (x - kink), -1 + 3 * (x - kink))

    upper, lower = Figure().subplots(2, 1)
    draw_activation([upper, lower], Activation(jump, torch.zeros_like, (kink,)), symbol="f")
    (_, left, left_is_closed), (at, right, right_is_closed) = dots(upper)

    assert (at, left, right) == pytest.approx((kink, -1, 1), abs=1e-5)
    assert (left_is_closed, right_is_closed) == (True, False)
    assert dots(lower) == [(kink, 0.0, False)]


def test_relu_has_no_dots() -> None:
    """A kink is not a jump; the derivative has one."""
    upper, lower = activation_figure("relu").axes

    assert [line.get_marker() for line in upper.lines] == ["None"]
    assert sorted(str(line.get_marker()) for line in lower.lines) == ["None", "o", "o"]


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_a_curve_is_its_function(name: str) -> None:
    """Without a jump the curve goes through every point of the function."""
    (y,) = curves(activation_figure(name).axes[0])
    x = torch.linspace(-6, 6, len(y), dtype=torch.float64)

    np.testing.assert_allclose(y, getattr(torch, name)(x), rtol=1e-12, atol=1e-15)


def test_a_jump_between_slopes_is_a_gap() -> None:
    """A rise of 0.35 beside rises of 0.1 is a jump: more than twice as much, and 0.1."""
    ax = Figure().subplots()
    draw_functions(ax, {"f": lambda x: 10 * x + 0.25 * (x > 0.005)})

    assert np.isnan(curves(ax)[0]).sum() == 1


@pytest.mark.parametrize("f", [torch.square, torch.exp], ids=["square", "exp"])
def test_a_steep_function_has_no_gap(f: Callable[[Tensor], Tensor]) -> None:
    """Only a jump interrupts a curve, however steep it is."""
    ax = Figure().subplots()
    draw_functions(ax, {"f": f})

    assert np.isfinite(curves(ax)[0]).all()


def test_activation_labels_name_the_function_and_its_derivative() -> None:
    """The upper axes show the function, the lower ones its derivative, in other looks."""
    upper, lower = activation_figure("tanh").axes
    (f,), (derivative,) = upper.lines, lower.lines

    assert (upper.get_ylabel(), lower.get_ylabel()) == (r"$\sigma(x)$", r"$\sigma\prime(x)$")
    assert f.get_color() != derivative.get_color()
    assert f.get_linestyle() != derivative.get_linestyle()


def test_functions_differ_in_colour_and_in_dash() -> None:
    """Four functions can be told apart with and without colours."""
    lines = functions_figure().axes[0].lines

    assert len({line.get_color() for line in lines}) == len(FOUR)
    assert len({line.get_linestyle() for line in lines}) == len(FOUR)


def test_functions_are_named_in_the_legend() -> None:
    """The legend lists the labels in their order."""
    legend = functions_figure().axes[0].get_legend()

    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == list(FOUR)


@pytest.mark.parametrize("reach", [1, 10])
def test_functions_are_drawn_as_far_as_asked(reach: float) -> None:
    """The curves go from -reach to reach."""
    ax = Figure().subplots()
    draw_functions(ax, {"relu": relu}, reach=reach)
    (y,) = curves(ax)

    assert (y[0], y[-1]) == (0, reach)


def test_neuron_shows_its_symbols() -> None:
    """Inputs, weights, bias, sum, activation and output are all there, and no frame."""
    ax = neuron_figure().axes[0]
    symbols = {text.get_text().strip("$") for text in ax.texts}

    assert symbols >= {"x_1", "x_2", "x_n", "w_1", "w_2", "w_n", "b", r"\Sigma", "z", "f", "y"}
    assert not ax.axison


MATRIX = torch.tensor([[0.2, -0.1, 0.0], [-0.1, 0.4, -0.3]])


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


def test_columns_are_named_above() -> None:
    """As in a formula, and not below."""
    ax = Figure().subplots()
    draw_matrix(ax, torch.eye(2), row="p", column="a")
    ticks = ax.xaxis.get_major_ticks()

    assert [tick.label2.get_visible() for tick in ticks] == [True, True]
    assert [tick.label1.get_visible() for tick in ticks] == [False, False]


def test_a_larger_number_has_a_stronger_colour() -> None:
    """Strength is proportional to the absolute value; the colour is that of the sign."""
    ax = Figure().subplots()
    draw_matrix(ax, MATRIX, row="p", column="a")
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    strength = torch.tensor([float(cell.get_alpha() or 0) for cell in cells])

    torch.testing.assert_close(strength / strength.max(), MATRIX.flatten().abs() / 0.4)
    assert to_hex(cells[0].get_facecolor()) == FIRST
    assert to_hex(cells[1].get_facecolor()) == SECOND


def test_signs_and_matrix_use_the_palette() -> None:
    """No colour stands in the SVG that the dark theme would not replace."""
    figure = Figure()
    left, right = figure.subplots(1, 2)
    draw_signs(left, MATRIX)
    draw_matrix(right, MATRIX, row="p", column="a")
    light, _ = parts(to_svg(figure))
    drawn = {color for style in light.values() for _, color in colors(style)}

    assert drawn <= set(PALETTE)
    assert {FIRST, SECOND} <= drawn
