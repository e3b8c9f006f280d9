"""The explorer of softmax: its numbers are those of the package, its cells are reached by key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from urllib.parse import urlencode

import pytest
import torch
from browsing import needs_browser
from exploring import OpenPage, full, numbers, same, wrongly_shown
from playwright.sync_api import Page
from torch import Tensor

from notes_examples.softmax import softmax, softmax_jacobian

pytestmark = needs_browser
SEEDED = torch.Generator().manual_seed(0)
LOGITS = [
    [0.0, 0.0, 0.0, 0.0, 0.0],
    [-0.0, 1e-300, -1e-8, 1e-3, 0.1],
    [2.0, 1.0, 0.1, 0.0, -1.0],
    [0.144, 0.5349, 0.7022, 0.0, 0.0],
    [5.0, -5.0, 5.0, -5.0, 5.0],
    [40.0, -40.0, 12.0, 11.0, 10.9],
    [750.0, -750.0, 709.0, 710.0, 0.0],
    [65519.0, 65520.0, 65503.0, 1.0, 0.0],
    [1e308, -1e308, 1e16, 1.0, 65504.0],
    *(3 * torch.randn(12, 5, dtype=torch.float64, generator=SEEDED)).tolist(),
]
SHIFTS = ((1.0, 0.0), (0.1, 0.0), (10.0, 7.0), (1.0, 100.0), (1.0, -800.0), (0.3, 1e308))
FORMATS = {"float64": torch.float64, "float16": torch.float16}
WAYS = {"exp(a-max)": softmax, "exp(a)": lambda a: a.exp() / a.exp().sum()}


def state_of(logits: Sequence[float], **others: object) -> str:
    """A state of the explorer, as in a link."""
    return urlencode({f"a{k}": a for k, a in enumerate(logits, start=1)} | others)


def rows(found: Sequence[dict[str, tuple[str, str]]], pattern: str, count: int) -> Tensor:
    """Numbers whose names differ by their index, a row for each state."""
    return torch.stack([full(found, pattern.format(k + 1)) for k in range(count)], dim=1)


@pytest.mark.parametrize(("form", "way", "count"), list(product(FORMATS, WAYS, (2, 5))))
def test_probabilities_are_those_of_the_package(
    open_page: OpenPage, form: str, way: str, count: int
) -> None:
    """In either format, the plain quotient overflows where torch's does and softmax does not."""
    settings = list(product(LOGITS, SHIFTS))
    states = [state_of(a, T=T, c=c, K=count, format=form, exp=way) for a, (T, c) in settings]
    found = numbers(open_page("notes/softmax"), "softmax", states)
    a = torch.tensor(
        [[(x + c) / T for x in a[:count]] for a, (T, c) in settings], dtype=torch.float64
    )
    stored = a.to(FORMATS[form])

    same(rows(found, "p{}", count), torch.stack([WAYS[way](row) for row in stored]).double())
    assert wrongly_shown(found) == []


@pytest.mark.parametrize("count", [2, 3, 5])
def test_jacobian_is_that_of_the_package(open_page: OpenPage, count: int) -> None:
    """Each cell, with the factors it is derived from, and the sum of its row, which is 0."""
    settings = [(a, i, j) for a in LOGITS for i in range(count) for j in range(count)]
    states = [state_of(a, K=count, cell=f"{i + 1}{j + 1}") for a, i, j in settings]
    found = numbers(open_page("notes/softmax-gradient"), "softmax", states)
    z = torch.tensor([a[:count] for a, _, _ in settings], dtype=torch.float64)
    i, j = torch.tensor([cell[1:] for cell in settings]).T
    p, jacobian, row = softmax(z), softmax_jacobian(z), torch.arange(len(settings))
    chosen = torch.stack([rows(found, f"J{m + 1}{{}}", count) for m in range(count)], dim=1)

    same(chosen, jacobian)
    same(full(found, "value"), jacobian[row, i, j])
    same(full(found, "left"), p[row, i])
    same(full(found, "right"), torch.where(i == j, 1 - p[row, i], p[row, j]))
    same(
        rows(found, "row{}", count),
        torch.zeros(len(settings), count, dtype=torch.float64),
        atol=1e-15,
    )
    assert wrongly_shown(found) == []


def chosen(page: Page) -> str:
    """The row and the column of the chosen cell, on the page and in its state."""
    cell: str = page.locator(".cells :checked").get_attribute("value") or ""

    assert page.evaluate("document.querySelector('softmax-explorer').state.cell") == cell
    return cell


def test_cells_are_chosen_by_hand_and_by_key(open_page: OpenPage) -> None:
    """A click chooses a cell, arrows go on from there and stop at the edge of the matrix."""
    page = open_page("notes/softmax-gradient")
    numbers(page, "softmax", [state_of(LOGITS[2], K=3, cell=11)])
    page.click("[data-name=J23]")
    clicked = chosen(page)
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)

    assert clicked == "23"
    assert chosen(page) == "32"
    assert page.locator("[value='32']").evaluate("e => e === document.activeElement")


def test_cell_that_leaves_the_matrix_moves_in(open_page: OpenPage) -> None:
    """With fewer classes the chosen cell is one that is still there."""
    page = open_page("notes/softmax-gradient")
    numbers(page, "softmax", [state_of(LOGITS[2], K=5, cell=53), "K=2"])

    assert chosen(page) == "22"


def test_hidden_state_has_no_effect(open_page: OpenPage) -> None:
    """Where a page shows no temperature, a link cannot set one."""
    page = open_page("notes/softmax-gradient")
    plain, warm = numbers(page, "softmax", [state_of(LOGITS[2], K=3), "T=10&c=5&format=float16"])

    assert plain == warm
