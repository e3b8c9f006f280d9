"""Backward passes recorded step by step."""

from __future__ import annotations

from typing import Any

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


def test_a_whole_recording() -> None:
    """A product behind a ReLU, passed twice: what arrives, what is kept, what the leaf has then."""
    w, c = torch.tensor([2.0]), torch.tensor([3.0])
    code = "y = torch.sum(F.relu(w) * c)"
    recording = record_backward(code, ["y", "y"], {"w": w}, c=c)
    picture, (_, message) = recording.pop("picture"), recording.pop("messages")
    passes = {
        key: [(s.node, s.gradient, "".join(map(str, s.kept)), *s.grads, s.message) for s in steps]
        for key, steps in recording.pop("passes").items()
    }
    arrives = [(0, "1."), (1, "[1.]"), (2, "[3.]"), (3, "[3.]")]

    def walked(kept: str, before: str, after: str) -> list[tuple[Any, ...]]:
        grads = (before, before, before, after)
        return [
            (*step, there, grad, 0)
            for step, there, grad in zip(arrives, kept.split(), grads, strict=True)
        ]

    refused = [(*arrives[0], "00", "[3.]", 0), (*arrives[1], "00", "[3.]", 1)]

    assert recording == {
        "code": code,
        "outputs": ["y", "y"],
        "leaves": ["w"],
        "nodes": ["Sum", "Mul", "Relu", "w"],
        "above": [[], [0], [1], [2]],
        "saved": [(1, "other", "[3.]"), (2, "result", "[2.]")],
    }
    assert message.startswith("RuntimeError: Trying to backward through the graph a second time")
    assert passes == {
        "": [(None, "", "11", "None", 0)],
        "0": walked("11 01 00 00", "None", "[3.]"),
        "1": walked("11 11 11 11", "None", "[3.]"),
        "00": refused,
        "01": refused,
        "10": walked("11 01 00 00", "[3.]", "[6.]"),
        "11": walked("11 11 11 11", "[3.]", "[6.]"),
    }
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="183" height="248" ')
    assert 'viewBox="-91.5 -8 183 248"><g class="node">' in picture  # without a style of its own
    assert ">w (1,)</text>" in picture
    assert picture.count('<g class="node">') == 4


def test_a_small_graph_is_as_wide_as_its_boxes() -> None:
    """A picture within an explorer has no margins."""
    w = torch.tensor([2.0])
    picture = record_backward("y = w.sum()", ["y"], {"w": w})["picture"]

    assert 'width="92"' in picture
