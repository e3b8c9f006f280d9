"""The errata: each has a kind and a guard; each law holds for what is right and fails for the rest.

A case holds the right form, the forms as written and one law. The law passes for the right form and
fails, with the error named, for every other: so it would notice if a mistake came back.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from bs4 import BeautifulSoup
from conftest import NOTE, NOTEBOOK, ROOT, MakeProject, Project
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  as in the note
from torch.testing import assert_close

from notes_examples.activations import relu, relu_derivative, step, step_derivative
from notes_examples.differences import central_difference

Law = Callable[[Any], None]
ErrorTypes = type[Exception] | tuple[type[Exception], ...]

PAGE = ROOT / "docs/original/errata.md"
KINDS = {
    "error": "1 13 20 23 24 26 27 29 30 31 33 47 50",
    "wrong": "2 7 10 17 32 34 37 39 42 48 49 51 52 54 57",
    "imprecise": "3 4 5 6 9 11 12 15 16 18 19 21 22 25 35 36 38 40 43 44 45 46 53 56 60 61 62",
    "term": "8 14 28 41 55 58 59",
}
CHAPTERS = {
    "note": "1 59",
    "threshold-neuron": "2 3 4 5 61",
    "sigmoid": "6 7",
    "tanh": "8 9",
    "relu": "10 11 12 13",
    "vanishing-gradients": "",
    "mse": "14 15 16 17",
    "autograd": "20 21 22 23 24 25 26 27 28 29 30 31 60 32 33 34 35",
    "softmax": "36 37 38 58 39 62",
    "softmax-gradient": "40 41 42 43 44 45",
    "retain-graph": "46 55 56 57 47 54 48 49 50 51 52 53",
    "cross-entropy": "18 19",
    "numerics": "",
}
# the right word of the erratum, the wrong one of the note
WORDS = {
    "M2": ("1943", "青蛙神经元研究"),
    "M8": ("在 RNN 中", "再RNN"),
    "M41": ("前向传播", "向前传播"),
    "M55": ("随机", "随即"),
    "M58": ("概率", "获得结果"),
    "M59": ("$p_i(1 - p_i)$", "pi（1-pj）"),
}
A = torch.tensor([0.1440, 0.5349, 0.7022])
Z = torch.tensor([2.0, 1.0, 0.1])
JACOBIAN = torch.func.jacrev(lambda a: F.softmax(a, dim=0))(A)
TARGET = torch.ones(1)


@dataclass(frozen=True)
class Erratum:
    """What the page says about one mistake."""

    number: str
    kind: str
    guard: str
    written: str
    really: str
    right: str


ERRATUM = re.compile(
    r"^:::\{erratum\} (?P<number>M\d+)\n:kind: (?P<kind>\w+)\n(?::where: .*\n)?"
    r":guard: (?P<guard>\S+)\n\n写的是\n: (?P<written>.+)\n\n实际上\n: (?P<really>.+)\n\n"
    r"应该是\n: (?P<right>.+)\n:::$",
    flags=re.MULTILINE,
)
ERRATA = [Erratum(**m.groupdict()) for m in ERRATUM.finditer(PAGE.read_text(encoding="utf-8"))]
UNBROKEN = re.compile(r"\[([^]]*)\]\{\.unbroken\}")  # of a quotation that stays on one line
BY_NUMBER = {erratum.number: erratum for erratum in ERRATA}


@dataclass(frozen=True)
class Case:
    """A law, the form for which it holds, and the forms for which it fails."""

    law: Law
    right: Any
    wrong: Any
    error: ErrorTypes = AssertionError
    match: str = "."

    @property
    def wrongs(self) -> tuple[Any, ...]:
        """Every wrong form; a tuple holds several."""
        return self.wrong if isinstance(self.wrong, tuple) else (self.wrong,)


# What code does


def run(code: str, **names: Any) -> dict[str, Any]:
    """The names after a piece of code that has torch and F; under "_" its last expression."""
    scope = {"torch": torch, "F": F, **names}
    body = ast.parse(code).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "note", "exec"), scope)
    if isinstance(last, ast.Expr):
        scope["_"] = eval(compile(ast.Expression(last.value), "note", "eval"), scope)
    return scope


def weight() -> Tensor:
    """The note's w as it should be."""
    return torch.tensor([2.0], requires_grad=True)


def leaf() -> Tensor:
    """The note's a, of which autograd keeps a record."""
    return A.clone().requires_grad_()


