"""For whom a builder works.

Post-transforms for readers must not touch what translators are shown: Sphinx collects messages
after the post-transforms. A value filled in there would make a message change with every number,
and a title made there would have no source, so no translation.
"""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform


def is_site(builder: Builder) -> bool:
    """Whether a builder makes the pages of the site; a book is HTML too."""
    return builder.name == "html"


class ForReaders(SphinxPostTransform):
    """A post-transform of every builder but the one that collects messages."""

    def is_supported(self) -> bool:
        """Whether the builder makes something to read."""
        return self.app.builder.name != "gettext"
