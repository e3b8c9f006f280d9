"""Backward passes step by step, as torch walks a graph, for readers who want to walk along.

Nothing is computed here. Hooks look on while ``backward`` runs: which operation it has reached,
with which gradient, which saved tensors are still there, and what ``.grad`` holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812  as torch writes it
from torch import Tensor

from notes_examples.graph import inline_graph, operation, slots


class Step(NamedTuple):
    """A node that a backward pass has reached, and what it left behind there."""

    node: int | None  # its number in the drawing; None before the first pass
    gradient: str  # what arrived
    kept: list[int]  # for each saved tensor, 1 if it is still there
    grads: list[str]  # for each leaf
    message: int = 0  # the number of the error, if the pass failed here


class Walk:
    """A graph that was just recorded, on which backward passes are watched."""

    def __init__(
        self, code: str, outputs: Sequence[str], leaves: Mapping[str, Tensor], given: dict[str, Any]
    ) -> None:
        self.leaves = {name: x.detach().clone().requires_grad_() for name, x in leaves.items()}
        names = {"F": F, "torch": torch} | given | self.leaves
        exec(code, names)
        self.outputs: dict[str, Tensor] = {output: eval(output, names) for output in outputs}
        self.picture, self.nodes = inline_graph(*self.outputs.values(), names=self.leaves)
        self.saved = [
            (number, slot, printed(x))
            for number, node in enumerate(self.nodes)
            for slot, tensors in slots(node)
            for x in tensors or ()
        ]

    def name(self, node: Any) -> str:
        """An operation by what it differentiates, a leaf by its own name."""
        of_leaf = (name for name, x in self.leaves.items() if x is getattr(node, "variable", None))
        return next(of_leaf, operation(node))

    @property
    def above(self) -> list[list[int]]:
        """For each node, the nodes that send it a gradient."""
        below = [[node for node, _ in above.next_functions] for above in self.nodes]
        return [[i for i, to in enumerate(below) for x in to if x is node] for node in self.nodes]

    def look(self) -> tuple[list[int], list[str]]:
        """Which saved tensors are still there, and each leaf's ``.grad``."""
        there = {
            (i, slot): int(x is not None) for i, n in enumerate(self.nodes) for slot, x in slots(n)
        }
        grads = ["None" if x.grad is None else printed(x.grad) for x in self.leaves.values()]
        return [there[number, slot] for number, slot, _ in self.saved], grads

    def backward(self, output: str, *, retain_graph: bool) -> tuple[list[Step], str]:
        """Walk from an output to the leaves, or to where torch refuses to go on, and says why."""
        arrived: list[tuple[int, str]] = []
        seen = []

        def arrive(number: int, gradients: tuple[Tensor, ...]) -> None:
            arrived.append((number, printed(gradients[0])))
            seen.append(self.look())

        hooks = [n.register_prehook(partial(arrive, i)) for i, n in enumerate(self.nodes)]
        message = ""
        try:
            torch.autograd.backward(self.outputs[output], retain_graph=retain_graph)
        except RuntimeError as error:
            if not arrived:  # torch did not set out
                raise
            message = f"{type(error).__name__}: {error}"
        for hook in hooks:
            hook.remove()
        left = [*seen[1:], self.look()]  # what a node leaves behind, the next one sees
        return [Step(*a, *state) for a, state in zip(arrived, left, strict=True)], message


def printed(x: Tensor) -> str:
    """A tensor as torch prints it, without the word around it."""
    return str(x.detach()).removeprefix("tensor(").removesuffix(")")


def record_backward(
    code: str, outputs: Sequence[str], leaves: Mapping[str, Tensor], **given: Any
) -> dict[str, Any]:
    """Record some backward passes, with and without ``retain_graph`` in each of them.

    Every combination starts from a graph of its own, so that no pass is cut short by another.

    Args:
        code: The forward pass, as a page shows it; ``F`` and ``torch`` are known.
        outputs: From where each backward pass starts, in the names of the code.
        leaves: What requires grad; copied, so that no ``.grad`` of the caller changes.
        given: Other names that the code uses.

    Returns:
        Texts and lists, ready for JSON. ``passes`` has the steps of the last of n passes under n
        digits, 1 where ``retain_graph`` was true.

    Raises:
        RuntimeError: If torch does not set out at all, as from an output that is no scalar.

    Example:
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> recording = record_backward("y = w.exp()", ["y", "y"], {"w": w})
        >>> recording["nodes"], recording["saved"]
        (['Exp', 'w'], [(0, 'result', '[2.7183]')])
        >>> [(step.gradient, step.grads) for step in recording["passes"]["11"]]
        [('[1.]', ['[2.7183]']), ('[2.7183]', ['[5.4366]'])]
        >>> [recording["messages"][step.message][:36] for step in recording["passes"]["01"]]
        ['RuntimeError: Trying to backward thr']

    Source:
        PyTorch, `Backward hooks execution
        <https://docs.pytorch.org/docs/2.13/notes/autograd.html#backward-hooks-execution>`_.
    """
    passes: dict[str, list[Step]] = {}
    messages = [""]
    for retained in product((False, True), repeat=len(outputs)):
        walk = Walk(code, outputs, leaves, given)
        passes[""] = [Step(None, "", *walk.look())]
        for n, output in enumerate(outputs):
            key = "".join(str(int(keep)) for keep in retained[: n + 1])
            steps, message = walk.backward(output, retain_graph=retained[n])
            if message not in messages:
                messages.append(message)
            passes[key] = [*steps[:-1], steps[-1]._replace(message=messages.index(message))]
    return {
        "code": code,
        "outputs": outputs,
        "leaves": [*leaves],
        "nodes": [walk.name(node) for node in walk.nodes],
        "above": walk.above,
        "saved": walk.saved,
        "picture": str(walk.picture),
        "passes": passes,
        "messages": messages,
    }
