"""Sphinx settings: data, no logic."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))  # the documented package

import notes_examples

project = author = project_copyright = html_title = "notes-examples"
release = notes_examples.__version__
language = "zh_CN"
exclude_patterns = ["_static", "locale"]
locale_dirs = ["../_build/locale"]  # notes_site.commands.build puts the catalogues there
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "myst_nb",
    "notes_site",
]
nitpicky = True
nitpick_ignore = [
    # matplotlib documents the class as matplotlib.axes.Axes, and Python knows it by this module
    ("py:class", "matplotlib.axes._axes.Axes"),
]
smartquotes = False  # error messages are quoted as they are printed
numfig = True
nb_execution_timeout = 60

# The machine: src/notes_site/sphinx_support/settings.py
notes_translations = ["en"]
notes_description = "激活函数、损失的梯度、autograd 与 softmax：每个数字都由代码当场算出的笔记。"
notes_picture = "_static/social-card.png"
notes_picture_alt = "Sigmoid 函数和它的导数的曲线，旁边是站名 notes-examples。"
notes_licence = "文字和代码：MIT 许可"
notes_package = "notes_examples"
notes_kernel_imports = ["notes_examples.walks"]
notes_figure_style = "notes_examples.figures:STYLE"
notes_figure_svg = "notes_examples.figures:to_svg"
notes_palette = "notes_examples.palette:PALETTE"
notes_symbols = "reference/symbols.toml"
notes_functions = [
    f"notes_examples.{name}" for name in ("activations", "differences", "losses", "softmax")
]
notes_derivatives = "notes_examples.activations:ACTIVATIONS"
notes_explorers = "explorers.toml"
notes_measurements = {
    "accelerator": "reference/accelerator.json",
    "accuracy": "reference/accuracy.json",
    "performance": "../benchmarks/results.json",
}
notes_search_places = {"notes": 20, "reference/errors": 25, "reference/api": -20}
site_url = os.environ.get("SITE_URL", "")  # where the site will stand, for absolute addresses

# Markdown
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"]

# API reference
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_numpy_docstring = False
napoleon_custom_sections = ["Source"]
python_use_unqualified_type_names = True
intersphinx_mapping = {
    "python": ("https://docs.python.org/3/", "inventories/python.inv"),
    "matplotlib": ("https://matplotlib.org/stable/", "inventories/matplotlib.inv"),
    "torch": ("https://docs.pytorch.org/docs/2.13/", "inventories/torch.inv"),
}
doctest_global_setup = """
import torch
from notes_examples.activations import *
from notes_examples.differences import *
from notes_examples.figures import *
from notes_examples.graph import *
from notes_examples.losses import *
from notes_examples.softmax import *
"""

# HTML and EPUB
html_theme = "furo"
html_favicon = "docs/_static/favicon.svg"
html_static_path = ["docs/_static"]
html_copy_source = False
html_domain_indices = False  # the API page lists the modules
html_show_sphinx = False
epub_cover = ("_static/social-card.png", "epub-cover.html")
linkcheck_timeout, linkcheck_retries = 20, 3
