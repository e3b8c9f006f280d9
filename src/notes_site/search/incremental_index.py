"""Keeps in the index of the search what pages that are not written again have for it.

Sphinx takes words and titles of such pages from the index that it made before, and not the entries
of the general index (sphinx#12599): names from the API were found in a new build only.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search import js_index

from notes_site.sphinx_support.builders import is_site

Entry = tuple[str, str, str]


def before(index: Path) -> dict[str, list[Entry]]:
    """The entries of each page in an index, as Sphinx holds them."""
    found = defaultdict[str, list[Entry]](list)
    frozen = js_index.loads(index.read_text(encoding="utf-8"))
    for entry, places in frozen["indexentries"].items():
        for page, target, is_main in places:
            found[frozen["docnames"][page]].append((entry, target, "main" if is_main else ""))
    return found


def keep(app: Sphinx, env: BuildEnvironment) -> None:
    """Give Sphinx the entries of every page; those of a page that is written come anew."""
    index = Path(app.outdir) / "searchindex.js"
    if not is_site(app.builder) or not index.exists():
        return
    with suppress(ValueError):  # of a damaged index; Sphinx reads it too, and says so
        found = before(index)
        entries = {page: found[page] for page in sorted(env.all_docs)}
        env._search_index_index_entries = entries  # the builder reads it


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("env-check-consistency", keep)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
