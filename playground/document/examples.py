"""The list of bundled examples: to add one, build it in `example_networks`, add its line here and write its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playground.document import example_networks as networks
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.files import SUFFIX, read, write
from playground.resources import resource


@dataclass(frozen=True)
class Example:
    """One bundled example: its key, what the welcome page says of it, and how it is built."""

    key: str
    title: str
    description: str
    build: Callable[[], Diagram]

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
        write(folder / entry.file, Document(entry.build()))
