"""Draws a figure once that a page shows in one cell and glues in the next, as most figures are.

A figure is drawn again when anything that it is made of has changed, in whatever way: its pickle is
compared, which takes a thirtieth of the time of a drawing.
"""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from matplotlib.cbook import CallbackRegistry
from matplotlib.figure import Figure

from notes_site.sphinx_support.settings import named, settings

SIZE = re.compile(r'width="[\d.]+pt" height="[\d.]+pt"')
DRAWN: WeakKeyDictionary[Figure, tuple[bytes, str]] = WeakKeyDictionary()


class Look(pickle.Pickler):
    """Pickles what a figure looks like, not whether pyplot holds it nor who listens to it."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Figure):
            state: Any = value.__getstate__()
            state.pop("_restore_to_pylab", None)
            return type(value).__new__, (type(value),), state
        if isinstance(value, CallbackRegistry):  # counts how often it was pickled
            return CallbackRegistry, ()
        return NotImplemented


def look(figure: Figure) -> bytes:
    """What a figure is made of; empty if that cannot be pickled, say a function without a name."""
    pickled = io.BytesIO()
    try:
        Look(pickled).dump(figure)
    except (pickle.PicklingError, AttributeError, TypeError):
        return b""
    return pickled.getvalue()


def plain_svg(figure: Figure) -> str:
    """The SVG that Matplotlib makes, without its date, 100 pixels for an inch."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    width, height = (round(100 * inches) for inches in figure.get_size_inches())
    return SIZE.sub(f'width="{width}" height="{height}"', text.getvalue(), count=1)


@cache
def renderer() -> Callable[[Figure], str]:
    """What makes an SVG of a figure on this site."""
    name = settings().figure_svg
    return named(name) if name else plain_svg


def draw_once(figure: Figure) -> str:
    """The SVG of a figure."""
    before, svg = DRAWN.get(figure, (b"", ""))
    if not before or look(figure) != before:
        svg = renderer()(figure)
        DRAWN[figure] = look(figure), svg  # drawing brings what is computed late up to date
    return svg
