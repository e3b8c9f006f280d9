"""Sphinx settings of stock MyST-NB: its own cache and kernels, furo, nothing done ahead of time.

Of our extensions only those are here without which the pages do not parse; they execute nothing.
"""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "docs"), str(ROOT / "src")]
OURS = runpy.run_path(str(ROOT / "conf.py"))

project = "stock"
extensions = [
    "myst_nb",
    "notes_site.reports.accuracy",
    "notes_site.lessons.errata",
    "notes_site.lessons.exercises",
    "notes_site.lessons.explorers",
    "notes_site.reports.build_times",
    "notes_site.lessons.predict",
    "notes_site.lessons.restored",
    "notes_site.lessons.self_test",
    "notes_site.execution.values",
    "benchmarks.stand_ins",
]
exclude_patterns = OURS["exclude_patterns"]
myst_enable_extensions = OURS["myst_enable_extensions"]
myst_dmath_double_inline = True
numfig = True
nb_execution_mode = "cache"
nb_execution_timeout = OURS["nb_execution_timeout"]
nb_execution_raise_on_error = True
nb_merge_streams = True
html_theme = "furo"
