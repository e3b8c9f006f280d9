"""Backward passes recorded step by step."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from notes_examples.softmax import Softmax
from notes_examples.walks import record_backward


@pytest.fixture
def leaf() -> Tensor:
    """A vector that requires grad."""
    return torch.tensor([0.1, 0.2, 0.3], requires_grad=True)


def test_caller_is_left_alone(leaf: Tensor) -> None:
    """Passes walk over copies: the caller's ``.grad`` stays as it was."""
    record_backward("y = x.exp().sum()", ["y", "y"], {"x": leaf})

    assert leaf.grad is None


def test_every_choice_has_its_passes(leaf: Tensor) -> None:
    """The steps of each pass stand under the choices made up to it, the start under none."""
    passes = record_backward("y = x.sum()", ["y", "y"], {"x": leaf})["passes"]

    assert sorted(passes) == ["", "0", "00", "01", "1", "10", "11"]
    assert passes[""] == [(None, "", [], ["None"], 0)]


def test_every_edge_is_named(leaf: Tensor) -> None:
    """A node that is used twice by one operation is reached twice from it."""
    recording = record_backward("y = (x * x).sum()", ["y"], {"x": leaf})

    assert recording["nodes"] == ["Sum", "Mul", "x"]
    assert recording["above"] == [[], [0], [1, 1]]


def test_own_functions_are_recorded(leaf: Tensor) -> None:
    """What an ``autograd.Function`` has saved is recorded, and freed by a pass."""
    code = "y = f(x)[0]"
    recording = record_backward(code, ["y"], {"x": leaf}, f=Softmax.apply)

    assert [name for _, name, _ in recording["saved"]] == ["saved_tensors"]
    assert [step.kept for step in recording["passes"]["0"]] == [[True], [False], [False]]
    assert [step.kept for step in recording["passes"]["1"]] == [[True], [True], [True]]


def test_pass_that_does_not_begin_is_refused(leaf: Tensor) -> None:
    """There is no step to record where torch does not set out."""
    with pytest.raises(RuntimeError, match="only for scalar outputs"):
        record_backward("y = x.exp()", ["y"], {"x": leaf})
