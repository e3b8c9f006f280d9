"""Answers about formulas are found once, and again when anything they depend on has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from _ext.formulas import memory

QUESTION = ("check", "1 = 1", "eq-one")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory of its own, empty."""
    monkeypatch.setattr(memory, "knowledge", lambda: tmp_path)
    return tmp_path


def counting() -> tuple[list[int], Callable[[], str]]:
    """A way to find an answer, and how often it was taken."""
    calls: list[int] = []
    return calls, lambda: calls.append(1) or "found"  # type: ignore[func-returns-value]


def test_an_answer_is_found_once(folder: Path) -> None:
    """The second time it is remembered; another question is another answer."""
    calls, find = counting()
    answers = [memory.remembered(QUESTION, find) for _ in range(2)]

    assert answers == ["found", "found"]
    assert len(calls) == 1
    memory.remembered(("check", "1 = 2", "eq-one"), find)
    assert len(calls) == 2


def test_a_broken_file_is_found_again(folder: Path) -> None:
    """A file that was not written to its end is no answer."""
    calls, find = counting()
    memory.remembered(QUESTION, find)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-3])

    assert memory.remembered(QUESTION, find) == "found"
    assert len(calls) == 2


def test_other_symbols_are_other_knowledge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the symbols mean is part of the name of the folder."""
    before = memory.knowledge()
    symbols = tmp_path / "symbols.toml"
    symbols.write_text("", encoding="utf-8")
    monkeypatch.setattr(memory, "SYMBOLS", symbols)
    memory.knowledge.cache_clear()
    after = memory.knowledge()
    memory.knowledge.cache_clear()

    assert before != after
