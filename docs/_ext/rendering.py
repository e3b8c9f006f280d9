"""Post-transforms for readers: they must not touch what translators are shown.

Sphinx collects messages after the post-transforms. A value filled in there would make a message
change with every number, and a title made there would have no source, so no translation.
"""

from __future__ import annotations

from sphinx.transforms.post_transforms import SphinxPostTransform


class ForReaders(SphinxPostTransform):
    """A post-transform of every builder but the one that collects messages."""

    def is_supported(self) -> bool:
        """Whether the builder makes something to read."""
        return self.app.builder.name != "gettext"
