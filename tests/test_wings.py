"""Each wing of the machine works alone, beside stock MyST-NB and furo."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import grimp
import pytest
from bs4 import BeautifulSoup
from conftest import NOTEBOOK, ROOT, Project

MACHINE = ROOT / "src/notes_site"
LOADED_BY_OTHERS = {"commands", "minify", "obsidian"}  # not extensions of Sphinx
CONF = """
project = author = project_copyright = "alone"
extensions = ["myst_nb", "notes_site.{wing}"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
html_theme = "furo"
exclude_patterns = ["_build"]
"""
SYMBOLS = """
[[symbol]]
latex = '$x$'
meaning = 'a number'
[symbol.value]
x = 'normal()'
"""
GUESS = """
```{code-cell} python
from myst_nb import glue
glue("truths", [True, False])
```

:::{predict}
:truths: truths

Which?

- This.

  Yes.

- That.

  No.

:::

```{code-cell} python
print("the output")
```
"""
USES = {  # what a page says, more settings, and what is then to be seen: a selector and its text
    "execution": ('```{code-cell} python\nprint("ran")\n```', "", ".output", "ran"),
    "exports": ("```{code-cell} python\n1 + 1\n```", 'notes_chapters = ""', "a[href$=ipynb]", ""),
    "formulas": (
        "$$\nx^2 - 1 = (x - 1)(x + 1)\n$$ (eq-square)\n\n```{checked-formulas}\n```",
        'notes_symbols = "symbols.toml"',
        "table.checked-formulas td",
        "(1)",
    ),
    "languages": ("中文 **中文** 中文", 'language = "zh_CN"', "article p", "中文中文中文"),
    "lessons": (GUESS, "", ".predict input[type=radio]", ""),
    "pages": (r"$\frac{1}{x}$", "", "math mfrac", ""),
    "reports": (
        "```{performance} machine\n```",
        'notes_measurements = {"performance": "nothing.json"}',
        "article p",
        "还没有测量。",
    ),
    "search": ("words", "", "h1", "Page"),
    "sphinx_support": ("words", "", "h1", "Page"),
}


def wings() -> set[str]:
    """The rooms of the house."""
    return {path.parent.name for path in MACHINE.glob("*/__init__.py")}


@cache
def arrows() -> dict[str, set[str]]:
    """The wings that each wing imports."""
    graph = grimp.build_graph("notes_site", exclude_type_checking_imports=True, cache_dir=None)
    names = {wing: f"notes_site.{wing}" for wing in wings()}
    return {
        wing: {
            other
            for other, imported in names.items()
            if wing != other
            and graph.direct_import_exists(importer=name, imported=imported, as_packages=True)
        }
        for wing, name in names.items()
    }


def test_every_wing_is_tried() -> None:
    """No wing is left out."""
    assert wings() - LOADED_BY_OTHERS == USES.keys()


@pytest.mark.parametrize("wing", USES)
def test_a_wing_stands_alone(wing: str, tmp_path: Path) -> None:
    """A page that uses it is built without a warning, and shows what it does."""
    text, settings, selector, shown = USES[wing]
    project = Project(tmp_path)
    (tmp_path / "conf.py").write_text(CONF.format(wing=wing) + settings, encoding="utf-8")
    project.write("index.md", f"{NOTEBOOK}\n# Page\n\n{text}\n")
    project.write("symbols.toml", SYMBOLS)
    command = ("-m", "sphinx", "-W", "-q", "-b", "html", "-c", ".", "docs", "_build/html")
    result = project.run(*command)
    assert result.returncode == 0, result.stdout
    page = BeautifulSoup((tmp_path / "_build/html/index.html").read_bytes(), "html5lib")

    assert shown in "".join(found.get_text() for found in page.select(selector))
    assert page.select_one(selector)


@pytest.mark.parametrize("wing", sorted(wings()))
def test_a_wing_says_what_it_is(wing: str) -> None:
    """Its docstring says what it offers, and what it may import."""
    text = (MACHINE / wing / "__init__.py").read_text(encoding="utf-8")
    said = re.match(r'r?"""(.*?)"""', text, re.DOTALL)

    assert said
    assert re.search(r"^Offers: ", said[1], re.MULTILINE)
    (imports,) = re.findall(r"^Imports: (.*)", said[1], re.MULTILINE)
    assert set(re.findall(r"\w+", imports)) & wings() == arrows()[wing]


def test_the_picture_of_the_house_is_right() -> None:
    """It has an arrow for each wing that another imports, and no other."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^    (\w+) --> (\w+)$", text, re.MULTILINE)

    assert sorted(drawn) == sorted((wing, of) for wing, found in arrows().items() for of in found)
