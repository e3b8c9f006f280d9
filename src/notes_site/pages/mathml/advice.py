"""What to write instead of what is not known."""

from __future__ import annotations

LABEL = "write the label behind the formula: $$ … $$ (eq-name)"
NAMED = r"write \operatorname*{…}"
PLAIN = "a formula has the colours and fonts of the page"
GROUP = r"write \mathrm{…}, \mathbf{…} or \mathit{…}"
MEANINGLESS = "write the symbol itself; its room follows from what it is"
MACRO = "formulas have no macros; write it out"

# tokens that mean something only where another has been read
ALONE = {
    "}": "closes nothing: its { is missing",
    "&": "parts columns; write it inside of an environment",
    "\\\\": "ends a row; write it inside of an environment",
    r"\right": r"has no \left before it in its group",
    r"\middle": r"has no \left before it in its group",
    r"\end": r"has no \begin before it in its group",
    r"\limits": "stands behind operators only",
    r"\nolimits": "stands behind operators only",
    "_": "has nothing before it; {}_i is an index before something",
    "^": "has nothing before it",
    "'": "has nothing before it",
    "%": r"begins a comment, which formulas have none of; \% is the sign",
    "$": r"is no sign; \$ is one",
    "#": r"is no sign; \# is one",
    "<=": r"is two relations; write \le",
    ">=": r"is two relations; write \ge",
    "->": r"is a minus and a relation; write \to",
    "=>": r"is two relations; write \Rightarrow",
    "...": r"is three points; write \dots",
    r"\!": "takes room away, which MathML cannot; leave it out",
}
ADVICE = {
    **dict.fromkeys((r"\tag", r"\label"), LABEL),
    **dict.fromkeys((r"\nonumber", r"\notag"), "only a formula with a label has a number"),
    **dict.fromkeys((r"\argmax", r"\argmin", r"\mathop", r"\DeclareMathOperator"), NAMED),
    **dict.fromkeys((r"\color", r"\textcolor", r"\colorbox"), PLAIN),
    **dict.fromkeys((r"\tiny", r"\small", r"\large", r"\Large"), PLAIN),
    **dict.fromkeys((r"\rm", r"\bf", r"\it", r"\cal", r"\sf", r"\tt"), GROUP),
    **dict.fromkeys((r"\mathrel", r"\mathbin", r"\mathord", r"\mathopen"), MEANINGLESS),
    **dict.fromkeys((r"\newcommand", r"\def", r"\let", r"\require"), MACRO),
    **dict.fromkeys((r"\textbf", r"\textit", r"\textsf", r"\texttt", r"\emph"), r"write \text{…}"),
    **dict.fromkeys((r"\negthinspace", r"\kern", r"\hskip"), r"write \, or \quad"),
    **dict.fromkeys((r"\over", r"\atop", r"\choose"), r"write \frac{…}{…} or \binom{…}{…}"),
    **dict.fromkeys((r"\overrightarrow", r"\overleftarrow"), r"write \vec{…}"),
    **dict.fromkeys((r"\bcancel", r"\xcancel", r"\sout"), "say it in the text"),
    r"\cancel": "say it in the text",
    r"\xrightarrow": r"write \overset{…}{\longrightarrow}",
    r"\xleftarrow": r"write \overset{…}{\leftarrow}",
    r"\cfrac": r"write \dfrac{…}{…}",
    r"\dddot": r"write a derivative, \frac{d^3 x}{dt^3}",
    r"\hline": "draw a table of the page instead",
    r"\mathscr": r"write \mathcal{…}",
    r"\mbox": r"write \text{…}",
    r"\hbox": r"write \text{…}",
    r"\pmb": r"write \boldsymbol{…}",
    r"\pod": r"write \pmod{…}",
    r"\mod": r"write \bmod or \pmod{…}",
    r"\smash": "leave it out",
    r"\prime": "write f'",
    r"\varnothing": r"write \emptyset",
    r"\href": "link in the text",
    r"\lt": "write <",
    r"\gt": "write >",
}
