"""The theme: furo, with templates, style sheets and scripts of our own above it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

THEME = Path(__file__).parent
STYLES = [
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
SCRIPTS = [
    "copy-formula.js",
    "drawers.js",
    "follow.js",
    "language-links.js",
    "scroll-boxes.js",
]
SIDEBAR = [
    "sidebar/brand.html",
    "sidebar/languages.html",
    "sidebar/search.html",
    "sidebar/scroll-start.html",
    "sidebar/navigation.html",
    "sidebar/scroll-end.html",
]


def configure(app: Sphinx, config: Config) -> None:
    """Put the files of the theme before those of the site."""
    config.html_static_path = [str(THEME / "static"), *config.html_static_path]
    config.templates_path = [str(THEME / "templates"), *config.templates_path]
    config.html_css_files = [*STYLES, *config.html_css_files]
    config.html_js_files = [*SCRIPTS, *config.html_js_files]
    config.html_sidebars = {"**": SIDEBAR}
    config.copybutton_selector = "div:not(.output) > div.highlight pre"  # of what can be run
    config.copybutton_prompt_text = r">>> |\.\.\. "
    config.copybutton_prompt_is_regexp = True
    config.html_math_renderer = "mathml"
    config.html_permalinks_icon = ""  # site.css draws it, so that it is no part of the text
    config.html_show_search_summary = False  # its snippets need fetch(), which file:// forbids
    config.pygments_style = "notes_site.pages.code_style.Light"
    config.pygments_dark_style = "notes_site.pages.code_style.Dark"


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", configure)
    app.setup_extension("sphinx_copybutton")  # which takes its settings at the same moment
    return {"parallel_read_safe": True, "parallel_write_safe": True}
