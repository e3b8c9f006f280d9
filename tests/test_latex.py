"""LaTeX that writers use is set as LaTeX sets it."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from conftest import ROOT
from fontTools.ttLib import TTFont

from notes_site.pages.mathml.alphabets import ALPHABETS
from notes_site.pages.mathml.converter import convert
from notes_site.pages.mathml.elements import APPLY
from notes_site.pages.mathml.glyphs import glyphs
from notes_site.pages.mathml.leaves import LEAVES
from notes_site.pages.mathml.over import STRETCHED

THIN = f'<mo>{APPLY}</mo><mspace width="0.1667em"></mspace>'
NAME = '<mo lspace="0" rspace="0" movablelimits="true">{}</mo>'
SET = {
    r"\operatorname*{argmax}_x f": f"<munder>{NAME.format('argmax')}<mi>x</mi></munder>{THIN}",
    r"\operatorname*{arg\,min}_x f": NAME.format("arg\u00a0min"),
    r"\operatorname{softmax}_i z": f"<mi>i</mi></msub>{THIN}<mi>z</mi>",
    r"\max(0, x)": f'{NAME.format("max")}<mo>{APPLY}</mo><mo stretchy="false">(</mo>',
    r"\limsup_n x": NAME.format("lim\u00a0sup") + "<mi>n</mi></munder>",
    r"\log_2 x": f"<msub><mi>log</mi><mn>2</mn></msub>{THIN}<mi>x</mi>",
    r"\sum\limits_i x": '<munder><mo movablelimits="false">∑</mo><mi>i</mi></munder>',
    r"\sum\nolimits_i x": "<msub><mo>∑</mo><mi>i</mi></msub>",
    r"\boldsymbol{\theta}": "<mi>𝜽</mi>",
    r"\bm\theta_i": "<msub><mi>𝜽</mi><mi>i</mi></msub>",
    r"\mathbf{W}\mathbf{x}": "<mi>𝐖</mi><mi>𝐱</mi>",
    r"\nabla L": '<mi mathvariant="normal">∇</mi><mi>L</mi>',
    r"\mathrm{d}x": '<mi mathvariant="normal">d</mi><mi>x</mi>',
    r"x_\mathrm{in}": "<msub><mi>x</mi><mi>in</mi></msub>",
    r"\boxed{a = b}": '<mrow class="boxed"><mi>a</mi><mo>=</mo><mi>b</mi></mrow>',
    r"\underbrace{a}_{b}": "⏟</mo></munder><mi>b</mi></munder>",
    r"\overbrace{a}^{b}": "⏞</mo></mover><mi>b</mi></mover>",
    r"\widehat{ab}": '<mi>b</mi></mrow><mo stretchy="true">ˆ</mo></mover>',
    r"\underset{x}{\min}": '<munder><mo lspace="0" rspace="0">min</mo><mi>x</mi></munder>',
    r"\stackrel{!}{=} -x": '<mo>!</mo></mover><mo form="prefix">−</mo>',
    r"x'_i": "<msub><mrow><mi>x</mi><mo>′</mo></mrow><mi>i</mi></msub>",
    r"x_i'^2": "<mo>′</mo></mrow><mn>2</mn></msup>",
    r"\hat{y}_i^2": "ˆ</mo></mover><mi>i</mi><mn>2</mn></msubsup>",
    r"(0,1)": "<mn>0</mn><mo>,</mo><mn>1</mn>",
    r"1{,}000": '<mn>1</mn><mo lspace="0" rspace="0">,</mo><mn>000</mn>',
    r"\frac12": "<mfrac><mn>1</mn><mn>2</mn></mfrac>",
    r"a := b": "<mo>≔</mo>",
    r"a == b": '<mo rspace="0">=</mo><mo lspace="0">=</mo>',
    r"\not\in A": "<mo>∉</mo>",
    r"a|x|b": '<mi>a</mi><mo lspace="0" rspace="0" stretchy="false">|</mo>',
    r"\left| -x \right|": '<mo>|</mo><mo form="prefix">−</mo>',
    r"\lvert -x\rvert": '|</mo><mo form="prefix">−</mo>',
    r"\left\| \frac{a}{b} \right\|": "<mrow><mo>‖</mo><mfrac>",
    r"\left. x \right|_0": "<msub><mrow><mi>x</mi><mo>|</mo></mrow><mn>0</mn></msub>",
    r"\left( a \middle| b \right)": '<mo stretchy="true" lspace="0.1667em" rspace="0.1667em">|',
    r"\bigl( x \bigr)^2": "<msup><mrow><mo maxsize=",
    r"a~b\hspace{9mu}c": '<mspace width="0.25em"></mspace><mi>b</mi><mspace width="0.5em">',
    r"a, \dots, b": "<mo>,</mo><mi>…</mi><mo>,</mo>",
    r"a + \dots + b": "<mo>+</mo><mi>⋯</mi><mo>+</mo>",
    r"\text{若 $x>0$ 则 }": "<mtext>若\u00a0</mtext><mi>x</mi><mo>&gt;</mo>",
    r"\sum_{\substack{a \\ b}}": '<mtable class="substack"><mtr><mtd><mi>a</mi></mtd></mtr>',
    r"\begin{pmatrix} a & b \end{pmatrix}": '<mo>(</mo><mtable><mtr><mtd displaystyle="false">',
    r"\begin{gathered} a \\ b \\ \end{gathered}": "<mi>b</mi></mtd></mtr></mtable></math>",
    r"{\displaystyle \sum_i} x": '<mrow displaystyle="true" scriptlevel="0"><munder>',
    r"\sqrt[3]{x + 1}": "<mn>1</mn></mrow><mn>3</mn></mroot>",
}


@pytest.mark.parametrize("latex", SET)
def test_latex_is_set_as_latex_sets_it(latex: str) -> None:
    """What docutils drops, draws as something else or spaces otherwise is right."""
    assert SET[latex] in convert(latex, displayed=True)


def test_every_symbol_has_a_glyph() -> None:
    """The font that is published holds what its list says, and that all symbols of formulas."""
    font = TTFont(ROOT / "src/notes_site/pages/theme/static/fonts/STIXTwoMath-subset.woff2")
    signs = {c for _, text in LEAVES.values() for c in text if not text.endswith("em")}
    signs |= {sign for _, sign in STRETCHED.values()}

    assert sorted(glyphs() - {chr(code) for code in font.getBestCmap()}) == []
    assert sorted(signs - glyphs()) == []
    assert all(convert(token) for token in LEAVES)


@pytest.mark.parametrize("command", ALPHABETS)
def test_letters_of_an_alphabet_are_its_own(command: str) -> None:
    """Each letter has one character, which Unicode says to be a form of that letter."""
    alphabet = ALPHABETS[command]
    others = {a: b for a, b in alphabet.items() if normalize("NFKC", a) != normalize("NFKC", b)}

    assert others == {}
    assert len(set(alphabet.values())) == len(alphabet)
    assert set(alphabet) & set(alphabet.values()) == (set(alphabet) if "rm" in command else set())


def test_no_element_has_a_style() -> None:
    """A policy of security may forbid it."""
    assert [latex for latex in SET if re.search(r"\sstyle=", convert(latex))] == []
