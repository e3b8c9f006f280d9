"""Books of the tests' own, bound as a user would."""

from __future__ import annotations

from conftest import NOTEBOOK, MakeProject, Project

FIRST = f"""{NOTEBOOK}
(first)=
# 第一章

看 {{ref}}`second`。

```{{code-cell}} python
:tags: [remove-cell]
from myst_nb import glue
from matplotlib.figure import Figure
figure = Figure()
figure.subplots().plot([0, 1])
glue("line", figure, display=False)
```

```{{glue:figure}} line
:name: fig-line
:alt: "一条线"

线。
```

```{{code-cell}} python
:tags: [hide-output]
6 * 7
```
"""
SECOND = r"""(second)=
# 第二章

$$
x = \tfrac{1}{2} x + \tfrac{1}{2} x
$$ (eq-second)

$$
\begin{aligned}
\frac{x + x}{2} &= \frac{2 x}{2} + 0 \\
&= x
\end{aligned}
$$ (eq-derivation)

$$
\left| x \right| = \begin{cases} x & x > 0 \\ -x & x \le 0 \end{cases}
$$ (eq-cases)

| 名字 | 公式 | 说明 |
| --- | --- | --- |
| `a_name_that_is_as_long_as_names_can_be` | $LONG$ | 中文 |
""".replace("LONG", " + ".join("x" * 16))


def bound(make_project: MakeProject, **environment: str) -> Project:
    """A book of two chapters."""
    project = make_project({"notes/first": FIRST, "second": SECOND})
    settings = {"SOURCE_DATE_EPOCH": "86400"} | environment
    result = project.run("-m", "notes_site.commands.book", "epub", **settings)

    assert result.returncode == 0, result.stdout
    return project