def slope(f: Callable[[Tensor], Tensor], *points: float) -> Tensor:
    """What autograd finds as the derivative at some points."""
    x = torch.tensor(points, requires_grad=True)
    return torch.autograd.grad(f(x).sum(), x)[0]


def runs_alone(code: str) -> None:
    """Code runs by itself, in a namespace with nothing in it."""
    exec(code, {})


def gives_last(expected: Any, **names: Callable[[], Any]) -> Law:
    """The last expression of the code has the value expected; names are made anew each time."""

    def law(code: str) -> None:
        made = {name: make() for name, make in names.items()}
        assert_close(run(code, **made)["_"], expected)

    return law


def can_learn(code: str) -> None:
    """The code leaves a w whose gradient, with x = 1 and target 1, is 2."""
    w = run(code)["w"]
    assert_close(torch.autograd.grad(F.mse_loss(w, TARGET), [w]), (torch.tensor([2.0]),))


def fills_grad(code: str) -> None:
    """The code leaves the gradient 2 in w.grad."""
    names = run(code, x=TARGET, w=weight())
    assert names["w"].grad is not None
    assert_close(names["w"].grad, torch.tensor([2.0]))


def fills_rows(*rows: int) -> Law:
    """The code leaves in a.grad the sum of these rows of the Jacobian."""

    def law(code: str) -> None:
        a = leaf()
        run(code, a=a, p=F.softmax(a, dim=0))
        assert_close(a.grad, JACOBIAN[list(rows)].sum(dim=0))

    return law


def raises_second_time(code: str) -> None:
    """The code raises the error of the lost picture: a second backward through a freed graph."""
    a, message = leaf(), ""
    try:
        run(code, a=a, p=F.softmax(a, dim=0))
    except RuntimeError as error:
        message = str(error)

    assert "backward through the graph a second time" in message


def keeps_inner_gradient(code: str) -> None:
    """The code makes autograd keep the gradient of p, which is no leaf."""
    a = leaf()
    assert run(code, a=a, p=F.softmax(a, dim=0))["p"].retains_grad


# What a function or a number is


def equals(expected: Any) -> Law:
    """A number or tensor is the one expected."""
    return lambda form: assert_close(torch.as_tensor(form), torch.as_tensor(expected))


def maps(inputs: list[float], outputs: list[float]) -> Law:
    """A function takes these values at these points."""
    return lambda f: assert_close(f(torch.tensor(inputs)), torch.tensor(outputs))


def same_as(f: Callable[[Tensor], Tensor]) -> Law:
    """A function equals f on a few numbers, fractions among them."""
    return lambda form: assert_close(form(Z - 0.5), f(Z - 0.5))


def derivative_of(f: Callable[[Tensor], Tensor], *points: float) -> Law:
    """A function is what autograd finds as the derivative of f."""
    return lambda form: assert_close(form(torch.tensor(points)), slope(f, *points))


def fact(holds: Callable[[], bool]) -> Law:
    """A claim is as true as the computation says."""

    def law(claim: bool) -> None:
        assert holds() is claim

    return law


def step_slope_away_from_the_jump(derivative: Callable[[Tensor], Tensor]) -> None:
    """A function is the derivative of the step wherever there is one."""
    z = torch.tensor([-2.0, -0.5, 0.5, 2.0], dtype=torch.float64)
    assert_close(derivative(z), central_difference(step, z))


def jumps(f: Callable[[Tensor], Tensor]) -> None:
    """A function takes the values 0 and 1 and none between."""
    assert set(f(torch.linspace(-0.1, 0.1, 1001)).tolist()) == {0.0, 1.0}


def is_called_in_the_note(module: Any) -> None:
    """The sigmoid of a module is the one that the note calls."""
    assert module.sigmoid is torch.sigmoid


def mean_of_squares(form: Callable[[Tensor, Tensor], Tensor]) -> None:
    """A formula is the mean squared error."""
    prediction, y = torch.tensor([2.5, 4.5, 6.5]), torch.tensor([1.0, 2.0, 3.0])
    assert_close(form(prediction, y), F.mse_loss(prediction, y))


def squares_gradient(form: Callable[[Tensor, Tensor, Tensor], Tensor]) -> None:
    """A formula of x, y, w is the gradient of the sum of squares with respect to w."""
    x, y, w = torch.tensor([1.0, 2.0, 3.0]), torch.ones(3), weight()
    expected = torch.autograd.grad(F.mse_loss(x * w, y, reduction="sum"), w)
    assert_close((form(x, y, w.detach()),), expected)


