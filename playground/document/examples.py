"""The list of bundled examples: to add one, build it in `example_networks`, add its line here and write its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playground.document.document import Document
from playground.document.files import SUFFIX, read, write
from playground.resources import resource

NETWORKS = "Networks"
GRAPHS = "Computational graphs"
WORKED = "Worked by hand"


@dataclass(frozen=True)
class Example:
    """One bundled example: its key, what the welcome page says of it, the group it is shown in, and its builder's name.

    The builder is called as the key unless it says otherwise.
    """

    key: str
    title: str
    description: str
    group: str = NETWORKS
    builder: str = ""

    def built(self) -> Document:
        """The document as its builder makes it; opening an example reads its file and needs no builder."""
        from playground.document import example_networks, graph_examples

        module = example_networks if self.group == NETWORKS else graph_examples
        made = getattr(module, self.builder or self.key)()
        return made if isinstance(made, Document) else Document(made)

    @property
    def file(self) -> str:
        """The file's name in `resources/examples/`."""
        return f"{self.key}{SUFFIX}"


EXAMPLES: tuple[Example, ...] = (
    Example("xor", "XOR", "Four samples and one hidden layer: follow every number of a pass."),
    Example("moons", "Two moons", "Bend a border between two interleaved half circles."),
    Example("iris", "Iris", "Tell three species apart by four lengths of their flowers."),
    Example("digits", "Digits", "Read handwritten digits of 8 × 8 pixels."),
    Example(
        "convolution",
        "Convolution",
        "Eight filters slide over the digits: the same weights everywhere.",
    ),
    Example("skip", "Skip connection", "A residual block on two spirals: gradients add up where paths meet."),
    Example("curve", "Curve", "Fit a sine curve through noisy points: one number in, one number out."),
    Example("branches", "Branches", "Two branches side by side, laid together before the output."),
    Example(
        "attention",
        "Attention",
        "The last of four tokens asks for a letter; the shares show whom it listens to.",
    ),
    Example(
        "recurrent",
        "Recurrent cell",
        "Four steps share their weights and keep one bit in mind: whether the number of ones is odd.",
    ),
    Example("doubled", "Two links", "b = 2a, c = b²: slopes multiply along a chain.", GRAPHS, "doubled_squared"),
    Example("neuron", "One neuron", "(x·w₂ + w₁ + w₂ − y)²: a weight used twice has two paths.", GRAPHS, "one_neuron"),
    Example("cube", "A cube of a square", "(x² + 1)³ link by link.", GRAPHS, "cube_of_square"),
    Example("total", "Total derivative", "z = x(t) y(t): two products add up.", GRAPHS, "total_derivative"),
    Example("olah", "(a + b)(b + 1)", "Christopher Olah's graph at a = 2, b = 1.", GRAPHS, "sum_times_sum"),
    Example("product", "(x + y) z", "CS231n: a sum passes on, a product swaps.", GRAPHS, "sum_times_factor"),
    Example("sigmoid", "A sigmoid neuron", "CS231n: σ(w₀x₀ + w₁x₁ + w₂).", GRAPHS, "sigmoid_neuron"),
    Example("gates", "Gates", "CS231n: 2 (x y + max(z, w)); a maximum lets one side through.", GRAPHS),
    Example("two_layers", "Two layers", "Three samples, every δ, then W := W − α ∂L/∂W.", WORKED),
    Example("mazur", "Mazur's 2-2-2", "Matt Mazur's step by step example, with his numbers.", WORKED),
    Example("han_kamber", "Example 9.1", "Han, Kamber and Pei's 3-2-1 network.", WORKED),
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
