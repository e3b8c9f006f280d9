"""What is left of an SVG of Matplotlib: the same drawing, in fewer bytes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from notes_examples._svg import MANY, lighten

SVG = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
MARKER = 'overflow="visible" markerUnits="userSpaceOnUse"'
CORNERS = 'marker-start="url(#{0})" marker-mid="url(#{0})" marker-end="url(#{0})"'
NO_RULES = "<style>@media (prefers-color-scheme: dark){}</style>"


def light(inside: str, dark: dict[str, str] | None = None) -> str:
    """What becomes of the inside of an SVG, less the rules if there are none."""
    svg = lighten(f"<svg {SVG} {XLINK}>{inside}</svg>", dark or {})
    return svg.removeprefix(f"<svg {SVG}>").removesuffix("</svg>").removesuffix(NO_RULES)


def dots(places: Iterable[int], look: str = 'xlink:href="#dot" style="fill: #0060a8"') -> str:
    """Marks in a row."""
    return "".join(f'<use {look} x="{place}" y="7" />' for place in places)


@pytest.mark.parametrize("name", ["x", "y", "width", "height"])
def test_places_have_two_decimals(name: str) -> None:
    """A hundredth of a point cannot be seen, nor can zeros at the end; other numbers stay."""
    assert light(f'<rect {name}="100.0044" rx="1.2345"/>') == f'<rect {name}="100" rx="1.2345"/>'
    assert light(f'<rect {name}="-2.5961"/>') == f'<rect {name}="-2.6"/>'
    assert light(f'<rect {name}="10.50"/>') == f'<rect {name}="10.50"/>'


def test_shifts_have_two_decimals_and_scales_all() -> None:
    """An error of a scale would grow with the outline of a letter."""
    given = 'transform="translate(1.23456 20.00123) scale(0.015625 -0.015625)"'
    expected = 'transform="translate(1.23 20) scale(0.015625 -0.015625)"'

    assert light(f"<g {given}/>") == f"<g {expected}/>"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("M 10 20 L 30.004 20.005 L 10 -5.1", "m10 20l20 0l-20-25.1"),
        ("M 1 1 Q 2 2 3 1 C 4 0 5 0 6 1 z", "m1 1q1 1 2 0c1-1 2-1 3 0z"),
        ("M 1 1 L 2 2 z L 1 3 z M 5 5 L 6 6", "m1 1l1 1zl0 2zm4 4l1 1"),
    ],
)
def test_paths_go_from_where_they_are(path: str, expected: str) -> None:
    """Steps are shorter than places; after a closed outline they go on from its start."""
    assert light(f'<path d="{path}"/>') == f'<path d="{expected}"/>'


def test_blanks_and_metadata_go() -> None:
    """What is not drawn is not sent."""
    assert light("\n <metadata><date/></metadata>\n <g>\n  <g/>\n </g>\n") == "<g><g/></g>"


def test_many_dots_are_corners_of_a_path() -> None:
    """Twenty marks of one look become a marker and a path; a second row has a marker of its own."""
    first, second = (dots([place, *range(5, MANY + 4)]) for place in (0, 1))
    shape = '<use href="#i0" class="s1"/>'
    corners = "".join(
        f'<g><marker {MARKER} id="{name}">{shape}</marker>'
        f'<path d="{path}" {CORNERS.format(name)} class="s2"/></g>'
        for name, path in (
            ("i1", "m0 7l5 0" + "l1 0" * (MANY - 2)),
            ("i2", "m1 7l4 0" + "l1 0" * (MANY - 2)),
        )
    )
    defined = '<path id="dot" style="stroke: #0060a8"/>'
    made = light(f"{defined}<g>{first}</g><g>{second}</g>")
    rules = ".s0{stroke: #0060a8}.s1{fill: #0060a8}.s2{fill: none}"

    assert made.startswith(f'<path id="i0" class="s0"/>{corners}<style>{rules}@media')


@pytest.mark.parametrize(
    "marks",
    [
        dots(range(MANY - 1)),
        dots(range(MANY)) + dots([99], 'xlink:href="#other" style="fill: #0060a8"'),
        dots(range(MANY)) + dots([99], 'xlink:href="#dot" style="fill: #b84a00"'),
        dots(range(MANY)).replace("use", "text"),
        "<text/>" + dots(range(MANY)),
    ],
    ids=["few", "two shapes", "two styles", "no marks", "something else"],
)
def test_other_marks_stay_apart(marks: str) -> None:
    """Few marks, or marks of two looks, are not joined."""
    made = light(f'<path id="dot"/><path id="other"/><g>{marks}</g>')

    assert "marker" not in made
    assert made.count('y="7"') == marks.count('y="7"')


@pytest.mark.parametrize("pointer", ["clip-path", "marker-start", "marker-mid", "marker-end"])
def test_ids_are_short_and_used(pointer: str) -> None:
    """An id that nothing refers to goes, another gets a short name."""
    made = light(f'<g id="axes_1"/><g id="p1"/><g id="p2"/><g {pointer}="url(#p2)"/>')

    assert made == f'<g/><g/><g id="i0"/><g {pointer}="url(#i0)"/>'


def test_styles_are_rules_behind_those_that_are_there() -> None:
    """Each style stands once; a color of it that is another in the dark follows."""
    style, dark = "<style>*{stroke-linejoin: round}</style>", {"#0060a8": "#5cb3ff"}
    same = '<g style="fill: #0060a8; stroke: #ffffff"/>'
    made = light(f'{style}{same}{same}<g style="fill: none"/>', dark)
    rules = ".s0{fill: #0060a8; stroke: #ffffff}.s1{fill: none}"

    assert made == (
        f"<style>*{{stroke-linejoin: round}}{rules}"
        "@media (prefers-color-scheme: dark){.s0{fill: #5cb3ff}}</style>"
        '<g class="s0"/><g class="s0"/><g class="s1"/>'
    )


def test_both_colors_of_a_style_change() -> None:
    """The inside and the line of a shape."""
    dark = {"#111111": "#eeeeee", "#222222": "#dddddd"}
    made = light('<g style="fill: #111111; stroke: #222222"/>', dark)

    assert "(prefers-color-scheme: dark){.s0{fill: #eeeeee; stroke: #dddddd}}" in made
