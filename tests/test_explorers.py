"""The numbers of the explorers: what a page computes in the browser, the package computes too."""

from __future__ import annotations

import re
from itertools import cycle, product
from urllib.parse import urlencode

import pytest
import torch
from browsing import DOCS, needs_browser
from exploring import OpenPage, full, numbers, same, wrongly_shown
from torch import Tensor

from notes_examples.activations import ACTIVATIONS, Activation

pytestmark = needs_browser
EXTREMES = [0.0, 1e-300, 1e-8, 1e-3, 18.3, 36.7, 37.5, 40.0, 355.0, 709.0, 740.0, 750.0, 1e308]
POSITIVE = [*EXTREMES, *torch.linspace(0.05, 6, 18, dtype=torch.float64).tolist()]
INPUTS = [*POSITIVE, *(-x for x in POSITIVE)]
DEPTHS = [k for k, _ in zip(cycle((0, 1, 10, 32)), INPUTS, strict=False)]
WEIGHTS = (-8.0, -4.0, -2.0, -1.0, -0.5, 0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 4.0, 8.0)
PLACES = ((1, 0), (1, 1), (24, 0), (24, 13), (75, 2), (100, 0))  # a depth and a layer


def offered(kind: str) -> list[Activation]:
    """The functions that an explorer lets readers choose."""
    script = (DOCS / f"_static/explorers/{kind}.js").read_text(encoding="utf-8")
    names = re.findall(r"\w+", re.findall(r"f: \{ options: \[(.*)\] \}", script)[0])
    return [{row.name: row for row in ACTIVATIONS}[name] for name in names]


def gradients_of(row: Activation, w: float, depth: int) -> tuple[Tensor, Tensor]:
    """The slopes of a chain and its gradients, from the derivative of the package.

    Autograd agrees, but through the stable form of tanh it keeps only half the digits.
    """
    h = [torch.ones((), dtype=torch.float64, requires_grad=True)]
    for _ in range(depth):
        h.append(row.f(w * h[-1]))
    slopes = row.derivative(w * torch.stack(h[:-1])).detach()
    last = torch.ones(1, dtype=torch.float64)
    gradients = torch.cat([(w * slopes).flip(0).cumprod(0).flip(0), last])
    by_autograd = torch.stack(torch.autograd.grad(h[-1], h))
    torch.testing.assert_close(by_autograd, gradients, rtol=1e-6, atol=1e-322)
    return slopes, gradients.abs()


def of_package(row: Activation, w: float, depth: int, layer: int) -> dict[str, Tensor]:
    """What the package and torch say of a chain, by its names in the explorer."""
    slopes, gradients = gradients_of(row, w, depth)
    steepest = row.derivative(torch.linspace(-6, 6, 1201, dtype=torch.float64)).max()
    rounded = {f"lost{8 * t.itemsize}": gradients.to(t) for t in (torch.float16, torch.float32)}
    return {
        "gradient": gradients[layer],
        "slopes": slopes[layer:].prod(),
        "weights": torch.tensor(abs(w), dtype=torch.float64) ** (depth - layer),
        "bound": steepest ** (depth - layer),
    } | {name: ((g == 0) | g.isinf()).sum().double() for name, g in rounded.items()}


@pytest.mark.parametrize("row", offered("activation"), ids=lambda row: row.name)
def test_activation_is_that_of_the_package(open_page: OpenPage, row: Activation) -> None:
    """Value, slope and product are those of the package, far outside the plot as well."""
    pairs = zip(INPUTS, DEPTHS, strict=True)
    states = [urlencode({"f": row.name, "x": x, "k": k}) for x, k in pairs]
    found = numbers(open_page("notes/sigmoid"), "activation", states)
    x, k = (torch.tensor(values, dtype=torch.float64) for values in (INPUTS, DEPTHS))

    same(full(found, "value"), row.f(x))
    same(full(found, "slope"), row.derivative(x))
    same(full(found, "product"), row.derivative(x) ** k)
    assert wrongly_shown(found) == []


@pytest.mark.parametrize("row", offered("chain"), ids=lambda row: row.name)
def test_chain_is_that_of_the_package(open_page: OpenPage, row: Activation) -> None:
    """Gradients, both ledgers, the bound and the layers that a format loses are those of torch."""
    settings = list(product(WEIGHTS, PLACES))
    states = [urlencode({"f": row.name, "w": w, "L": n, "l": i}) for w, (n, i) in settings]
    found = numbers(open_page("notes/vanishing-gradients"), "chain", states)
    expected = [of_package(row, w, depth, layer) for w, (depth, layer) in settings]

    for name in expected[0]:
        same(full(found, name), torch.stack([row[name] for row in expected]))
    assert wrongly_shown(found) == []
