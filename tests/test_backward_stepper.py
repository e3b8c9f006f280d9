"""The backward stepper: at every step of every choice it shows what torch does, and says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, product
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812  as torch writes it
from axe_playwright_python.sync_playwright import Axe
from browsing import look, needs_browser, scripts_of
from conftest import NOTEBOOK, MakeProject
from playwright.sync_api import Browser, Page
from torch import Tensor

from notes_examples.graph import saved_tensors

pytestmark = needs_browser
FLAGS = list(product((False, True), repeat=3))
FREED = "已释放"
STEPPER = "#try-retain-graph"
RECORDING = ":recording: walks\n"
DIRECTIVE = f""":::{{explorer}} backward
:name: try-it
:start: step=0
{RECORDING}
A still one.
:::
"""
WALK = """(explorer, [example, flags]) => {
    const all = (selector) => [...explorer.querySelectorAll(selector)];
    const texts = (selector) => all(selector).map(e => e.textContent);
    const where = (elements, holds) => elements.findIndex(holds);
    const set = (state) => explorer.change(new URLSearchParams(state));
    const [first, second, third] = flags.map(flag => flag ? "True" : "False");
    set({of: example, first, second, third, step: 0});
    const steps = Number(explorer.querySelector("[type=range]").max) + 1;
    return Array.from({length: steps}, (_, step) => {
        set({step});
        return {
            pass: where(all(".call"), e => e.hasAttribute("data-current")) + 1,
            node: where(all(".picture .node"), e => e.matches(".here")),
            now: texts("[data-now]")[0],
            error: texts("[data-error]")[0],
            saved: texts("[data-list=saved] dd"),
            struck: all(".picture .saved").map(e => e.matches(".freed")),
            grads: texts("[data-list=grads] dd"),
            fits: all(".now, .code, .values, .walk").every(e =>
                e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth),
        };
    });
}"""

WALK_OF_A_SQUARE = """import json, torch
from myst_nb import glue
from notes_examples.walks import record_backward
walk = record_backward("y = w * w", ["y"], {"w": torch.ones(1)})
glue("walks", json.dumps({"square": walk}), display=False)"""
GRADIENT = re.compile("梯度 (.+?)(?:，| 到达)")

Shown = dict[str, Any]
Flags = tuple[bool, ...]
Graph = tuple[list[Tensor], list[Tensor]]  # where passes start; what each node of the drawing made


def product_of_one(w: Tensor) -> Graph:
    """The note's first example."""
    h = torch.ones(1) * w
    loss = F.mse_loss(h, torch.ones(1))
    return [loss] * 3, [loss, h, w]


def product_of_two(w1: Tensor, w2: Tensor) -> Graph:
    """The example with two weights."""
    h = torch.ones(1) * w1
    k = h * w2
    loss = F.mse_loss(k, torch.ones(1))
    return [loss] * 3, [loss, k, h, w2, w1]


def softmax(a: Tensor) -> Graph:
    """The note's three rows, from one softmax."""
    p = F.softmax(a, dim=0)
    rows = [p[1], p[2], p[0]]
    return rows, [*rows, p, a]


def exponential(w: Tensor) -> Graph:
    """A result that is saved."""
    raised = w.exp()
    total = raised.sum()
    return [total] * 3, [total, raised, w]


def addition(w: Tensor) -> Graph:
    """Nothing is saved."""
    shifted = w + 1
    total = shifted.sum()
    return [total] * 3, [total, shifted, w]


EXAMPLES: dict[str, tuple[str, Callable[..., Graph], list[Tensor]]] = {
    "x*w": ("autograd", product_of_one, [torch.tensor([2.0])]),
    "x*w1*w2": ("autograd", product_of_two, [torch.tensor([2.0]), torch.tensor([3.0])]),
    "softmax": ("retain-graph", softmax, [torch.tensor([0.1440, 0.5349, 0.7022])]),
    "exp": ("retain-graph", exponential, [torch.ones(2)]),
    "add": ("retain-graph", addition, [torch.ones(2)]),
}


def printed(x: Tensor | None) -> str:
    """A tensor as torch prints it, without the word around it."""
    return str(None if x is None else x.detach()).removeprefix("tensor(").removesuffix(")")


