"""The error index: each message is really raised, listed, explained and repaired."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

MESSAGES: dict[str, tuple[str, ...]] = {
    "error-name": ("NameError: name 'F' is not defined",),
    "error-no-attribute": ("'Tensor' object has no attribute 'require_grad_'",),
    "error-module-not-callable": ("TypeError: 'module' object is not callable",),
    "error-unexpected-keyword": ("got an unexpected keyword argument 'require_grad'",),
    "error-ellipsis": ("all inputs have to be Tensors or GradientEdges, but got ellipsis",),
    "error-no-grad-fn": ("element 0 of tensors does not require grad and does not have a grad_fn",),
    "error-int-requires-grad": (
        "RuntimeError: only Tensors of floating point dtype can require gradients",
        "RuntimeError: only Tensors of floating point and complex dtype can require gradients",
        "RuntimeError: Only Tensors of floating point and complex dtype can require gradients",
    ),
    "error-numpy-requires-grad": (
        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
    ),
    "error-heaviside": ("derivative for aten::heaviside is not implemented",),
    "error-scalar-outputs": ("grad can be implicitly created only for scalar outputs",),
    "error-gradient-shape": ("Mismatch in shape: grad_output[0] has a shape of torch.Size([2])",),
    "error-unused-input": (
        "The differentiated Tensor at index 1 appears to not have been used in the graph",
    ),
    "error-second-backward": (
        "Trying to backward through the graph a second time (or directly access saved tensors",
    ),
    "error-nonleaf-grad": (
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed",
    ),
    "error-leaf-inplace": (
        "a leaf Variable that requires grad is being used in an in-place operation",
    ),
    "error-inplace-version": (
        "has been modified by an inplace operation",
        "output 0 of Sigmoid, is at version 1; expected version 0",
    ),
    "error-implicit-dim": ("Implicit dimension choice for softmax has been deprecated",),
    "error-dim-range": ("IndexError: Dimension out of range",),
    "error-not-implemented-long": (
        "\"softmax_lastdim_kernel_impl\" not implemented for 'Long'",
        "TypeError: expected a real floating-point tensor, got torch.int64",
    ),
    "error-target-long": (
        "Expected floating point type for target with class probabilities, got Long",
    ),
    "error-target-float": ("expected target dtype to be Long or Byte, but got Float",),
    "error-target-bounds": ("IndexError: Target 3 is out of bounds.",),
    "error-target-size": (
        "Using a target size (torch.Size([100])) that is different to the input size "
        "(torch.Size([100, 1])). This will likely lead to incorrect results due to broadcasting",
        "ValueError: Using a target size",
    ),
    "error-shapes-differ": ("ValueError: shapes differ: (100, 1) and (100,)",),
    "error-gradcheck-float32": (
        "GradcheckError: Jacobian mismatch for output 0 with respect to input 0",
        "is not a double precision floating point or complex",
    ),
}


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    """The page of the index."""
    return BeautifulSoup((site / "reference/errors.html").read_bytes(), "html5lib")


def section(page: BeautifulSoup, anchor: str) -> Tag:
    """The section of a message."""
    found = page.select_one(f"section#{anchor}")
    assert found is not None, anchor
    return found


def outputs(part: Tag) -> str:
    """What the cells of a section have raised and printed, with single spaces."""
    return " ".join(" ".join(o.get_text() for o in part.select(".cell_output")).split())


def test_sections_are_those_of_the_table(page: BeautifulSoup) -> None:
    """The page has at least twelve messages, and no section that this test does not know."""
    anchors = [str(s["id"]) for s in page.select("section[id^=error-]")]

    assert len(anchors) >= 12
    assert anchors == list(MESSAGES)


@pytest.mark.parametrize("anchor", MESSAGES)
def test_message_is_raised(page: BeautifulSoup, anchor: str) -> None:
    """The cells of a section have raised, or caught and printed, each of its messages."""
    shown = outputs(section(page, anchor))

    assert [message for message in MESSAGES[anchor] if message not in shown] == []


@pytest.mark.parametrize("anchor", MESSAGES)
def test_heading_can_be_searched_for(page: BeautifulSoup, anchor: str) -> None:
    """The heading is a literal part of the message, so that a search for the message finds it."""
    part = section(page, anchor)
    heading = part.select_one("h3")

    assert heading is not None
    assert heading.get_text().removesuffix("¶") in outputs(part)


def test_index_links_every_section(page: BeautifulSoup) -> None:
    """The table at the top names every message in the order of the page, and leads to it."""
    table = page.select_one("#errors-index table")

    assert table is not None
    links = [str(a["href"]) for a in table.select("a")]
    assert links == [f"#{anchor}" for anchor in MESSAGES]


@pytest.mark.parametrize("anchor", MESSAGES)
def test_repair_runs(page: BeautifulSoup, anchor: str) -> None:
    """After the message a cell runs without raising and shows its result; a link leads on."""
    part = section(page, anchor)
    cells = part.select("div.cell")

    assert len(cells) >= 2
    assert cells[-1].select_one(".cell_output")
    assert not cells[-1].select_one(".traceback")
    assert part.select('a[href^="../notes/"], a[href^="api.html"]')


@pytest.mark.parametrize("anchor", MESSAGES)
def test_exception_is_named(page: BeautifulSoup, anchor: str) -> None:
    """The prose says the type of every exception the section raises."""
    part = section(page, anchor)
    raised = {
        match[1]
        for output in part.select(".output.traceback")
        if (match := re.match(r"(\w+)", output.get_text().strip()))
    }
    said = {code.get_text() for code in part.select("p code")}

    assert raised <= said
