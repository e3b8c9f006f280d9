"""The cells of a page, and the same cells in the forms that other tools read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

NOTEBOOK = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

"""
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n((?::[^\n]*\n)*)(.*?)^```$", re.MULTILINE | re.DOTALL)
GLUE = "from myst_nb import glue\n"
NO_GLUE = "def glue(*args, **options): pass\n"  # a gallery has no values to put into its prose
SMALL_CELLS = (
    "import matplotlib.pyplot as plt\nimport torch\n",
    "x = torch.linspace(-3, 3, 200, requires_grad=True)\ny = torch.tanh({n} * x)\n",
    "(slope,) = torch.autograd.grad(y.sum(), x)\nprint(slope.max())\n",
    "fig, ax = plt.subplots()\nax.plot(x.detach(), y.detach());\n",
)


@dataclass(frozen=True)
class Cell:
    """The code of a cell, and whether the page says that it raises."""

    code: str
    raises: bool = False


def is_notebook(page: str) -> bool:
    """Whether MyST-NB runs a page."""
    return page.startswith("---\nfile_format: mystnb\n")


def cells(page: str) -> Iterator[Cell]:
    """The cells of a page in their order."""
    for options, code in CELL.findall(page):
        yield Cell(code, "raises-exception" in options)


def caught(code: str) -> str:
    """A cell that raises as one that goes on: a gallery stops at the first error of a script."""
    return f"try:\n{textwrap.indent(code, '    ')}except Exception as error:\n    print(error)\n"


def script(name: str, page: str) -> str:
    """The page as an example of sphinx-gallery: its cells without its prose."""
    blocks = [f'"""\n{name}\n{"=" * len(name)}\n"""\n']
    for number, cell in enumerate(cells(page.replace(GLUE, NO_GLUE)), start=1):
        code = caught(cell.code) if cell.raises else cell.code
        blocks.append(f"# %%\n# Cell {number}.\n\n{code}")
    return "\n".join(blocks)


def fence(cell: Cell) -> str:
    """A cell as MyST."""
    tags = ":tags: [raises-exception]\n" if cell.raises else ""
    return f"```{{code-cell}} python\n{tags}{cell.code}```\n"


def notebook(name: str, page: str) -> str:
    """The page as a notebook in MyST: its cells without its prose."""
    return NOTEBOOK + "\n".join([f"# {name}\n", *map(fence, cells(page))])


def small_page(number: int) -> str:
    """A page of four cells with torch and one figure, unlike every other."""
    page = "\n".join(fence(Cell(code.replace("{n}", str(number)))) for code in SMALL_CELLS)
    return notebook(f"Page {number}", page)


def edit_prose(text: str, sentence: str) -> str:
    """A page or script with one more sentence below its cells."""
    return f"{text.rstrip()}\n\n{sentence}\n"


def edit_cell(text: str, number: int) -> str:
    """A page or script with a comment in its first cell, which must then be executed again."""
    return text.replace("import torch\n", f"import torch  # edit {number}\n", 1)
