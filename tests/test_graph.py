"""What autograd records: its saved tensors and its graph."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  as torch writes it
from torch import Tensor

from notes_examples.graph import DARK, LIGHT, draw_graph, saved_tensors
from notes_examples.palette import PALETTE
from notes_examples.softmax import Softmax

DATA = Path(__file__).parent / "data"
SVG = "{http://www.w3.org/2000/svg}"


def softmax(x: Tensor) -> Tensor:
    """Softmax over the only axis."""
    return F.softmax(x, dim=0)


def own_softmax(x: Tensor) -> Tensor:
    """The ``autograd.Function`` of this package."""
    p: Tensor = Softmax.apply(x)  # type: ignore[no-untyped-call]  # torch has no types here
    return p


def two_paths(x: Tensor) -> Tensor:
    """A result that depends on ``x`` directly and through two operations."""
    return (x.exp().tanh() * x).sum()


def kinds(drawing: str) -> list[str]:
    """The classes of the groups of a drawing, in order."""
    return [group.get("class", "") for group in ET.fromstring(drawing).iter(f"{SVG}g")]


def words(drawing: str) -> list[str]:
    """The texts of a drawing, in order."""
    return [text.text or "" for text in ET.fromstring(drawing).iter(f"{SVG}text")]


@pytest.fixture
def leaf() -> Tensor:
    """A vector that requires grad."""
    return torch.tensor([0.1, 0.2, 0.3], requires_grad=True)


@pytest.mark.parametrize(
    ("f", "count"),
    [
        (torch.sum, 0),
        (torch.mean, 0),
        (torch.log, 1),
        (torch.square, 1),
        (torch.exp, 1),
        (torch.sigmoid, 1),
        (torch.tanh, 1),
        (torch.relu, 1),
        (softmax, 1),
        (own_softmax, 1),
    ],
)
def test_saved_by_one_input(f: Callable[..., Tensor], count: int) -> None:
    """An operation saves only what its derivative needs."""
    assert len(saved_tensors(f, torch.rand(3))) == count


@pytest.mark.parametrize(("f", "count"), [(torch.add, 0), (torch.mul, 2), (F.mse_loss, 2)])
def test_saved_by_two_inputs(f: Callable[..., Tensor], count: int) -> None:
    """A sum saves nothing, a product both of its factors."""
    assert len(saved_tensors(f, torch.rand(3), torch.rand(3))) == count


@pytest.mark.parametrize("f", [torch.exp, torch.sigmoid, torch.tanh, torch.relu, softmax])
def test_saved_is_the_result(f: Callable[[Tensor], Tensor]) -> None:
    """These derivatives are computed from the value of the function."""
    x = torch.randn(3)
    (saved,) = saved_tensors(f, x)

    assert torch.equal(saved, f(x))
    assert not saved.requires_grad


def test_saved_leaves_the_inputs_alone(leaf: Tensor) -> None:
    """Neither the graph nor the gradient of the caller's tensors is touched, nor is grad mode."""
    plain = torch.rand(3)
    with torch.no_grad():
        assert len(saved_tensors(torch.mul, leaf, plain)) == 2

    assert leaf.grad is None
    assert not plain.requires_grad


def test_saved_refuses_integers() -> None:
    """An integer tensor cannot require grad, so it is refused by name."""
    with pytest.raises(TypeError, match="real floating-point tensor, got torch"):
        saved_tensors(torch.exp, torch.tensor([1]))


def test_drawing_has_one_node_per_grad_fn(leaf: Tensor) -> None:
    """A node that two paths reach is drawn once, with an edge from each."""
    drawing = draw_graph(two_paths(leaf), names={"x": leaf})

    assert kinds(drawing).count("node") == 5  # sum, mul, tanh, exp and the leaf
    assert [word.split()[0] for word in words(drawing) if "(3,)" not in word] == [
        "Sum",
        "Mul",
        "Tanh",
        "Exp",
    ]
    assert words(drawing)[-1] == "x (3,)"
    assert drawing.count('class="tip"') == 5


def test_every_operation_stands_above_what_it_used(leaf: Tensor) -> None:
    """The row of a node is its longest way from the result, so no edge leads upwards."""
    root = ET.fromstring(draw_graph(two_paths(leaf)))
    heights = [float(rect.get("y", 0)) for rect in root.findall(f"{SVG}g/{SVG}g[1]/{SVG}rect")]

    assert heights == sorted(set(heights))


