"""Sphinx settings: data, no logic."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "src"))

project = "notes-examples"
author = "notes-examples"
project_copyright = "notes-examples"
language = "zh_CN"
exclude_patterns = ["_static", "locale"]
locale_dirs = ["../_build/locale"]  # notes_site.commands.build compiles the catalogues there
gettext_compact = False  # a catalogue for each page
gettext_location = False  # line numbers would change with every edit
gettext_uuid = False
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "myst_nb",
    "sphinx_copybutton",
    "notes_site",
]
nitpicky = True
smartquotes = False  # error messages are quoted as they are printed
nitpick_ignore = [
    # matplotlib documents the class as matplotlib.axes.Axes, and Python knows it by this module
    ("py:class", "matplotlib.axes._axes.Axes"),
]

# Markdown
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
]
myst_dmath_double_inline = True
numfig = True

# Cells
nb_execution_mode = "cache"
nb_execution_show_tb = False  # notes_site.execution.errors tells more in one line
nb_execution_timeout = 60
nb_mime_priority_overrides = [("gettext", "image/svg+xml", 1)]  # so that `alt` texts are translated

# Copy buttons: of what can be run, without its prompts
copybutton_selector = "div:not(.output) > div.highlight pre"
copybutton_prompt_text = r">>> |\.\.\. "
copybutton_prompt_is_regexp = True

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

# Doctest
doctest_global_setup = """
import torch
from notes_examples.activations import *
from notes_examples.differences import *
from notes_examples.figures import *
from notes_examples.graph import *
from notes_examples.losses import *
from notes_examples.softmax import *
"""

# Drafts
todo_include_todos = True
todo_emit_warnings = True  # so that nothing with a to-do is published

# Links to other sites: `make links`
linkcheck_timeout = 20
linkcheck_retries = 3

# HTML
html_theme = "furo"
html_title = "notes-examples"
site_url = os.environ.get("SITE_URL", "")  # where the site will stand, for absolute addresses
html_favicon = "docs/_static/favicon.svg"
html_static_path = ["src/notes_site/pages/theme/static", "docs/_static"]
templates_path = ["src/notes_site/pages/theme/templates"]
pygments_style = "notes_site.pages.code_style.Light"
pygments_dark_style = "notes_site.pages.code_style.Dark"
html_css_files = [
    "formulas.css",
    "site.css",
    "drawers.css",
    "cells.css",
    "questions.css",
    "scrolling.css",
    "search.css",
    "explorers/explorers.css",
    "contrast.css",
    ("print.css", {"media": "print"}),
]
html_js_files = [
    "copy-formula.js",
    "drawers.js",
    "follow.js",
    "language-links.js",
    "scroll-boxes.js",
]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/languages.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_math_renderer = "mathml"
html_permalinks_icon = ""  # site.css draws it, so that it is no part of the text
html_copy_source = False
html_domain_indices = False  # the API page lists the modules
html_show_sphinx = False
html_search_scorer = str(ROOT / "src/notes_site/search/ranking.js")
html_show_search_summary = False  # its snippets need fetch(), which file:// forbids

# EPUB
epub_author = author
epub_cover = ("_static/social-card.png", "epub-cover.html")
epub_css_files = ["formulas.css", "book.css"]
epub_exclude_files = ["_static/fonts/unicodes.txt", "search.xhtml", "genindex.xhtml"]
epub_identifier = "notes-examples"
epub_show_urls = "no"
epub_tocscope = "includehidden"
epub_uid = epub_identifier
epub_use_index = False
suppress_warnings = ["epub.duplicated_toc_entry"]