def likelihood(loss: Callable[[Tensor, Tensor], Tensor]) -> None:
    """A loss of logits is minus the logarithm of the probability of the right class."""
    expected = -(Z.exp() / Z.exp().sum()).log()[0]
    assert_close(loss(Z[None], torch.tensor([0])), expected)


def prediction_comes_first(call: Callable[[Any, Tensor, Tensor], Tensor]) -> None:
    """A way to call a loss with prediction and target is right where the two are not alike."""
    p, y = torch.tensor([0.8]), torch.tensor([0.5])
    expected = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
    assert_close(call(F.binary_cross_entropy, p, y), expected)


def walks_the_graph(way: Callable[[Tensor, Tensor], Any]) -> None:
    """A way to get the gradient runs the recorded backward."""
    w = weight()
    loss = F.mse_loss(w, TARGET)
    walked: list[int] = []
    assert loss.grad_fn is not None
    loss.grad_fn.register_hook(lambda *_: walked.append(1))
    way(loss, w)
    assert walked


def serves_every_loss(way: Callable[[Tensor, Tensor], Tensor]) -> None:
    """A way to get the gradient is right for the squared error and for cross-entropy."""
    for criterion in (F.mse_loss, F.binary_cross_entropy_with_logits):
        w = torch.tensor([2.0], dtype=torch.float64, requires_grad=True)
        target = torch.ones(1, dtype=torch.float64)
        found = way(criterion(w, target), w)
        h = 1e-5
        difference = criterion(w + h, target) - criterion(w - h, target)
        assert_close(found, difference.detach()[None] / (2 * h))


def is_near_the_maximum(f: Callable[[Tensor], Tensor]) -> None:
    """A function of n numbers lies between their maximum and that plus log n."""
    value = f(Z)
    assert value.shape == ()
    assert Z.max() <= value <= Z.max() + torch.tensor(3.0).log()


def holds_all_probabilities(inside: Callable[[Tensor], Tensor]) -> None:
    """A range contains what softmax gives in float32."""
    assert inside(F.softmax(torch.tensor([1000.0, 0.0, 0.0]), dim=0)).all()


def holds_for_all_gaps(relation: Callable[[Tensor, Tensor], Tensor]) -> None:
    """A relation of the gap of the logits and that of the probabilities holds for all logits."""
    z = torch.randn(10_000, 5, dtype=torch.float64) * torch.logspace(-2, 1, 10_000)[:, None]
    p = F.softmax(z, dim=1)
    assert relation(z.amax(1) - z.amin(1), p.amax(1) - p.amin(1)).all()


def third_line(form: Callable[[Tensor, Tensor], Tensor]) -> None:
    """A form in p_i, p_j continues the second line of the quotient rule for all i and j."""
    e, total = A.exp(), A.exp().sum()
    second = e[:, None] * (total - e[None, :]) / total**2
    p = e / total
    assert_close(form(p[:, None], p[None, :]), second)


def holds_on_saturated_diagonal(sign: Callable[[Tensor], Tensor]) -> None:
    """A statement on the diagonal holds even where softmax is saturated."""
    z = torch.tensor([1000.0, 0.0, 0.0])
    jacobian = torch.func.jacrev(lambda z: F.softmax(z, dim=0))(z)
    assert sign(jacobian.diag()).all()


def has_both_signs(picture: Tensor) -> None:
    """The picture of the note shows plus and minus."""
    assert set(torch.sign(picture).flatten().tolist()) == {-1.0, 1.0}


def tells_who_may_go_backward(may: Callable[[Tensor], bool]) -> None:
    """A rule says for which shapes backward() needs no gradient."""
    for shape in ((), (1,), (1, 1), (1, 1, 1), (0,), (3,)):
        loss = 2 * torch.ones(shape, requires_grad=True)
        try:
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
            passed = True
        except RuntimeError:
            passed = False
        assert may(loss) is passed, shape


def keeps_examples_apart(f: Callable[[Tensor], Tensor]) -> None:
    """A function of a batch gives each example what it would get alone."""
    batch = torch.stack([Z, Z.flip(0) * 3])
    assert_close(f(batch), torch.stack([F.softmax(row, dim=0) for row in batch]))


