"""What each letter means, formula by formula: letters are reused."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

import numpy as np

from .arithmetic import Array, Value, exponentials, scalar, whole
from .functions import component, layer, sigma, softmax, vector
from .points import Derived, Draw, Drawn, Point, Scope

Symbols = Mapping[str, Drawn | Derived]


def real(random: Random, sizes: Mapping[str, int]) -> float:
    """A number of either sign, as often below 1 as above, away from the kink at 0."""
    return random.choice((-1, 1)) * random.uniform(*random.choice(((0.1, 1), (1, 2.5))))


def positive(random: Random, sizes: Mapping[str, int]) -> float:
    """A positive number."""
    return random.uniform(0.3, 2.5)


def gentle(random: Random, sizes: Mapping[str, int]) -> float:
    """A weight with which several layers stay smooth."""
    return random.choice((-1, 1)) * random.uniform(0.2, 0.9)


def share(random: Random, sizes: Mapping[str, int]) -> float:
    """A number between 0 and 1."""
    return random.uniform(0.05, 0.95)


def small(random: Random, sizes: Mapping[str, int]) -> float:
    """The step of a difference quotient."""
    return random.uniform(1e-3, 2e-3)


def index(size: str) -> Draw:
    """An index up to a size."""
    return lambda random, sizes: random.randint(1, sizes[size])


def indices(**sizes: str) -> Symbols:
    """Free indices, each with its size."""
    return {name: Drawn((), index(size)) for name, size in sizes.items()}


def reals(*names: str, shape: tuple[str, ...] = (), draw: Draw = real) -> Symbols:
    """Free symbols of one shape."""
    return {name: Drawn(shape, draw) for name in names}


def probability(logits: str) -> Derived:
    """Softmax of one vector of logits."""
    return Derived(("K",), lambda at, i: softmax(at.read(logits))[i - 1])


def jacobian(logits: str) -> Derived:
    """Derivatives of the probabilities."""
    return Derived(
        ("K", "K"),
        lambda at, i, j: at.derivative(lambda near: near.read("p", (i,)), (logits, (j,))),
    )


def weighted(at: Point) -> float:
    """The scalar product of fixed weights with the probabilities."""
    return sum(scalar(at.read("v", (i,))) * scalar(p) for i, p in _enumerated(at.read("p")))


def _enumerated(x: Value) -> list[tuple[int, float]]:
    return [(i, float(t)) for i, t in enumerate(vector(x), start=1)]


def softmax_symbols(logits: str) -> Symbols:
    """One example: its logits, probabilities, their Jacobian, any weights."""
    return {
        **indices(i="K", j="K", y="K"),
        **reals(logits, "v", shape=("K",)),
        **reals("c"),
        "p": probability(logits),
        "m": Derived((), lambda at: float(max(vector(at.read(logits))))),
        "J": jacobian(logits),
        "g": Derived(("K",), lambda at, j: at.derivative(weighted, (logits, (j,)))),
    }


SOFTMAX = Scope({"K": (2, 4)}, softmax_symbols("a"))
SOFTMAX_Z = Scope({"K": (2, 4)}, softmax_symbols("z"))
SOFTMAX_3 = Scope({"K": (3, 3)}, softmax_symbols("a"))


def _tempered(at: Point, i: int) -> Value:
    hot = vector(at.read("a")) / scalar(at.read("T"))
    return float(softmax(hot)[i - 1])


TEMPERATURE = Scope(
    {"K": (2, 4)},
    {
        **indices(i="K", j="K"),
        **reals("a", shape=("K",)),
        **reals("T", draw=positive),
        "p": Derived(("K",), _tempered),
    },
)


def _any_loss(at: Point) -> float:
    """A smooth function of the probabilities."""
    return sum(math.sin((1 + i) * p) + p * p * i for i, p in _enumerated(at.read("p")))


SOFTMAX_LOSS = Scope(
    {"K": (2, 4)},
    {
        **indices(i="K", j="K"),
        **reals("a", shape=("K",)),
        "p": probability("a"),
        "L": Derived((), _any_loss),
        "v": Derived(("K",), lambda at, i: at.derivative(_any_loss, ("p", (i,)))),
    },
)
QUOTIENT = Scope(
    {"K": (2, 4)},
    {
        **indices(i="K", j="K"),
        **reals("a", shape=("K",)),
        "p": probability("a"),
        "g": Derived(("K",), lambda at, i: math.exp(scalar(at.read("a", (i,))))),
        "h": Derived((), lambda at: math.fsum(exponentials(vector(at.read("a"))))),
    },
)


def _cross_entropy(at: Point) -> float:
    classes = vector(at.read("y"))
    picked = [scalar(at.read("p", (i, round(y)))) for i, y in _enumerated(classes)]
    return -math.fsum(math.log(p) for p in picked) / len(picked)


BATCH = Scope(
    {"n": (2, 3), "K": (2, 4)},
    {
        **indices(i="n", j="K"),
        **reals("z", shape=("n", "K")),
        **reals("y", shape=("n",), draw=index("K")),
        "p": Derived(("n", "K"), lambda at, i, j: softmax(at.read("z", (i,)))[j - 1]),
        "L": Derived((), _cross_entropy),
    },
)


def _binary_cross_entropy(at: Point) -> float:
    z, y = vector(at.read("z")), vector(at.read("y"))
    losses = [-math.log(sigma(a if t else -a)) for a in z for t in (True, False)]
    weights = [w for t in y for w in (t, 1 - t)]
    return math.fsum(w * loss for w, loss in zip(weights, losses, strict=True)) / len(z)


BINARY = Scope(
    {"n": (2, 4)},
    {
        **indices(i="n"),
        **reals("z", shape=("n",)),
        **reals("y", shape=("n",), draw=share),
        "L": Derived((), _binary_cross_entropy),
    },
)
BINARY_ONE = Scope({}, {**reals("z"), **reals("y", draw=share)})


def _mean_square(at: Point) -> float:
    return _square_length(vector(at.read("\\hat{y}")) - vector(at.read("y"))) / whole(at.read("n"))


def _square_length(x: Array) -> float:
    return math.fsum(t * t for t in x)


MSE = Scope(
    {"n": (2, 4)},
    {
        **indices(i="n", j="n"),
        **reals("\\hat{y}", "y", shape=("n",)),
        **reals("z"),
        "L": Derived((), _mean_square),
    },
)


def _line(at: Point, i: int) -> Value:
    w, b, x = (scalar(value) for value in (at.read("w"), at.read("b"), at.read("x", (i,))))
    return w * x + b


LINE = Scope(
    {"n": (2, 4)},
    {
        **indices(i="n", j="n"),
        **reals("x", "y", shape=("n",)),
        **reals("w", "b"),
        "\\hat{y}": Derived(("n",), _line),
        "r": Derived(("n",), lambda at, i: _line(at, i) - at.read("y", (i,))),
        "S": Derived((), lambda at: _square_length(vector(at.read("r")))),
        "L": Derived((), _mean_square),
    },
)


def _parameter_square(at: Point) -> float:
    theta = at.read("theta")
    return math.fsum((y - component(i, theta)) ** 2 for i, y in _enumerated(at.read("y")))


PARAMETER = Scope(
    {"n": (2, 4)},
    {
        **indices(i="n", j="n"),
        **reals("y", shape=("n",)),
        **reals("theta"),
        "S": Derived((), _parameter_square),
    },
)


def _autograd(at: Point) -> float:
    x, w, y = (scalar(at.read(name)) for name in "xwy")
    return (w * x - y) ** 2


def _autograd_two(at: Point) -> float:
    x, y = (scalar(at.read(name)) for name in "xy")
    return (math.prod(vector(at.read("w"))) * x - y) ** 2


AUTOGRAD = Scope({}, {**reals("x", "w", "y"), "L": Derived((), _autograd)}, {"L": (("w", ()),)})
AUTOGRAD_TWO = Scope(
    {"two": (2, 2)},
    {**reals("x", "y"), **reals("w", shape=("two",)), "L": Derived((), _autograd_two)},
    {"L": (("w", (1,)), ("w", (2,)))},
)
ONE = Scope({}, reals("x", "z"))


def _preactivation(at: Point) -> float:
    w, x, b = vector(at.read("w")), vector(at.read("x")), scalar(at.read("b"))
    return math.fsum(s * t for s, t in zip(w, x, strict=True)) + b


NEURON = Scope(
    {"n": (2, 4)},
    {
        **indices(i="n"),
        **reals("w", "x", shape=("n",)),
        **reals("b"),
        "z": Derived((), _preactivation),
        "y": Derived((), lambda at: layer(_preactivation(at))),
    },
)


def _layer_output(at: Point, depth: int) -> Value:
    return at.read("start") if depth == 0 else layer(scalar(at.read("z", (depth,))))


def _layer_input(at: Point, depth: int) -> Value:
    return at.read("w", (depth,)) * at.read("h", (depth - 1,))


SCALAR_LAYERS = Scope(
    {"L": (2, 4)},
    {
        **indices(l="L"),
        **reals("w", shape=("L",)),
        **reals("start"),
        "h": Derived(("L",), _layer_output, first=0),
        "z": Derived(("L",), _layer_input),
    },
)

WIDTHS = (2, 3, 2, 4, 3)
"""Neighbours differ, so that a matrix the wrong way round fits nowhere."""


def _matrix(at: Point, depth: int) -> Array:
    shape = WIDTHS[depth], WIDTHS[depth - 1]
    numbers = [at.read("weights", (depth, k)) for k in range(1, math.prod(shape) + 1)]
    return np.reshape(np.array(numbers, dtype=float), shape)


def _activations(at: Point, depth: int) -> Array:
    if depth == 0:
        return np.array([at.read("weights", (1, k)) for k in (1, 4)])
    return _through(at, depth, _activations(at, depth - 1))


def _through(at: Point, depth: int, x: Array) -> Array:
    return np.array([layer(t) for t in _matrix(at, depth) @ x])


def _rest_of_network(at: Point, depth: int, h: Array) -> float:
    """A loss as a function of the output of one layer."""
    for later in range(depth + 1, whole(at.read("L")) + 1):
        h = _through(at, later, h)
    return math.fsum(math.sin(t + j) + 0.2 * t * t for j, t in enumerate(h))


def _layer_gradient(at: Point, depth: int) -> Array:
    h, step = _activations(at, depth), 1e-3
    loss = [
        [_rest_of_network(at, depth, h + k * step * unit) for k in (1, -1, 2, -2)]
        for unit in np.eye(len(h))
    ]
    return np.array([(8 * (a - b) - (c - d)) / (12 * step) for a, b, c, d in loss])


MATRIX_LAYERS = Scope(
    {"L": (2, 4), "entries": (12, 12)},
    {
        **indices(l="L"),
        **reals("weights", shape=("L", "entries"), draw=gentle),
        "W": Derived(("L",), _matrix),
        "h": Derived(("L",), _activations, first=0),
        "z": Derived(("L",), lambda at, k: _matrix(at, k) @ _activations(at, k - 1)),
        "g": Derived(("L",), _layer_gradient, first=0),
    },
)
DIFFERENCES = Scope(
    {"n": (2, 3)},
    {
        **indices(i="n", j="n"),
        **reals("x", shape=("n",)),
        **reals("h", draw=small),
        "f": Derived(("n",), lambda at, i: component(i, at.read("x"))),
        "J": Derived(
            ("n", "n"),
            lambda at, i, j: at.derivative(lambda to: to.read("f", (i,)), ("x", (j,))),
        ),
    },
)
DIFFERENCE = Scope({}, {**reals("x"), **reals("h", draw=small)})

SCOPES = {
    "eq-autograd": AUTOGRAD,
    "eq-autograd-two-loss": AUTOGRAD_TWO,
    "eq-autograd-first": AUTOGRAD_TWO,
    "eq-autograd-second": AUTOGRAD_TWO,
    "eq-cross-entropy": BATCH,
    "eq-cross-entropy-softmax": SOFTMAX_Z,
    "eq-cross-entropy-logits": SOFTMAX_Z,
    "eq-cross-entropy-gradient": SOFTMAX_Z,
    "eq-cross-entropy-start": SOFTMAX_Z,
    "eq-cross-entropy-floor": SOFTMAX_Z,
    "eq-cross-entropy-binary": BINARY,
    "eq-cross-entropy-stable": BINARY_ONE,
    "eq-mse": MSE,
    "eq-mse-sum": LINE,
    "eq-mse-norm": LINE,
    "eq-mse-line": LINE,
    "eq-mse-derivation": PARAMETER,
    "eq-neuron": NEURON,
    "eq-numerics": SOFTMAX,
    "eq-numerics-log-sigmoid": ONE,
    "eq-preactivation": NEURON,
    "eq-relu": ONE,
    "eq-retain-graph": SOFTMAX_3,
    "eq-sigmoid": ONE,
    "eq-softmax": SOFTMAX,
    "eq-softmax-temperature": TEMPERATURE,
    "eq-softmax-gradient-parts": QUOTIENT,
    "eq-softmax-gradient-quotient": QUOTIENT,
    "eq-softmax-gradient-h": QUOTIENT,
    "eq-softmax-gradient-g": QUOTIENT,
    "eq-softmax-gradient-vjp": SOFTMAX_LOSS,
    "eq-step": ONE,
    "eq-tanh": ONE,
    "eq-vanishing": SCALAR_LAYERS,
    "eq-vanishing-backward": MATRIX_LAYERS,
    "eq-vanishing-norm": MATRIX_LAYERS,
    "notes_examples.activations": ONE,
    "notes_examples.differences.central_difference": DIFFERENCE,
    "notes_examples.differences.numerical_jacobian": DIFFERENCES,
    "notes_examples.losses.mse": MSE,
    "notes_examples.losses.cross_entropy": BATCH,
    "notes_examples.losses.binary_cross_entropy": BINARY,
    "notes_examples.softmax": SOFTMAX_Z,
}


def scope_of(place: str) -> Scope:
    """The scope whose name is the longest beginning of ``place``, whole words only."""
    fits = [
        name for name in SCOPES if (place + "-").startswith((name + "-", name + ".", name + "_"))
    ]
    if not fits:
        raise LookupError(f"no meaning of the symbols is known for {place}")
    return SCOPES[max(fits, key=len)]
