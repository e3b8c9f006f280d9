"""The cases by which torch tests its own functions, put before the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import torch
from accuracy import DTYPES
from torch import Tensor
from torch.testing import assert_close

from notes_examples.activations import relu, sigmoid, tanh
from notes_examples.losses import binary_cross_entropy_with_logits, cross_entropy, mse
from notes_examples.softmax import log_softmax, softmax

Case = Any  # torch's SampleInput: input, args, kwargs

OURS: dict[str, Callable[..., Tensor]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "nn.functional.relu": relu,
    "softmax": lambda z, dim: softmax(z, dim=dim),
    "log_softmax": lambda z, dim: log_softmax(z, dim=dim),
    "nn.functional.mse_loss": lambda a, b, **_: mse(a, b),
    # torch has the classes along axis 1
    "nn.functional.cross_entropy": lambda z, y, **_: cross_entropy(z.movedim(1, -1), y),
    "nn.functional.binary_cross_entropy_with_logits": (
        lambda z, y, **_: binary_cross_entropy_with_logits(z, y)
    ),
}
DTYPE = "the result has the dtype of the argument"
REDUCTION = "a loss is a mean"
WEIGHTED = "no element weighs more than another"
IGNORED = "no class is left out"
SHARED = "a target is one class"
NO_AXIS = "a scalar has no axis of classes"
NO_CLASS = "an axis of classes is not empty"
AXES = {DTYPE: 7, NO_AXIS: 1, NO_CLASS: 1}
OUT_OF_SCOPE: dict[str, dict[str, int]] = {
    "softmax": AXES,
    "log_softmax": AXES,
    "nn.functional.mse_loss": {REDUCTION: 2},
    "nn.functional.cross_entropy": {WEIGHTED: 6, REDUCTION: 4, IGNORED: 1, SHARED: 5},
    "nn.functional.binary_cross_entropy_with_logits": {WEIGHTED: 18, REDUCTION: 2},
}
"""How many of torch's cases ask for what the package does not do, and why it does not."""

each_name = pytest.mark.parametrize("name", OURS)
each_device = pytest.mark.parametrize(
    "device",
    [
        "cpu",
        pytest.param(
            "cuda",
            marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA here"),
        ),
    ],
)


@cache
def operators() -> dict[str, list[Any]]:
    """Torch's own descriptions of its functions, by name; a name may have variants."""
    from torch.testing._internal.common_methods_invocations import op_db  # takes seconds

    found: dict[str, list[Any]] = {}
    for operator in op_db:
        found.setdefault(operator.name, []).append(operator)
    return found


def why_not(name: str, case: Case) -> str:
    """Why a case is out of scope; empty if it is not."""
    other = {"weight": WEIGHTED, "pos_weight": WEIGHTED, "dtype": DTYPE, "ignore_index": IGNORED}
    if reasons := [other[option] for option in case.kwargs if option in other]:
        return reasons[0]
    if case.kwargs.get("reduction", "mean") != "mean":
        return REDUCTION
    if name == "nn.functional.cross_entropy" and case.args[0].is_floating_point():
        return SHARED
    if "softmax" in name and case.input.ndim == 0:
        return NO_AXIS
    return NO_CLASS if "softmax" in name and 0 in case.input.shape else ""


def cases(name: str, dtype: torch.dtype, device: str) -> Iterator[tuple[Any, Case]]:
    """Every case of every variant, with the function of torch that it is for."""
    for operator in operators()[name]:
        for case in operator.sample_inputs(device, dtype, requires_grad=True):
            yield operator, case


def value_and_gradient(f: Callable[..., Tensor], case: Case, v: Tensor) -> tuple[Tensor, Tensor]:
    """What a function makes of a case, and what it gives back for a gradient."""
    result = f(case.input, *case.args, **case.kwargs)
    return result, torch.autograd.grad(result, case.input, v)[0]


def doubled(x: Any) -> Any:
    """An argument in float64, unless it is no floating-point tensor."""
    floating = isinstance(x, Tensor) and x.is_floating_point()
    return x.detach().double().requires_grad_(x.requires_grad) if floating else x


@each_name
@each_device
@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_the_cases_of_torch(name: str, device: str, dtype: torch.dtype) -> None:
    """What the package does with a case is what torch does in float64, rounded to the format."""
    meant = [pair for pair in cases(name, dtype, device) if not why_not(name, pair[1])]

    assert meant
    for operator, case in meant:
        v = torch.randn_like(OURS[name](case.input, *case.args, **case.kwargs))
        theirs = value_and_gradient(operator, case.transform(doubled), v.double())
        rounded = tuple(one.to(dtype) for one in theirs)
        assert_close(value_and_gradient(OURS[name], case, v), rounded)


@each_name
def test_what_is_out_of_scope(name: str) -> None:
    """What is left out is exactly what is listed, each case with its reason."""
    reasons = Counter(why_not(name, case) for _, case in cases(name, torch.float64, "cpu"))
    del reasons[""]

    assert reasons == OUT_OF_SCOPE.get(name, {})


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_axes_without_classes_are_refused(name: str) -> None:
    """Where torch returns something for an axis that is not there, the package says so."""
    for _, case in cases(name, torch.float64, "cpu"):
        if why_not(name, case) in {NO_AXIS, NO_CLASS}:
            with pytest.raises(ValueError, match=r"^expected (an axis|at least one class)"):
                OURS[name](case.input, *case.args)