def old_loss_has_graph() -> bool:
    """Whether a loss made before w was to be differentiated has a graph afterwards."""
    w = torch.tensor([2.0])
    loss = F.mse_loss(w, TARGET)
    w.requires_grad_()
    return loss.grad_fn is not None


def both_ways_agree() -> bool:
    """Whether autograd.grad returns what backward adds to .grad."""
    w = weight()
    loss = F.mse_loss(w, TARGET)
    (returned,) = torch.autograd.grad(loss, [w], retain_graph=True)
    loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
    return w.grad is not None and torch.equal(returned, w.grad)


def curved_model_learns() -> bool:
    """Whether the squared error has a gradient for a model that is not linear."""
    w, x = torch.tensor(1.0, requires_grad=True), torch.linspace(-1, 1, 5)
    return bool(torch.autograd.grad(F.mse_loss(torch.sin(w * x), x), w)[0] != 0)


def leaf_still_requires_grad() -> bool:
    """Whether a leaf requires gradients after a backward that freed the graph."""
    a = leaf()
    F.softmax(a, dim=0)[1].backward()  # type: ignore[no-untyped-call]  # torch has no types here
    return a.requires_grad


def asking_stores_a_gradient() -> bool:
    """Whether requires_grad_ leaves anything in .grad."""
    return leaf().grad is not None


CHAIN = "x = torch.ones(1)\nw = torch.full([1], {fill})\nw.requires_grad_()\n"
FORWARD = "mse = F.mse_loss(x * w, torch.ones(1))\n"
GRAD = "torch.autograd.grad(mse, [w])\n"
NO_GRAPH = "element 0 of tensors does not require grad"
ONLY_FLOATS = "nly Tensors of floating point"
SECOND_TIME = "backward through the graph a second time"
TWO = (torch.tensor([2.0]),)
POINTS = -100 + 200 * torch.arange(10) / 9

