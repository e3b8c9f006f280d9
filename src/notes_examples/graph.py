"""What autograd records: the tensors it saves, and the graph as a picture.

The picture is an SVG that follows the reader's theme; it needs no script and no system program.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from html import escape
from itertools import pairwise
from statistics import fmean
from typing import Any

import torch
from torch import Tensor

from notes_examples._checks import require_floating
from notes_examples.palette import FIRST, INK, MUTED, PALETTE, SECOND

LIGHT = {"ink": INK, "muted": MUTED, "leaf": FIRST, "saved": SECOND}
DARK = {name: PALETTE[color] for name, color in LIGHT.items()}
CSS_RULES = (
    "text{{fill:{ink}}}rect{{stroke:{ink}}}.edge,.freed *{{stroke:{muted}}}"
    ".tip,.freed text{{fill:{muted};stroke:none}}"
    ".leaf rect{{stroke:{leaf}}}.leaf text{{fill:{leaf}}}"
    ".saved rect{{stroke:{saved}}}.saved text{{fill:{saved}}}"
)
CSS = (
    "text{font:14px monospace;text-anchor:middle}rect,path{fill:none;stroke-width:1.5}"
    ".freed rect{stroke-dasharray:4 3}"
    f"{CSS_RULES.format(**LIGHT)}@media (prefers-color-scheme: dark){{{CSS_RULES.format(**DARK)}}}"
)
LETTER, BOX, ROW, GAP, LEAST_WIDTH = 8.6, 28, 68, 26, 330  # in px, for 14 px monospace


def saved_tensors(f: Callable[..., Tensor], *inputs: Tensor) -> list[Tensor]:
    """What autograd keeps for the backward pass while it runs ``f(*inputs)``.

    An operation saves only what its derivative needs: nothing for a sum, the result for an
    exponential, both factors for a product. A tensor saved twice is listed twice; a factor
    that is a Python number is not listed, although autograd saves it.

    Args:
        f: A function of tensors, made of torch operations.
        inputs: Any shapes; each is differentiated, whether or not it requires grad.

    Returns:
        The saved tensors, detached, in the order in which they were saved.

    Raises:
        TypeError: If an input is not a real floating-point tensor.

    Example:
        >>> x = torch.tensor([0.0, 1.0])
        >>> saved_tensors(torch.exp, x)
        [tensor([1.0000, 2.7183])]
        >>> len(saved_tensors(torch.add, x, x)), len(saved_tensors(torch.mul, x, x))
        (0, 2)

    Source:
        PyTorch, `Hooks for saved tensors
        <https://docs.pytorch.org/docs/2.13/notes/autograd.html#hooks-for-saved-tensors>`_.
    """
    saved: list[Tensor] = []

    def keep(x: Tensor) -> Tensor:
        saved.append(x.detach())
        return saved[-1]

    for x in inputs:
        require_floating(x)
    with torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(keep, lambda x: x):
        f(*(x.detach().requires_grad_() for x in inputs))
    return saved


def draw_graph(*tensors: Tensor, names: Mapping[str, Tensor] | None = None) -> Drawing:
    """Draw the graph that autograd has recorded for tensors, as ``backward`` would walk it.

    On top stands the operation that made each tensor, below it what it points to by
    ``next_functions``, down to the leaves, whose ``.grad`` a backward pass fills. Beside an
    operation stand the tensors it has saved, struck out once a backward pass has freed them.

    Args:
        tensors: Results of operations on tensors that require grad; what they share is drawn once.
        names: Names for leaves, such as ``{"w": w}``; without one a leaf is called ``leaf``.

    Returns:
        The SVG as text; a notebook shows it as a picture. The same graph gives the same text.

    Raises:
        ValueError: If nothing was recorded: a tensor has no ``grad_fn``.

    Example:
        >>> w = torch.tensor([2.0], requires_grad=True)
        >>> draw_graph(w.exp().sum(), names={"w": w})
        <Drawing of 3 nodes>
    """
    return _draw(_rows(tensors, names or {}))


def inline_graph(
    *tensors: Tensor, names: Mapping[str, Tensor] | None = None
) -> tuple[Drawing, list[Any]]:
    """The picture of :func:`draw_graph` without style and margins, and its nodes in their order."""
    rows = _rows(tensors, names or {})
    drawing = _draw(rows, style="", least_width=0)
    return drawing, [box.node for row in rows for box in row if box.labels]


def slots(node: Any) -> Iterator[tuple[str, list[Tensor] | None]]:
    """Where a node saves something: a short name, and its tensors or, if they are freed, None."""
    for slot in (n for n in dir(node) if n.startswith("_saved_") or n == "saved_tensors"):
        try:
            value = getattr(node, slot)
        except RuntimeError as error:
            if "freed" not in str(error):
                raise
            yield slot.removeprefix("_saved_"), None
        else:
            values = value if isinstance(value, tuple) else (value,)
            yield slot.removeprefix("_saved_"), [v for v in values if isinstance(v, Tensor)]


def operation(node: Any) -> str:
    """The name of what a node differentiates: ``Mul`` of ``MulBackward0``."""
    return re.sub(r"^.*::|Backward\d*$", "", node.name())


def _draw(
    rows: list[list[_Box]], style: str = f"<style>{CSS}</style>", least_width: float = LEAST_WIDTH
) -> Drawing:
    """Place the boxes of a graph, and draw them."""
    ends = [end for row in rows for end in _place(row)]
    width = math.ceil(max(least_width, max(ends) - min(ends)) + GAP)  # whole, for HTML
    left = (min(ends) + max(ends) - width) / 2
    frame = f"{left:.1f} -8 {width} {ROW * (len(rows) - 1) + BOX + 16}"
    parts = [_svg(box, ROW * y) for y, row in enumerate(rows) for box in row]
    size = 'width="{2}" height="{3}"'.format(*frame.split())
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{frame}">'
    return Drawing(f"{head}{style}{''.join(parts)}</svg>")


class Drawing(str):
    """SVG text that a notebook shows as a picture."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<Drawing of {} nodes>".format(self.count('class="node"'))

    def _repr_svg_(self) -> str:
        return str(self)


