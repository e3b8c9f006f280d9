"""Formulas are set as LaTeX sets them, where docutils alone would not."""

from __future__ import annotations

import pytest
from docutils import nodes

from notes_site.pages.mathml import APPLY, to_mathml

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


def test_an_accent_with_an_index_is_an_accent() -> None:
    """Else the accent is set like an upper limit, small and far away."""
    made = to_mathml(nodes.math("", r"\hat{y}_i"))
    assert '<msub><mover accent="true"><mi>y</mi>' in made


def test_a_short_root_in_a_line_is_of_pieces() -> None:
    """Behind the bar of a root Chromium leaves room for the largest root sign."""
    sign = '<mo lspace="0" rspace="0" stretchy="false">√</mo>'
    assert f'{sign}<mn class="radicand">2</mn>' in to_mathml(nodes.math("", r"s = \sqrt{2}"))
    assert "<msqrt>" in to_mathml(nodes.math("", r"\sqrt{a + b}"))
    assert "<msqrt>" in to_mathml(nodes.math_block("", r"\sqrt{2}"))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\tanh'(x)", f'<mi>tanh</mi><mo>′</mo><mo>{APPLY}</mo><mo stretchy="false">('),
        (r"4\tanh' x", f"<mn>4</mn>{THIN}<mi>tanh</mi><mo>′</mo><mo>{APPLY}</mo>"),
    ],
)
def test_the_prime_of_a_name_is_next_to_it(latex: str, expected: str) -> None:
    """It belongs to the function and not to its argument."""
    assert expected in to_mathml(nodes.math("", latex))


def test_a_prime_is_no_apostrophe() -> None:
    """It looks as it does in figures and explorers; the LaTeX that is copied keeps its sign."""
    made = to_mathml(nodes.math("", "f'(x) + f''(x)"))

    assert made.count("′") == 3
    assert """alttext="f'(x) + f''(x)\"""" in made


def test_signs_are_not_sums() -> None:
    """A minus after a comma or an equals sign has no room behind it, one between terms has."""
    sign, sum_of_two = '<mo form="prefix">−</mo>', "<mo>−</mo>"

    assert f"<mo>,</mo>{sign}<mi>z</mi>" in to_mathml(nodes.math("", "f(0, -z)"))
    assert f"<mo>=</mo>{sign}<mi>z</mi>" in to_mathml(nodes.math("", "x = -z"))
    for latex in ("x - z", "(x) - z", "f' - z", r"\left| x \right| - z"):
        assert f"{sum_of_two}<mi>z</mi>" in to_mathml(nodes.math("", latex))


def test_greek_capitals_are_upright() -> None:
    """As LaTeX sets them; small letters are italic."""
    made = to_mathml(nodes.math("", r"\Delta \delta"))

    assert made.endswith(' mathvariant="normal">Δ</mi><mi>δ</mi></math>')