CASES = {
    "M1": Case(
        runs_alone,
        "import torch\ntorch.linspace(-100, 100, 10)",
        "torch.linspace(-100, 100, 10)",
        NameError,
        "name 'torch' is not defined",
    ),
    "M3": Case(
        maps([-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]),
        step,
        lambda z: torch.where(z > 0, 1.0, torch.where(z < 0, 0.0, torch.nan)),
    ),
    "M4": Case(maps([0.5, 1.5], [0.0, 1.0]), lambda total: step(total - 1), step),
    "M5": Case(
        step_slope_away_from_the_jump, step_derivative, lambda z: torch.full_like(z, torch.nan)
    ),
    "M6": Case(equals(slope(torch.sigmoid, 0.0)), [0.25], [1.0]),
    "M7": Case(is_called_in_the_note, torch, F),
    "M9": Case(
        same_as(torch.tanh),
        lambda x: 2 * torch.sigmoid(2 * x) - 1,
        lambda x: 2 * torch.sigmoid(x) - 1,
    ),
    "M10": Case(same_as(torch.relu), relu, lambda x: relu(x).trunc()),
    "M11": Case(
        derivative_of(torch.relu, -1.0, 0.0, 1.0), relu_derivative, lambda x: (x >= 0).float()
    ),
    "M12": Case(derivative_of(torch.relu, -2.0, 3.0), relu_derivative, torch.ones_like),
    "M13": Case(
        gives_last(POINTS.relu() / 100),
        "a = torch.linspace(-1, 1, 10)\ntorch.relu(a)",
        "a = torch.linsapce(-1, 1, 10)\ntorch.relu(a)",
        AttributeError,
        "no attribute 'linsapce'",
    ),
    "M14": Case(equals(F.mse_loss(Z, torch.zeros(3))), Z.square().mean(), Z.std(correction=0)),
    "M15": Case(fact(curved_model_learns), True, False),
    "M16": Case(
        mean_of_squares,
        lambda f, y: (y - f).square().mean(),
        (lambda f, y: (y - f).square().sum(), lambda f, y: torch.linalg.vector_norm(y - f)),
    ),
    "M17": Case(
        squares_gradient,
        lambda x, y, w: -2 * ((y - x * w) * x).sum()[None],
        lambda x, y, w: 2 * ((y - x * w) * x).sum()[None],
    ),
    "M18": Case(likelihood, F.cross_entropy, lambda z, t: F.mse_loss(z, F.one_hot(t, 3).float())),
    "M19": Case(likelihood, F.cross_entropy, lambda z, t: F.cross_entropy(z.softmax(-1), t)),
    "M20": Case(
        can_learn,
        "w = torch.full([1], 2.)\nw.requires_grad_()",
        "w = torch.full([1], 2)\nw.requires_grad_()",
        RuntimeError,
        ONLY_FLOATS,
    ),
    "M21": Case(
        prediction_comes_first,
        lambda loss, prediction, target: loss(prediction, target),
        lambda loss, prediction, target: loss(target, prediction),
    ),
    "M22": Case(
        gives_last(TWO),
        CHAIN.format(fill="2.") + FORWARD + GRAD,
        CHAIN.format(fill="2") + FORWARD + GRAD,
        RuntimeError,
        ONLY_FLOATS,
    ),
    "M23": Case(
        gives_last(torch.tensor([2.0]), x=lambda: TARGET),
        "w = torch.tensor([2.])\nw.requires_grad_()\nw.detach()",
        "w = torch.tensor([2])\nw.requires_grad_()\nw.detach()",
        RuntimeError,
        ONLY_FLOATS,
    ),
    "M24": Case(
        gives_last(TWO, x=lambda: TARGET, w=weight),
        FORWARD + "torch.autograd.grad(mse,[w])",
        FORWARD + "torch.autograd(mse,[w])",
        TypeError,
        "'module' object is not callable",
    ),
    "M25": Case(fact(old_loss_has_graph), False, True),
    "M26": Case(
        gives_last(TWO),
        CHAIN.format(fill="2.") + FORWARD + GRAD,
        "x = torch.ones(1)\nw = torch.full([1], 2)\n" + FORWARD + GRAD,
        RuntimeError,
        NO_GRAPH,
    ),
    "M27": Case(
        can_learn,
        "w = torch.tensor([2.], requires_grad=True)",
        ("w = torch.tensor([1], requires_grad=True)", "w = torch.tensor([1.], requires_grad=True)"),
        (RuntimeError, AssertionError),
        f"{ONLY_FLOATS}|not close",
    ),
    "M28": Case(
        fills_grad,
        "loss = F.mse_loss(x * w, torch.ones(1))\nloss.backward()",
        "loss = F.mse_loss(x * w, torch.ones(1))\nloss.backward",
    ),
    "M29": Case(
        fills_grad,
        CHAIN.format(fill="2.") + FORWARD + "mse.backward()",
        "w = torch.full([1], 2.)\n" + FORWARD + GRAD + "mse.backward()",
        RuntimeError,
        NO_GRAPH,
    ),
    "M30": Case(
        can_learn,
        "w = torch.tensor([2.])\nw.requires_grad_()",
        "w = torch.tensor([2.])\nw.require_grad_()",
        AttributeError,
        "no attribute 'require_grad_'",
    ),
    "M31": Case(
        fills_grad,
        FORWARD + "mse.backward()",
        "w = torch.full([1],2)\n" + FORWARD + "mse.backward()",
        RuntimeError,
        NO_GRAPH,
    ),
    "M32": Case(
        walks_the_graph,
        lambda loss, w: torch.autograd.grad(loss, [w]),
        lambda _, w: 2 * (w - TARGET),
    ),
    "M33": Case(
        gives_last(TWO, w1=weight),
        "loss = F.mse_loss(w1, torch.ones(1))\ntorch.autograd.grad(loss, [w1])",
        "w2 = w1\nloss = F.mse_loss(w1, torch.ones(1))\ntorch.autograd.grad(loss, [w1, w2,...])",
        RuntimeError,
        "got ellipsis",
    ),
    "M34": Case(fact(both_ways_agree), True, False),
    "M35": Case(
        serves_every_loss,
        lambda loss, w: torch.autograd.grad(loss, w)[0],
        lambda _, w: 2 * (w.detach() - 1),
    ),
    "M36": Case(
        is_near_the_maximum, lambda z: torch.logsumexp(z, dim=0), lambda z: F.softmax(z, dim=0)
    ),
    "M37": Case(
        same_as(lambda z: F.softmax(z, dim=0)),
        lambda z: z.exp() / z.exp().sum(),
        (
            lambda z: F.softmax(z.sigmoid(), dim=0),
            lambda z: z.sigmoid() / z.sigmoid().sum(),
            torch.sigmoid,
        ),
    ),
    "M38": Case(
        holds_all_probabilities, lambda p: (p >= 0) & (p <= 1), lambda p: (p > 0) & (p < 1)
    ),
    "M39": Case(
        holds_for_all_gaps,
        lambda logits, probabilities: probabilities <= (logits / 2).tanh(),
        (
            lambda logits, probabilities: probabilities > logits,
            lambda logits, probabilities: probabilities <= logits / 4,
        ),
    ),
    "M40": Case(equals(JACOBIAN != 0), torch.ones(3, 3, dtype=torch.bool), torch.eye(3).bool()),
    "M42": Case(
        equals(JACOBIAN),
        (p := F.softmax(A, dim=0)).diag() - torch.outer(p, p),
        p[:, None] * (1 - p),
    ),
    "M43": Case(
        third_line,
        lambda p_i, p_j: p_i * (1 - p_j),
        (
            lambda _, p_j: (p_j * (1 - p_j)).expand(3, 3),
            lambda p_i, _: (p_i * (1 - p_i)).expand(3, 3),
        ),
    ),
    "M44": Case(holds_on_saturated_diagonal, lambda d: d >= 0, lambda d: d > 0),
    "M45": Case(has_both_signs, JACOBIAN, F.softmax(A, dim=0)),
    "M46": Case(
        gives_last(A),
        "a = torch.tensor([0.1440, 0.5349, 0.7022])\na",
        "a = torch.rand(3) # tensor([0.1440, 0.5349, 0.7022])\na",
    ),
    "M47": Case(
        fills_rows(1),
        "p[1].backward()",
        ("p.backward()", "p.sum().backward()"),
        (RuntimeError, AssertionError),
        "only for scalar outputs|not close",
    ),
    "M48": Case(
        raises_second_time,
        "p[1].backward()\np[1].backward()",
        ("torch.autograd.grad(p[2],[a])\np.backward()", "p.backward()"),
    ),
    "M49": Case(fact(leaf_still_requires_grad), True, False),
    "M50": Case(
        fills_rows(1),
        "p[1].backward(retain_graph=True)",
        ("p.backward(require_grad = True)", "p.backward(retain_graph=True)"),
        (TypeError, RuntimeError),
        "unexpected keyword argument|only for scalar outputs",
    ),
    "M51": Case(
        fills_rows(1, 2),
        "p[1].backward(retain_graph=True)\np[2].backward()",
        "p[1].backward()\np[2].backward(retain_graph=True)",
        RuntimeError,
        SECOND_TIME,
    ),
    "M52": Case(
        keeps_inner_gradient,
        "p.retain_grad()\np[1].backward()",
        "p[1].backward(retain_graph=True)",
    ),
    "M53": Case(
        tells_who_may_go_backward,
        lambda loss: loss.numel() == 1,
        lambda loss: loss.shape in ((), (1,)),
    ),
    "M54": Case(
        gives_last(JACOBIAN, a=leaf),
        "p = F.softmax(a,dim=0)\ntorch.stack([torch.autograd.grad(p[i],[a],retain_graph=True)[0]"
        " for i in (0, 1, 2)])",
        "p = F.softmax(a,dim=0)\ntorch.stack([torch.autograd.grad(p[i],[a],retain_graph=True)[0]"
        " for i in (1, 2)])",
    ),
    "M56": Case(fact(asking_stores_a_gradient), False, True),
    "M57": Case(
        keeps_examples_apart,
        lambda batch: F.softmax(batch, dim=-1),
        (lambda batch: F.softmax(batch, dim=0), lambda batch: batch),
    ),
    "M60": Case(
        fills_grad,
        CHAIN.format(fill="2.") + FORWARD + "mse.backward()",
        CHAIN.format(fill="2") + FORWARD + "mse.backward()",
        RuntimeError,
        ONLY_FLOATS,
    ),
    "M61": Case(jumps, step, lambda z: (10 * z + 0.5).clamp(0, 1)),
    "M62": Case(equals(Z.exp() / Z.exp().sum()), F.softmax(Z, dim=0), [0.7, 0.2, 0.1]),
}
CODE = sorted(
    number
    for number, case in CASES.items()
    if isinstance(case.wrongs[0], str) and BY_NUMBER[number].written.startswith("`")
)


