"""Changes to scripts of others: what they do that does not go on a published page.

They come later than they think, when ``DOMContentLoaded`` is over, and a host may forbid to make
code from text, as ``new Function`` does.
"""

from __future__ import annotations

import re

FURO_WAITS = 'document.addEventListener("DOMContentLoaded",'
MENDS = {  # for each script, what stands in it once, and what stands there instead
    "furo.js": {re.escape(FURO_WAITS): "(start => start())(".ljust(len(FURO_WAITS))},  # source map
    "doctools.js": {r"new Function\([^)]*plural_expr\}\)`,\s*\)": "catalog.plural_expr"},
    "translations.js": {r'"plural_expr": "(.*)"': r'"plural_expr": (n) => Number(\1)'},
}


def mended(name: str, script: str) -> str:
    """A script that goes on a published page."""
    for before, after in MENDS.get(name, {}).items():
        script, count = re.subn(before, after, script)
        if count != 1:
            raise ValueError(f"{name} has changed: it does not have {before!r} once")
    return script