def test_drawing_marks_what_is_saved(leaf: Tensor) -> None:
    """As many marks stand in the drawing as tensors are saved."""
    drawing = draw_graph(two_paths(leaf))

    assert kinds(drawing).count("saved") == len(saved_tensors(two_paths, leaf)) == 4
    assert "freed" not in kinds(drawing)


def test_backward_strikes_out_what_it_frees(leaf: Tensor) -> None:
    """After a backward pass every mark is struck out, unless the graph was retained."""
    y = two_paths(leaf)
    before = draw_graph(y)
    torch.autograd.backward(y, retain_graph=True)
    assert draw_graph(y) == before
    torch.autograd.backward(y)

    assert kinds(draw_graph(y)).count("freed") == kinds(before).count("saved")
    assert "saved" not in kinds(draw_graph(y))


def test_own_functions_are_drawn(leaf: Tensor) -> None:
    """An ``autograd.Function`` shows its name and what it saved, and that it was freed."""
    p = own_softmax(leaf)
    assert words(draw_graph(p)) == ["Softmax", "saved_tensors (3,)", "leaf (3,)"]
    torch.autograd.backward(p.sum())

    assert kinds(draw_graph(p)) == ["node", "op", "freed", "node", "leaf"]


def test_drawing_is_the_same_every_time() -> None:
    """Two runs of the same code give the same text."""
    first, second = (draw_graph(two_paths(torch.ones(3, requires_grad=True))) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("freed", [False, True], ids=["recorded", "freed"])
def test_drawing_is_the_one_that_was_looked_at(freed: bool) -> None:
    """Every line and word of a graph with two ways, a bend and names stands where it stood."""
    w, b = torch.ones(2, 3, requires_grad=True), torch.ones(3, requires_grad=True)
    y = (F.linear(w.exp() * w, b.tanh()) + (w @ b).sigmoid()).sum() * b.sum()
    if freed:
        y.backward()  # type: ignore[no-untyped-call]  # torch has no types here
    name = "graph-freed" if freed else "graph"

    assert draw_graph(y, names={"w<": w}) == (DATA / f"{name}.svg").read_text(encoding="utf-8")


def test_drawing_is_a_picture_in_a_notebook(leaf: Tensor) -> None:
    """A cell shows the SVG, with its size, and its plain text is short."""
    drawing = draw_graph(leaf.exp())
    root = ET.fromstring(drawing._repr_svg_())

    assert root.get("viewBox", "").split()[2:] == [root.get("width"), root.get("height")]
    assert repr(drawing) == "<Drawing of 2 nodes>"


def test_drawing_follows_the_theme(leaf: Tensor) -> None:
    """Its colours are those of the figures, on a light ground and on a dark one."""
    drawing = draw_graph(leaf.exp())
    light, dark = drawing.split("@media (prefers-color-scheme: dark)")

    assert dict(zip(LIGHT.values(), DARK.values(), strict=True)).items() <= PALETTE.items()
    assert all(color in light for color in LIGHT.values())
    assert all(color in dark for color in DARK.values())


def test_boxes_do_not_overlap() -> None:
    """Boxes that stand in one row of the drawing have room between them."""
    x, y = torch.ones(2, 3, requires_grad=True), torch.ones(3, requires_grad=True)
    drawing = draw_graph(F.linear(x.exp() * x, y.tanh()) + (x @ y).sigmoid() * y.sum())
    boxes = [
        (float(rect.get("y", 0)), float(rect.get("x", 0)), float(rect.get("width", 0)))
        for rect in ET.fromstring(drawing).iter(f"{SVG}rect")
    ]
    pairs = zip(sorted(boxes), sorted(boxes)[1:], strict=False)

    assert [(a, b) for a, b in pairs if a[0] == b[0] and a[1] + a[2] > b[1] + 0.2] == []


def test_nothing_recorded_is_refused(leaf: Tensor) -> None:
    """A leaf has no graph, and neither has what is computed from tensors without grad."""
    for tensor in (leaf, torch.ones(3).exp()):
        with pytest.raises(ValueError, match="expected a tensor with a grad_fn"):
            draw_graph(tensor)


def test_other_errors_are_not_taken_for_freed(leaf: Tensor) -> None:
    """A saved tensor that was changed in place is not reported as freed."""
    y = leaf.exp()
    y.detach().zero_()

    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        draw_graph(y)