@pytest.mark.parametrize("number", CASES)
def test_right_form_holds(number: str) -> None:
    """The law of an erratum holds for the right form."""
    CASES[number].law(CASES[number].right)


@pytest.mark.parametrize("number", CASES)
def test_wrong_form_fails(number: str) -> None:
    """The same law fails for every wrong form, so the mistake cannot come back unseen."""
    case = CASES[number]
    for wrong in case.wrongs:
        with pytest.raises(case.error, match=case.match):
            case.law(wrong)


@pytest.mark.parametrize("number", CODE)
def test_wrong_form_is_quoted(number: str) -> None:
    """The code that fails here is the code that the page quotes."""
    quoted = re.findall(r"`([^`]+)`", BY_NUMBER[number].written)[0]

    assert quoted.replace(" ", "") in "".join(CASES[number].wrongs).replace(" ", "")


def test_the_note_is_quoted_verbatim() -> None:
    """What the page says was written stands in the note; M1 names what is missing from it."""
    quotes = [
        (erratum.number, quote or code)
        for erratum in ERRATA
        for quote, code in re.findall(r"“([^”]+)”|`([^`]+)`", UNBROKEN.sub(r"\1", erratum.written))
    ]

    assert [(n, quote) for n, quote in quotes if quote not in NOTE] == [("M1", "import torch")]


