"""What the converter does not know is refused by its name, and never set as something else."""

from __future__ import annotations

import re

import pytest
from conftest import MakeProject
from docutils.utils.math import latex2mathml as docutils

from notes_site.pages.mathml.advice import ADVICE, ALONE
from notes_site.pages.mathml.commands import BARE, COMMANDS, STYLES
from notes_site.pages.mathml.converter import convert
from notes_site.pages.mathml.leaves import LEAVES
from notes_site.pages.mathml.source import LatexError

KNOWN = {*LEAVES, *COMMANDS, *STYLES, *ALONE}
OF_DOCUTILS = (
    docutils.letters,
    docutils.ordinary,
    docutils.functions,
    docutils.modulo_functions,
    docutils.math_alphabets,
    docutils.operators,
    docutils.thick_operators,
    docutils.small_operators,
    docutils.spaces,
    docutils.accents,
    docutils.over,
    docutils.under,
    docutils.layout_styles,
    docutils.fractions,
    docutils.bigdelimiters,
)
REFUSED = {
    r"\nosuch{x}": r"formula \nosuch{x}: \nosuch is not known",
    r"\cancel{x}": r"\cancel is not known; say it in the text",
    r"\argmax_x f": r"\argmax is not known; write \operatorname*{…}",
    r"a = b \tag{1}": r"\tag is not known; write the label behind the formula",
    r"{\bf x}": r"\bf is not known; write \mathrm{…}, \mathbf{…}",
    r"a \over b": r"\over is not known; write \frac{…}{…}",
    r"\overrightarrow{AB}": r"\overrightarrow is not known; write \vec{…}",
    r"\color{red} x": r"\color is not known; a formula has the colours",
    r"\mathscr{L}": r"\mathscr is not known; write \mathcal{…}",
    r"x\!y": r"\! takes room away",
    r"x <= y": r"<= is two relations; write \le",
    r"x -> y": r"-> is a minus and a relation; write \to",
    r"1, 2, ...": r"... is three points; write \dots",
    r"x % a remark": r"% begins a comment",
    r"\hspace{-1em}": r"\hspace takes a width of no less than 0",
    r"\mathbf{\theta}": r"\mathbf has no θ; write \boldsymbol",
    r"\mathcal{l}": r"\mathcal has no l",
    r"\boldsymbol{a + b}": r"\boldsymbol of more than letters",
    r"\boldsymbol{w}": "the font lacks 𝒘; add U+1D498 to theme/static/fonts/unicodes.txt",
    r"\not\sum": r"\not of \sum is not known",
    r"\left< x \right>": r"\left takes no < for a delimiter; write \langle",
    r"\bigl\| x \bigr\|": r"\bigl takes no \|; write \left\|",
    r"x_a_b": "two _ at one base; write braces: x_{a_b} or {x_a}_b",
    r"x^a^b": "two ^ at one base; write braces: x^{a^b} or {x^a}^b",
    r"f^2'": "a prime after an exponent",
    r"x_12": "_1 takes one digit only; write _{1…}",
    r"x^\frac{1}{2}": r"^ needs braces: ^{\frac…}",
    r"\frac{a}": r"\frac lacks what it is applied to",
    r"_i": "_ has nothing before it",
    r"x\limits_i": r"\limits stands behind operators only",
    r"{a": "it ends before }",
    r"a}": "} closes nothing",
    r"\left( a": r"it ends before \right",
    r"a \right)": r"\right has no \left before it",
    r"a & b": "& parts columns",
    r"a &= b && c \\ d &= e": r"\begin{aligned} has 2 columns here; one & too many",
    r"a \\[1em] b": r"\\ takes no distance",
    r"\begin{align} a \end{align}": r"\begin{align} is not known; write \begin{aligned}",
    r"\begin{array}{l|r} a \end{array}": r"\begin{array} is not known; write \begin{matrix}",
    r"\begin{aligned}[t] a \end{aligned}": r"\begin{aligned} takes no place in brackets",
    r"\begin{matrix} a \end{pmatrix}": r"\begin{matrix} ends with \end{pmatrix}",
    r"\begin{matrix} a": r"it ends before \end",
    r"\text{a \textbf{b}}": r"\text takes words and $…$ only, but holds \textbf",
    r"\text{a $b}": r"\text has a $ without a second one",
    r"\operatorname{a_b}": r"\operatorname takes letters",
    "x = 中": r"中 is no LaTeX; write its command, or \text{中}",
    "a\n\nb": "an empty line stands in it",
}


def reason(latex: str) -> str:
    """Why a displayed formula is refused."""
    with pytest.raises(LatexError) as refusal:
        convert(latex, displayed=True)
    return str(refusal.value)


@pytest.mark.parametrize("latex", REFUSED)
def test_a_refusal_names_the_command_and_what_to_write(latex: str) -> None:
    """Nothing is dropped, and nothing drawn as something else."""
    assert REFUSED[latex] in reason(latex)


def test_what_docutils_alone_knows_is_refused() -> None:
    """A command passes because a table of this site has it, so no upgrade lets another through."""
    names = {rf"\{name}" for table in OF_DOCUTILS for name in table if not name.isspace()}
    others = names - KNOWN

    assert len(others) > 500
    assert [name for name in others if f"{name} is not known" not in reason(f"{name} x")] == []


def test_advice_is_given_for_what_is_not_known() -> None:
    """A command that was learned has none, and one without advice is refused all the same."""
    assert set(ADVICE) & KNOWN == set()
    assert set(COMMANDS) >= BARE
    assert all(f"{token} " in reason(f"{token} x") for token in ADVICE)


def test_a_refusal_shows_where_in_a_long_formula() -> None:
    """It repeats the part that is wrong."""
    said = reason(" + ".join(f"x_{{{i}}}" for i in range(40)) + r" + \nosuch + y")

    assert said.startswith("formula … ")
    assert r"\nosuch + y:" in said
    assert len(said) < 120


PAGE = r"""# Page

Text with $\argmax_x f$ in a line.

$$
a = b \\
c = \cancel{d}
$$

- A list with
  two lines and $\boldsymbol{w}$.
"""


def test_a_refusal_fails_the_build_at_its_line(make_project: MakeProject) -> None:
    """The warning has the page, the line, the formula and the command."""
    result = make_project({"page": PAGE}).build()
    said = re.findall(r"page\.md:(\d+): WARNING: formula (.+?): (\S+)", result.stdout)

    assert result.returncode == 1
    assert set(said) >= {
        ("3", r"\argmax_x f", r"\argmax"),
        ("5", r"a = b \\ c = \cancel{d}", r"\cancel"),
        ("10", r"\boldsymbol{w}", "the"),
    }