class Run:
    """An example in torch, without any hook."""

    def __init__(self, example: str) -> None:
        _, self.forward, self.inputs = EXAMPLES[example]
        self.leaves = [x.clone().requires_grad_() for x in self.inputs]
        self.outputs, self.points = self.forward(*self.leaves)
        self.places = [
            (number, point, name)
            for number, point in enumerate(self.points)
            for name in dir(point.grad_fn)
            if name.startswith("_saved_") and isinstance(getattr(point.grad_fn, name), Tensor)
        ]

    def state(self) -> tuple[list[str], list[str]]:
        """What is saved, from the top down, and each ``.grad``."""
        saved = [self.saved(point, name) for _, point, name in self.places]
        return saved, [printed(x.grad) for x in self.leaves]

    @staticmethod
    def saved(point: Tensor, name: str) -> str:
        """What a node has saved, or that it was freed."""
        try:
            return printed(getattr(point.grad_fn, name))
        except RuntimeError:
            return FREED

    def backward(self, number: int, retain_graph: bool) -> str:
        """A pass, and its error if it has one."""
        try:
            torch.autograd.backward(self.outputs[number], retain_graph=retain_graph)
        except RuntimeError as error:
            return f"RuntimeError: {error}"
        return ""

    def gradient(self, number: int, node: int) -> str:
        """The gradient of an output with respect to what a node made."""
        output = self.outputs[number]
        return printed(torch.autograd.grad(output, self.points[node], retain_graph=True)[0])

    def reached(self, number: int) -> set[int]:
        """The nodes that a whole pass comes to."""
        gradients = torch.autograd.grad(
            self.outputs[number], self.points, retain_graph=True, allow_unused=True
        )
        return {i for i, gradient in enumerate(gradients) if gradient is not None}


@pytest.fixture(scope="module")
def walk(browser: Browser, site: Path) -> Iterator[Callable[..., list[Shown]]]:
    """Everything shown on the way through an example, at some width and in some language."""
    pages: dict[tuple[str, int], Page] = {}
    messages: list[str] = []

    def walk_example(example: str, flags: Flags, language: str = "", width: int = 1280) -> Any:
        path = f"{language}notes/{EXAMPLES[example][0]}.html"
        if (path, width) not in pages:
            pages[path, width] = look(browser, (site / path).as_uri(), width=width)
            pages[path, width].on("console", lambda message: messages.append(message.text))
        explorer = pages[path, width].locator("backward-explorer")
        return explorer.evaluate(WALK, [example, flags])

    yield walk_example
    for page in pages.values():
        page.close()
    assert messages == []


def switched(before: list[str], after: list[str], owners: list[int], passed: set[int]) -> list[str]:
    """What is shown once some nodes are passed: their share has changed, the rest has not."""
    rows = zip(owners, before, after, strict=True)
    return [new if owner in passed else old for owner, old, new in rows]


def check_pass(run: Run, number: int, flag: bool, steps: list[Shown], untouched: Run) -> None:
    """Compare a pass with torch: its error, and after every node what is saved and each grad."""
    owners = [node for node, _, _ in run.places]
    leaves = [i for leaf in run.leaves for i, x in enumerate(run.points) if x is leaf]
    before, error, after = run.state(), run.backward(number, flag), run.state()
    nodes = [step["node"] for step in steps]
    for n, step in enumerate(steps):
        passed = {*nodes[: n + 1]}
        gradient = untouched.gradient(number, nodes[n])
        assert GRADIENT.findall(step["now"]) == [gradient]
        assert step["saved"] == (switched(before[0], after[0], owners, passed) or ["没有"])
        assert step["grads"] == switched(before[1], after[1], leaves, passed)
        assert step["struck"] == [text == FREED for text in step["saved"] if owners]
        assert step["error"] == (error if n == len(steps) - 1 else "")
    assert len(nodes) == len({*nodes})
    assert error or {*nodes} == untouched.reached(number)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_position_is_that_of_torch(walk: Callable[..., list[Shown]], example: str) -> None:
    """In every choice, at every step: what arrives, what is saved, each grad and the error."""
    untouched = Run(example)
    for flags in FLAGS:
        run = Run(example)
        start, *steps = walk(example, flags)
        assert (start["saved"], start["grads"]) == (run.state()[0] or ["没有"], run.state()[1])
        passes = {n: [*group] for n, group in groupby(steps, lambda step: step["pass"])}
        assert [*passes] == [1, 2, 3]
        for number, flag in enumerate(flags):
            check_pass(run, number, flag, passes[number + 1], untouched)


def test_saved_tensors_are_those_of_the_package(walk: Callable[..., list[Shown]]) -> None:
    """At the start every tensor is shown that ``saved_tensors`` finds, and no other."""
    for example, (_, forward, inputs) in EXAMPLES.items():
        start = walk(example, FLAGS[0])[0]
        found = sorted(map(printed, saved_tensors(lambda *x, f=forward: f(*x)[0][0], *inputs)))
        assert sorted(start["saved"]) == (found or ["没有"])


