"""The documents over which a step in the window is timed: examples, wide and deep networks, a graph, a large batch.

Sizes are told by what they have to hold: 300 and 1,000 units, 60 nodes of a graph, 784-256-128-10 with 32 samples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from playground.data.imported import Imported, pack
from playground.data.sources import Bundled, DataSource
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.examples import example
from playground.document.graph_examples import graph
from playground.document.layers_text import diagram_from_text
from playground.ui.sample_choice import SampleChoice, SampleKind

BATCH = 32
ONE_SAMPLE = SampleChoice(SampleKind.SAMPLE, 0)


@dataclass(frozen=True)
class Case:
    """A document, which samples are walked, and how many milliseconds a step may take until it is painted."""

    document: Callable[[], Document]
    budget: float = 16.0
    choice: SampleChoice = ONE_SAMPLE


def layers(text: str, data: DataSource) -> Document:
    """A layered network for data with classes."""
    diagram = diagram_from_text(text, "softmax-cross-entropy", data)
    return Document(replace(diagram, training=replace(diagram.training, batch_size=BATCH)))


def three_hundred() -> Document:
    """300 units in three layers."""
    return layers(", ".join(["64", *["100 tanh"] * 3, "10"]), Bundled("digits"))


def thousand() -> Document:
    """1,000 units in ten layers."""
    return layers(", ".join(["64", *["100 relu"] * 10, "10"]), Bundled("digits"))


def sixty_nodes() -> Document:
    """A graph of sixty nodes: squares and products of two numbers, one after another, added up."""
    diagram: Diagram = graph(chain_of_lines(12), {"x": 0.5, "y": -0.25}, {"w": 0.75})
    return Document(diagram)


def chain_of_lines(count: int) -> str:
    """Lines of a formula, each made from the one before."""
    names = ["x", *(f"u{place}" for place in range(count))]
    lines = [f"{new} = tanh({old}*w + y)**2" for old, new in pairwise(names)]
    return "\n".join([*lines, f"L = ({names[-1]} - y)**2"])


def images() -> Document:
    """784-256-128-10 over made-up images, as large as handwritten digits."""
    draws = np.random.default_rng(0)
    features, targets = draws.random((4 * BATCH, 784)), draws.integers(0, 10, 4 * BATCH).astype(np.float64)
    names, classes = tuple(f"p{place}" for place in range(784)), tuple(map(str, range(10)))
    table = Imported("Made-up images", "class", names, classes, pack(features), pack(targets))
    return layers("784, 256 relu, 128 relu, 10", table)


CASES: Mapping[str, Case] = {
    "moons": Case(lambda: example("moons")),
    "digits": Case(lambda: example("digits")),
    "300 units": Case(three_hundred),
    "1,000 units": Case(thousand),
    "graph of 60 nodes": Case(sixty_nodes),
    "784-256-128-10, batch of 32": Case(images, 50.0, SampleChoice(SampleKind.BATCH, 0)),
}
