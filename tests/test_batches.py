"""Pages are written a few at a time, and all of them."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from _ext import batches
from sphinx import builders
from sphinx.util.parallel import make_chunks


@pytest.mark.parametrize("count", [0, 1, 3, 4, 20])
def test_batches_are_small_and_complete(count: int) -> None:
    """Each page is in one batch, in order, and no worker waits for many."""
    found = batches.batches(range(count), 1)

    assert [page for batch in found for page in batch] == list(range(count))
    assert all(0 < len(batch) <= batches.SIZE for batch in found)


def test_only_writing_is_in_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build of the same process reads as Sphinx does."""
    monkeypatch.setattr(builders, "make_chunks", make_chunks)
    batches.write(Mock(), Mock())
    while_writing = builders.make_chunks  # type: ignore[attr-defined]
    batches.read(Mock())

    assert while_writing is batches.batches
    assert builders.make_chunks is make_chunks  # type: ignore[attr-defined]
