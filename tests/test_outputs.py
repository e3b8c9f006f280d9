"""The numbers that the lost pictures showed are printed again, each on its chapter's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

SECOND_TIME = (
    "RuntimeError: Trying to backward through the graph a second time (or directly access saved "
    "tensors after they have already been freed)."
)
NO_GRAPH = "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"
OUTPUTS = {
    "O1": (
        "sigmoid",
        "tensor([-100.0000, -77.7778, -55.5556, -33.3333, -11.1111, 11.1111, "
        "33.3333, 55.5556, 77.7778, 100.0000])",
        "tensor([0.0000e+00, 1.6655e-34, 7.4564e-25, 3.3382e-15, 1.4945e-05, 9.9999e-01, "
        "1.0000e+00, 1.0000e+00, 1.0000e+00, 1.0000e+00])",
        "tensor([0.0000e+00, 1.6655e-34, 7.4564e-25, 3.3382e-15, 1.4945e-05, 1.4901e-05, "
        "0.0000e+00, 0.0000e+00, 0.0000e+00, 0.0000e+00])",
    ),
    "O2": (
        "tanh",
        "tensor([-0.7616, -0.6514, -0.5047, -0.3215, -0.1107, 0.1107, 0.3215, 0.5047, "
        "0.6514, 0.7616])",
    ),
    "O3": (
        "relu",
        "tensor([0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.1111, 0.3333, 0.5556, 0.7778, 1.0000])",
    ),
    "O4": ("tanh", "x = 4 1.77e-02 1.34e-03", "x = 10 4.54e-05 8.24e-09"),
    "O5": ("mse", "20.75", "6.9167", "34", "15"),
    "O6": ("autograd", NO_GRAPH),
    "O7": ("autograd", "tensor(1., grad_fn=<MseLossBackward0>)", "(tensor([2.]),)"),
    "O8": ("autograd", "tensor([2.])", "tensor([4.])"),
    "O9": ("autograd", "(tensor([30.]), tensor([20.]))", "tensor([30.]) tensor([20.])"),
    "O10": ("softmax", "tensor([0.6590, 0.2424, 0.0986])"),
    "O11": (
        "softmax-gradient",
        "[ 0.1806, -0.0828, -0.0979]",
        "[-0.0828, 0.2274, -0.1447]",
        "[-0.0979, -0.1447, 0.2425]",
    ),
    "O12": (
        "retain-graph",
        "tensor([0.1440, 0.5349, 0.7022], requires_grad=True)",
        "tensor([0.2366, 0.3498, 0.4135], grad_fn=<SoftmaxBackward0>)",
        "(tensor([-0.0828, 0.2274, -0.1447]),)",
        "(tensor([-0.0979, -0.1447, 0.2425]),)",
    ),
    "O13": (
        "retain-graph",
        "tensor([[0.6590, 0.2424, 0.0986], [0.0453, 0.9094, 0.0453]])",
        "tensor([[0.8808, 0.1192, 0.5250], [0.1192, 0.8808, 0.4750]])",
        "IndexError: Dimension out of range (expected to be in range of [-1, 0], but got 1)",
    ),
    "O14": ("retain-graph", SECOND_TIME),
}


def squeezed(text: str) -> str:
    """A text with every run of white space as one space, and none after an opening bracket."""
    return " ".join(text.split()).replace("[ ", "[")


@pytest.mark.parametrize("output", OUTPUTS)
def test_output_is_reproduced(site: Path, output: str) -> None:
    """The page prints the numbers that stood in the picture."""
    chapter, *parts = OUTPUTS[output]
    page = BeautifulSoup((site / f"notes/{chapter}.html").read_bytes(), "html5lib")
    printed = squeezed(" ".join(e.get_text() for e in page.select(".cell_output")))

    assert [part for part in parts if squeezed(part) not in printed] == []