def test_the_blocks_counted_are_those_of_the_note() -> None:
    """The page counts which of the note's own code blocks run."""
    (blocks,) = re.findall(r"^blocks = (\[.*?^\])", PAGE.read_text("utf-8"), flags=re.M | re.S)
    written = re.findall(r"```python\n(.*?)```", NOTE, flags=re.S)

    assert [b.strip() for b in ast.literal_eval(blocks)] == [b.strip() for b in written]


def own_words(text: str) -> str:
    """What a page says itself: no code, no words of the note, no mention of a word."""
    fences = r"^(`{3,}|:{3,})\{(?:code-cell|admonition)\}.*?^\1$"
    quotes = r"^>.*$|“[^”]*”|`[^`\n]*`|（[^）]*）"
    return re.sub(quotes, "", re.sub(fences, "", text, flags=re.M | re.S), flags=re.M)


def says(text: str, right: str, wrong: str) -> None:
    """A text uses the right word and not the wrong one."""
    assert right in text
    assert wrong not in text


@pytest.mark.parametrize("number", WORDS)
def test_right_word_stands(number: str) -> None:
    """The erratum gives the right word, what was written fails, and no page repeats the wrong."""
    says(BY_NUMBER[number].right, *WORDS[number])
    with pytest.raises(AssertionError):
        says(BY_NUMBER[number].written, *WORDS[number])
    pages = [path for path in (ROOT / "docs").rglob("*.md") if path.parent != PAGE.parent]
    using = [p.name for p in pages if WORDS[number][1] in own_words(p.read_text(encoding="utf-8"))]

    assert using == []


def test_every_mistake_is_listed_once() -> None:
    """M1 to M62 stand on the page, each once and with its kind."""
    kinds = {f"M{n}": kind for kind, numbers in KINDS.items() for n in numbers.split()}

    assert Counter(e.number for e in ERRATA) == Counter(f"M{n}" for n in range(1, 63))
    assert {e.number: e.kind for e in ERRATA} == kinds
    assert PAGE.read_text(encoding="utf-8").count("{erratum} ") == len(ERRATA)


def test_errata_stand_in_reading_order() -> None:
    """Each chapter has its section, and each section its errata in the order of the note."""
    parts = re.split(r"^\(errata-(?!reading)([a-z-]+)\)=$", PAGE.read_text("utf-8"), flags=re.M)
    found = {
        name: " ".join(match["number"][1:] for match in ERRATUM.finditer(part))
        for name, part in zip(parts[1::2], parts[2::2], strict=True)
    }

    assert found == CHAPTERS
    assert list(found) == list(CHAPTERS)


def test_every_guard_is_a_test() -> None:
    """Each guard is the id of a test that pytest collects, and is the erratum's own."""
    files = {erratum.guard.partition("::")[0] for erratum in ERRATA}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *sorted(files)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert {erratum.guard for erratum in ERRATA} - set(result.stdout.splitlines()) == set()
    assert [e.number for e in ERRATA if not e.guard.endswith(f"[{e.number}]")] == []


def test_computable_errors_have_a_case() -> None:
    """Whatever is wrong about code or a computable claim is shown to fail; M2 is history."""
    serious = {e.number for e in ERRATA if e.kind in {"error", "wrong"}}

    assert serious - set(CASES) == {"M2"}


