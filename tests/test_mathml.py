"""Formulas are set as LaTeX sets them, where docutils alone would not."""

from __future__ import annotations

import pytest
from _ext.mathml import to_mathml
from docutils import nodes

THIN = '<mspace width="0.1667em"></mspace>'
LOG = "<mi>log</mi><mo>\u2061</mo>"


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"y \log p", f"<mi>y</mi>{THIN}{LOG}{THIN}<mi>p</mi>"),
        (r"y \log(p)", f'<mi>y</mi>{THIN}{LOG}<mo stretchy="false">(</mo>'),
        (r"(y) \log p", f")</mo>{THIN}{LOG}{THIN}<mi>p</mi>"),
        (r"-\log p", f"<mo>−</mo>{LOG}{THIN}<mi>p</mi>"),
        (r"y\,\log\,p", f"<mi>y</mi>{THIN}{LOG}{THIN}<mi>p</mi>"),
    ],
)
def test_names_of_functions_have_room(latex: str, expected: str) -> None:
    """A thin space parts a name from a factor before it and from a bare argument."""
    assert expected in to_mathml(nodes.math("", latex))


def test_bars_of_a_norm_have_one_height() -> None:
    """Bars do not grow with an index, so that all norms of a formula look alike."""
    assert '<mo stretchy="false">‖</mo>' in to_mathml(nodes.math("", r"\left\| g_l \right\|_2"))