@pytest.mark.parametrize("width", [320, 360, 767, 1280])
@pytest.mark.parametrize("language", ["", "en/"])
def test_everything_has_room(walk: Callable[..., list[Shown]], language: str, width: int) -> None:
    """Nothing is cut off or scrolls at any step, the whole message neither."""
    for example, flags in product(EXAMPLES, (FLAGS[0], FLAGS[-1])):
        steps = walk(example, flags, language, width)
        assert [step["now"] for step in steps if not step["fits"]] == []


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The chapter of retain_graph, at its stepper."""
    page = look(browser, (site / "notes/retain-graph.html").as_uri())
    page.locator(STEPPER).scroll_into_view_if_needed()
    yield page
    page.close()


def step(page: Page) -> int:
    """The step looked at."""
    number: int = page.locator(STEPPER).evaluate("e => e.state.step")
    return number


def test_buttons_and_keys_step(page: Page) -> None:
    """A button goes a step; the arrow keys go on from it, not beyond the ends."""
    page.click(f"{STEPPER} [data-by='1']")
    page.keyboard.press("ArrowRight")
    forward = step(page)
    for _ in range(3):
        page.keyboard.press("ArrowLeft")

    assert forward == 2
    assert step(page) == 0
    assert page.get_attribute(f"{STEPPER} [data-by='-1']", "aria-disabled") == "true"
    page.focus(f"{STEPPER} [type=range]")
    page.keyboard.press("End")
    assert page.get_attribute(f"{STEPPER} [data-by='1']", "aria-disabled") == "true"


def test_tick_changes_what_a_later_pass_meets(page: Page) -> None:
    """With the second line ticked, and only then, the third pass comes to its end."""
    error = page.locator(f"{STEPPER} [data-error]")
    page.focus(f"{STEPPER} [type=range]")
    page.keyboard.press("End")
    refused = error.text_content()
    page.check(f"{STEPPER} [data-retains=third]")
    still_refused = error.text_content()
    page.check(f"{STEPPER} [data-retains=second]")

    assert refused == still_refused != ""
    assert error.text_content() == ""


def test_link_and_words_follow(page: Page, browser: Browser) -> None:
    """The address names the step, opened anew it shows the same, and the outcome is said."""
    page.check(f"{STEPPER} [value=exp]")
    page.uncheck(f"{STEPPER} [data-retains=first]")
    page.click(f"{STEPPER} [data-by='1']")
    page.wait_for_url("**#try-retain-graph?of=exp&first=False&second=False&third=False&step=1")
    said = page.locator(f"{STEPPER} [role=status]").text_content() or ""
    anew = look(browser, page.url)
    state = anew.locator(STEPPER).evaluate("e => e.state")
    anew.close()

    assert "Sum 收到梯度 1." in said
    assert "w.grad = None" in said
    assert state == {"of": "exp", "first": "False", "second": "False", "third": "False", "step": 1}


@pytest.mark.parametrize("dark", [False, True])
def test_refusal_is_accessible(browser: Browser, site: Path, dark: bool) -> None:
    """Where torch refuses, with everything that can be marked marked, axe-core finds nothing."""
    address = (site / "en/notes/retain-graph.html").as_uri()
    page = look(browser, f"{address}#try-retain-graph?first=False&step=5", width=320, dark=dark)
    found = Axe().run(page, STEPPER).response["violations"]
    refused = page.locator(f"{STEPPER} .refused").count()
    page.close()

    assert refused == 1
    assert found == []


def test_recordings_come_and_go_with_their_explorers(make_project: MakeProject) -> None:
    """A page has its recordings, loaded before its explorers, for as long as it has explorers."""
    text = f"{NOTEBOOK}# Page\n\n```{{code-cell}} python\n{WALK_OF_A_SQUARE}\n```\n\n{DIRECTIVE}"
    second = DIRECTIVE.replace("try-it", "try_it_too")
    project = make_project({"one": f"{text}\n{second}", "two": text, "three": text})
    project.build()
    scripts = scripts_of(project.page("one"))
    folder = project.root / "_build/html/_static/recordings"
    named = re.findall(r'"(try[\w-]+)": {', (folder / "one.js").read_text(encoding="utf-8"))
    project.write("two.md", "# Page\n")
    (project.root / "docs/three.md").unlink()
    project.write("index.md", "# Index\n\n```{toctree}\none\ntwo\n```\n")
    project.build()

    place = scripts.index("_static/recordings/one.js")
    assert place < scripts.index("_static/explorers/backward.js")
    assert named == ["try-it", "try-it-too"]
    assert [path.name for path in folder.iterdir()] == ["one.js"]


@pytest.mark.parametrize("value", ["", "glue('walks', '{}')", "glue('walks', 1)"])
def test_missing_recording_stops_the_build(make_project: MakeProject, value: str) -> None:
    """A stepper without a recording could show nothing, so the build says that it is missing."""
    cell = f"```{{code-cell}} python\nfrom myst_nb import glue\n{value}\n```\n"
    result = make_project({"page": f"{NOTEBOOK}# Page\n\n{cell}\n{DIRECTIVE}"}).build()

    assert result.returncode == 1
    assert "no recording 'walks'" in result.stdout


def test_stepper_asks_for_a_recording(make_project: MakeProject) -> None:
    """Without naming one the directive says what is needed."""
    result = make_project({"page": f"# Page\n\n{DIRECTIVE.replace(RECORDING, '')}"}).build()

    assert result.returncode == 1
    assert "backward needs :recording:" in result.stdout
