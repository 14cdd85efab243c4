"""The computational graphs among the bundled examples, and small networks that textbooks work through by hand.

Each begins at the very numbers its author prints; the tests hold the results to theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.data.sources import Written
from playground.document.arrange import arrange
from playground.document.diagram import Diagram, Placement
from playground.document.document import Document
from playground.document.edits import add_block, connect, rename, set_learning, set_training
from playground.document.handwritten import AS_WRITTEN
from playground.engine.expressions import network_of
from playground.engine.learned import Learned
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import HalfSumOfSquares
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD
from playground.engine.parameters import initialize, layout_of, with_values
from playground.engine.settings import TrainingSettings


def graph(
    text: str, at: Mapping[str, float], learned: Mapping[str, float] | None = None, rate: float = 0.01
) -> Diagram:
    """The document of a typed formula at one point; names in `learned` are parameters that begin at their numbers."""
    network = network_of(text, learned or {})
    names = tuple(node.name for node in network.inputs)
    data = Written("One point", names, (tuple(float(at[name]) for name in names),))
    return _arranged(network, data, TrainingSettings(SGD(rate), 1))


def _arranged(network: Network, data: Written, training: TrainingSettings) -> Diagram:
    placements = tuple(Placement(node.id, 0.0, 0.0) for node in network.nodes)
    diagram = Diagram(network, placements, data, AS_WRITTEN, training, made=len(network.nodes))
    return arrange(diagram)


def doubled_squared() -> Document:
    """a → b = 2a → c = b²: ∂c/∂a is the product of the slopes of both links."""
    return Document(graph("b = 2*a\nc = b**2", {"a": 3}))


def one_neuron() -> Document:
    """ŷ = x w2 + w1 + w2 and L = (ŷ − y)²: w2 is used twice, so its gradient is a sum over two paths."""
    return Document(graph("ŷ = x*w2 + w1 + w2\nL = (ŷ - y)**2", {"x": 3, "y": 17}, {"w1": 6, "w2": 2}))


def cube_of_square() -> Document:
    """y = (x² + 1)³ link by link: dy/dx = 3u² · 2x = 6x (x² + 1)²."""
    return Document(graph("u = x**2 + 1\ny = u**3", {"x": 2}))


def total_derivative() -> Document:
    """z = x(t) · y(t): the total derivative dz/dt is the sum of two products."""
    return Document(graph("x = t**2\ny = sin(t)\nz = x*y", {"t": 1}))


def sum_times_sum() -> Document:
    """e = (a + b)(b + 1), from Christopher Olah, Calculus on Computational Graphs, 2015."""
    return Document(graph("c = a + b\nd = b + 1\ne = c*d", {"a": 2, "b": 1}))


def sum_times_factor() -> Document:
    """f = (x + y) z, from Stanford's course CS231n, Backpropagation, Intuitions."""
    return Document(graph("q = x + y\nf = q*z", {"x": -2, "y": 5, "z": -4}))


def sigmoid_neuron() -> Document:
    """f = σ(w0 x0 + w1 x1 + w2), from Stanford's course CS231n."""
    point = {"x0": -1, "x1": -2}
    return Document(graph("s = w0*x0 + w1*x1 + w2\nf = sigmoid(s)", point, {"w0": 2, "w1": -3, "w2": -3}))


def gates() -> Document:
    """2 (x y + max(z, w)): how add, max and multiply share a gradient out, from Stanford's course CS231n."""
    return Document(graph("p = x*y\nm = max(z, w)\nf = 2*(p + m)", {"x": 3, "y": -4, "z": 2, "w": -1}))


def mazur() -> Document:
    """Matt Mazur, A Step by Step Backpropagation Example, 2015: 2-2-2 with sigmoids; he leaves the biases alone."""
    blocks = (Input(2), Dense(2, "sigmoid"), Dense(2, "sigmoid"), HalfSumOfSquares())
    data = Written("Mazur's example", ("i1", "i2", "o1", "o2"), ((0.05, 0.1, 0.01, 0.99),), targets=2)
    diagram = _network(blocks, data, 0.5, ("Hidden", "Output"))
    for layer in ("n2", "n3"):
        diagram = set_learning(diagram, layer, Learning(frozen=("bias",)))
    hidden = {"W": [[0.15, 0.2], [0.25, 0.3]], "b": [0.35, 0.35]}
    return _starting(diagram, {"Hidden": hidden, "Output": {"W": [[0.4, 0.45], [0.5, 0.55]], "b": [0.6, 0.6]}})


def han_kamber() -> Document:
    """Han, Kamber and Pei, Data Mining, 3rd edition, Example 9.1: 3-2-1 with sigmoids at the learning rate 0.9."""
    blocks = (Input(3), Dense(2, "sigmoid"), Dense(1, "sigmoid"), HalfSumOfSquares())
    data = Written("Example 9.1", ("x1", "x2", "x3", "class"), ((1.0, 0.0, 1.0, 1.0),), targets=1)
    diagram = _network(blocks, data, 0.9, ("Hidden", "Output"))
    hidden = {"W": [[0.2, 0.4, -0.5], [-0.3, 0.1, 0.2]], "b": [-0.4, 0.2]}
    return _starting(diagram, {"Hidden": hidden, "Output": {"W": [[-0.3, -0.2]], "b": [0.1]}})


def two_layers() -> Document:
    """Two layers and a batch of three: every δ, each gradient a sum over the samples, then W := W − α ∂L/∂W."""
    blocks = (Input(2), Dense(2, "tanh"), Dense(1, "identity"), HalfSumOfSquares())
    rows = ((1.0, 0.5, 1.0), (-1.0, 0.5, 0.0), (0.5, -1.0, -1.0))
    diagram = _network(
        blocks, Written("Three samples", ("x1", "x2", "y"), rows, targets=1), 0.1, ("Layer 1", "Layer 2")
    )
    diagram = set_training(diagram, TrainingSettings(SGD(0.1), len(rows)))
    first = {"W": [[0.5, -0.25], [0.75, 1.0]], "b": [0.0, 0.5]}
    return _starting(diagram, {"Layer 1": first, "Layer 2": {"W": [[1.0, -0.5]], "b": [0.25]}})


def _network(blocks: tuple[Operation, ...], data: Written, rate: float, names: tuple[str, ...]) -> Diagram:
    diagram = Diagram(data=data, preparation=AS_WRITTEN)
    for operation in blocks:
        diagram = add_block(diagram, operation)
    for place in range(1, len(blocks)):
        diagram = connect(diagram, f"n{place}", f"n{place + 1}")
    for place, name in enumerate(names, start=2):
        diagram = rename(diagram, f"n{place}", name)
    return set_training(arrange(diagram), TrainingSettings(SGD(rate), 1))


def _starting(diagram: Diagram, values: Mapping[str, Mapping[str, object]]) -> Document:
    """The document with given weights and biases."""
    layout = layout_of(diagram.network)
    flat = with_values(diagram.network, layout, initialize(layout, 0), values)
    return Document(diagram, Learned(layout, np.array(flat)))
