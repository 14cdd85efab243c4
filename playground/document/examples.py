"""The list of bundled examples: to add one, build it in `example_networks`, add its line here and write its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playground.document import example_networks as networks
from playground.document import graph_examples as graphs
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.files import SUFFIX, read, write
from playground.resources import resource

NETWORKS = "Networks"
GRAPHS = "Computational graphs"
WORKED = "Worked by hand"


@dataclass(frozen=True)
class Example:
    """One bundled example: its key, what the welcome page says of it, how it is built, and the group it is shown in."""

    key: str
    title: str
    description: str
    build: Callable[[], Diagram | Document]
    group: str = NETWORKS

    def built(self) -> Document:
        """The document as its builder makes it."""
        made = self.build()
        return made if isinstance(made, Document) else Document(made)

    @property
    def file(self) -> str:
        """The file's name in `resources/examples/`."""
        return f"{self.key}{SUFFIX}"


EXAMPLES: tuple[Example, ...] = (
    Example("xor", "XOR", "Four samples and one hidden layer: follow every number of a pass.", networks.xor),
    Example("moons", "Two moons", "Bend a border between two interleaved half circles.", networks.moons),
    Example("iris", "Iris", "Tell three species apart by four lengths of their flowers.", networks.iris),
    Example("digits", "Digits", "Read handwritten digits of 8 × 8 pixels.", networks.digits),
    Example(
        "convolution",
        "Convolution",
        "Eight filters slide over the digits: the same weights everywhere.",
        networks.convolution,
    ),
    Example(
        "skip", "Skip connection", "A residual block on two spirals: gradients add up where paths meet.", networks.skip
    ),
    Example("curve", "Curve", "Fit a sine curve through noisy points: one number in, one number out.", networks.curve),
    Example("branches", "Branches", "Two branches side by side, laid together before the output.", networks.branches),
    Example(
        "attention",
        "Attention",
        "The last of four tokens asks for a letter; the shares show whom it listens to.",
        networks.attention,
    ),
    Example(
        "recurrent",
        "Recurrent cell",
        "Four steps share their weights and keep one bit in mind: whether the number of ones is odd.",
        networks.recurrent,
    ),
    Example("doubled", "Two links", "b = 2a, c = b²: slopes multiply along a chain.", graphs.doubled_squared, GRAPHS),
    Example(
        "neuron", "One neuron", "(x·w₂ + w₁ + w₂ − y)²: a weight used twice has two paths.", graphs.one_neuron, GRAPHS
    ),
    Example("cube", "A cube of a square", "(x² + 1)³ link by link.", graphs.cube_of_square, GRAPHS),
    Example("total", "Total derivative", "z = x(t) y(t): two products add up.", graphs.total_derivative, GRAPHS),
    Example("olah", "(a + b)(b + 1)", "Christopher Olah's graph at a = 2, b = 1.", graphs.sum_times_sum, GRAPHS),
    Example("product", "(x + y) z", "CS231n: a sum passes on, a product swaps.", graphs.sum_times_factor, GRAPHS),
    Example("sigmoid", "A sigmoid neuron", "CS231n: σ(w₀x₀ + w₁x₁ + w₂).", graphs.sigmoid_neuron, GRAPHS),
    Example("gates", "Gates", "CS231n: 2 (x y + max(z, w)); a maximum lets one side through.", graphs.gates, GRAPHS),
    Example("two_layers", "Two layers", "Three samples, every δ, then W := W − α ∂L/∂W.", graphs.two_layers, WORKED),
    Example("mazur", "Mazur's 2-2-2", "Matt Mazur's step by step example, with his numbers.", graphs.mazur, WORKED),
    Example("han_kamber", "Example 9.1", "Han, Kamber and Pei's 3-2-1 network.", graphs.han_kamber, WORKED),
)


def example(key: str) -> Document:
    """The example of that key, read from its file; `KeyError` if there is none."""
    return read(example_path(key))


def example_path(key: str) -> Path:
    """Where the file of an example stands; `KeyError` names the examples there are."""
    found = next((entry for entry in EXAMPLES if entry.key == key), None)
    if found is None:
        raise KeyError(f"there is no example {key!r}; there are {', '.join(entry.key for entry in EXAMPLES)}")
    return resource("examples", found.file)


def write_examples(folder: Path) -> None:
    """Build all examples and save them in a folder."""
    for entry in EXAMPLES:
        write(folder / entry.file, entry.built())
