"""A small site on another subject: compound interest, in English and Chinese."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))

project = author = html_title = "Interest"
release = "1.0"
language = "en"
exclude_patterns = ["_static", "locale"]
locale_dirs = ["../_build/locale"]
extensions = ["sphinx.ext.autodoc", "sphinx.ext.doctest", "sphinx.ext.napoleon", "myst_nb"]
extensions += ["notes_site"]
nitpicky = True
nitpick_ignore = [("py:class", "torch.Tensor")]
numfig = True
myst_enable_extensions = ["attrs_block", "colon_fence", "dollarmath"]
doctest_global_setup = "from interest import *"
html_theme = "furo"

notes_translations = ["zh_CN"]
notes_description = "What money is worth later, and what it was worth before."
notes_package = "interest"
notes_functions = ["interest"]
notes_symbols = "symbols.toml"
