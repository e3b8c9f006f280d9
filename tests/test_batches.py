"""Pages are written a few at a time, and all of them."""

from __future__ import annotations

import re
from unittest.mock import Mock

import pytest
from conftest import MakeProject
from sphinx import builders
from sphinx.util.parallel import make_chunks

from notes_site.sphinx_support import batches

BATCH = re.compile(r"^writing output\.\.\. .* page-(\d+) \.\. page-(\d+)$", re.MULTILINE)


@pytest.mark.parametrize(("count", "workers"), [(0, 1), (1, 1), (4, 1), (20, 1), (20, 15)])
def test_batches_are_small_and_complete(count: int, workers: int) -> None:
    """Each page is in one batch, in order; no worker waits for many, none has nothing to do."""
    found = batches.batches(range(count), workers)

    assert [page for batch in found for page in batch] == list(range(count))
    assert all(0 < len(batch) <= batches.SIZE for batch in found)
    assert len(found) >= min(count, workers)


def test_a_build_writes_in_small_batches(make_project: MakeProject) -> None:
    """Sphinx would write all of these pages as one batch, where it has one worker to write."""
    project = make_project({f"page-{n}": f"# Page {n}\n" for n in range(10)})
    result = project.build(NO_COLOR="1")
    spans = [int(last) - int(first) for first, last in BATCH.findall(result.stdout)]

    assert spans
    assert max(spans) < batches.SIZE


def test_only_writing_is_in_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build of the same process reads as Sphinx does."""
    monkeypatch.setattr(builders, "make_chunks", make_chunks)
    batches.write(Mock(), Mock())
    while_writing = builders.make_chunks  # type: ignore[attr-defined]  # not exported
    batches.read(Mock())

    assert while_writing is batches.batches
    assert builders.make_chunks is make_chunks  # type: ignore[attr-defined]  # not exported