@dataclass(eq=False)
class _Box:
    """A node with its labels (CSS class and text); without them, a bend of an edge."""

    labels: list[tuple[str, str]]
    node: Any = None
    below: list[_Box] = field(default_factory=list)
    x: float = 0
    wishes: list[float] = field(default_factory=list)  # where the edges from above start

    @property
    def width(self) -> float:
        return sum(LETTER * len(text) + 14 for _, text in self.labels)


def _labels(node: Any, names: Mapping[str, Tensor]) -> list[tuple[str, str]]:
    """What a node is, and what it has saved."""
    if hasattr(node, "variable"):
        name = next((n for n, leaf in names.items() if leaf is node.variable), "leaf")
        return [("leaf", f"{name} {tuple(node.variable.shape)}")]
    labels = [("op", operation(node))]
    for slot, values in slots(node):
        if values is None:
            labels.append(("freed", slot))
        else:
            labels += [("saved", f"{slot} {tuple(v.shape)}") for v in values]
    return labels


def _rows(tensors: Sequence[Tensor], names: Mapping[str, Tensor]) -> list[list[_Box]]:
    """The nodes by their longest way from a result, with a bend wherever an edge passes a row."""
    for tensor in tensors:
        if tensor.grad_fn is None:
            raise ValueError(f"expected a tensor with a grad_fn, got {tensor}")
    inputs: dict[Any, list[Any]] = {}
    stack: list[Any] = [tensor.grad_fn for tensor in reversed(tensors)]
    while stack:
        node = stack.pop()
        if node not in inputs:
            inputs[node] = [below for below, _ in node.next_functions if below is not None]
            stack += reversed(inputs[node])
    depth = dict.fromkeys(inputs, 0)
    for node in reversed([*TopologicalSorter(inputs).static_order()]):
        depth |= {below: max(depth[below], depth[node] + 1) for below in inputs[node]}
    boxes = {node: _Box(_labels(node, names), node) for node in inputs}
    rows = defaultdict(list)
    for node, box in boxes.items():
        rows[depth[node]].append(box)
        for below in inputs[node]:
            passed = [*(_Box([]) for _ in range(depth[node] + 1, depth[below])), boxes[below]]
            for row, (above, bend) in enumerate(pairwise([box, *passed])):
                above.below.append(bend)
                if not bend.labels:
                    rows[depth[node] + 1 + row].append(bend)
    return [rows[y] for y in sorted(rows)]


def _place(row: list[_Box]) -> tuple[float, float]:
    """Set a row below what points to it; where it begins and ends."""
    row.sort(key=lambda box: fmean(box.wishes or [0]))
    width = sum(box.width + GAP for box in row) - GAP
    left = x = fmean(fmean(box.wishes or [0]) for box in row) - width / 2
    for box in row:
        box.x, x = x + box.width / 2, x + box.width + GAP
        for k, below in enumerate(box.below, start=1):
            below.wishes.append(box.x + box.width * (k / (len(box.below) + 1) - 0.5))
    return left, left + width


def _svg(box: _Box, y: float) -> str:
    """A node or bend whose upper edge is at ``y``, and the edges that lead into it."""
    tip = f'<path class="tip" d="M{box.x:.1f} {y}l-4 -8h8z"/>' if box.labels else ""
    start, end = y - ROW + BOX, y - 7 if box.labels else y + BOX
    svg = "".join(
        f'<path class="edge" d="M{x:.1f} {start}C{x:.1f} {y - 14} {box.x:.1f} {start + 8}'
        f' {box.x:.1f} {y - 8}V{end}"/>{tip}'
        for x in box.wishes
    )
    left = box.x - box.width / 2
    for kind, text in box.labels:
        width = LETTER * len(text) + 14
        middle = f'x="{left + width / 2:.1f}" y="{y + 19}"'
        strike = f'<path d="M{left + 5:.1f} {y + 14}h{width - 10:.1f}"/>' if kind == "freed" else ""
        shape = f'<rect x="{left:.1f}" y="{y}" width="{width:.1f}" height="{BOX}" rx="4"/>'
        svg += f'<g class="{kind}">{shape}<text {middle}>{escape(text)}</text>{strike}</g>'
        left += width
    return f'<g class="node">{svg}</g>' if box.labels else svg