def test_page_shows_errors_live(site: Path) -> None:
    """The built page counts its errata, links to their places and shows each error as it runs."""
    page = BeautifulSoup((site / "original/errata.html").read_bytes(), "html5lib")
    labels = [label.get_text() for label in page.select(".errata-filter label")]
    blocks = page.select(".erratum")

    assert [int(label.split()[-1]) for label in labels] == [
        62,
        *(len(numbers.split()) for numbers in KINDS.values()),
    ]
    assert [e["id"] for e in page.select(".erratum.error") if not e.select(".cell_output")] == []
    assert [e["id"] for e in blocks if not e.select('.erratum-head a[href*="#note-"]')] == []
    assert [cell for cell in page.select(".cell") if not cell.find_parent(class_="erratum")] == []


GOOD = (
    NOTEBOOK
    + """
# Page

```{errata-filter}
```

(note-c3)=
The note.

:::{erratum} M13
:kind: error
:where: c3
:guard: tests/test_x.py::test_y[M13]

What was *written*.
:::

```{code-cell}
1 + 1
```

Between.

```{code-cell}
2 + 2
```
"""
)
OTHER = "# Other\n\n(original-c3)=\nAs written. See {ref}`erratum-m13`.\n"
FAULTS = """# Faults

:::{erratum} M1
:kind: terrible
:guard: tests/test_x.py
:::

:::{erratum} M2
:kind: term
:::

:::{erratum} M3
:kind: term
:guard: tests/test_x.py
:::

:::{erratum} M3
:kind: term
:guard: tests/test_x.py
:::

:::{erratum} M4
:kind: term
:where: s99
:guard: tests/test_x.py
:::
"""
WARNINGS = (
    "faults.md:3: ERROR: erratum M1: :kind: is one of error, wrong, imprecise, term, not terrible",
    "faults.md:8: ERROR: erratum M2 needs :guard:",
    "faults.md:17: WARNING: erratum M3 stands here for the second time, first on faults",
    "faults.md:22: WARNING: undefined label: 'note-s99'",
)


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A small project with one erratum, built."""
    project = make_project({"page": GOOD, "other": OTHER})
    result = project.build()

    assert result.returncode == 0, result.stdout
    return project


def test_erratum_is_a_block(project: Project) -> None:
    """An erratum has its id, its kind, a link to its place, the cell that follows and a guard."""
    (block,) = project.page("page").select("#erratum-m13.erratum.error")

    assert [a["href"] for a in block.select(".erratum-head a")] == ["#erratum-m13", "#note-c3"]
    assert [cell.get_text().split() for cell in block.select(".cell")] == [["1", "+", "1", "2"]]
    assert [c.get_text() for c in block.select("code")] == ["tests/test_x.py::test_y[M13]"]
    assert "错误" in block.get_text()


def test_erratum_is_referred_to(project: Project) -> None:
    """Another page finds an erratum by its label, and the text of the link is its number."""
    (link,) = project.page("other").select('article p a[href="page.html#erratum-m13"]')

    assert link.get_text() == "M13"


def test_filter_counts(project: Project) -> None:
    """Each choice says how many there are, all of them first and chosen."""
    page = project.page("page")

    assert [e.get_text() for e in page.select(".errata-filter label")] == [
        "全部 1",
        "错误 1",
        "说法有误 0",
        "不够准确 0",
        "用词 0",
    ]
    assert [e["id"] for e in page.select("input[checked]")] == ["errata-kind-all"]


@pytest.mark.parametrize("builder", ["text", "gettext"])
def test_other_formats(project: Project, builder: str) -> None:
    """As text the erratum is whole; translators get what was written and no word of ours."""
    result = project.run(*f"-m sphinx -q -W -n -c . -b {builder} docs _build/{builder}".split())
    name = {"text": "page.txt", "gettext": "page.pot"}[builder]
    text = (project.root / "_build" / builder / name).read_text(encoding="utf-8")

    assert result.returncode == 0, result.stdout
    assert "What was *written*." in text
    assert ("test_y[M13]" in text) is ("错误 1" in text) is (builder == "text")


def test_faults_are_named(project: Project) -> None:
    """An unknown kind, a missing guard, a second copy and an unknown place name their line."""
    project.write("faults.md", FAULTS)
    project.write("index.md", "# Index\n\n```{toctree}\npage\nother\nfaults\n```\n")
    result = project.build()

    assert result.returncode == 1
    assert [warning for warning in WARNINGS if warning not in result.stdout] == []
