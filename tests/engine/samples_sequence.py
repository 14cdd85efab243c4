"""Small networks of normalization, dropout, embeddings and unrolled cells; the contract tests run them all."""

from dataclasses import replace
from itertools import pairwise

from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.normalization import BatchNormalization, LayerNormalization
from playground.engine.operations.operation import Operation
from playground.engine.operations.recurrent import InitialState, RecurrentCell
from playground.engine.operations.shaping import Flatten, Reshape, Slice
from playground.engine.operations.source import Input


def sequence_networks() -> dict[str, Network]:
    """Networks by a name that starts with the operation's kind."""
    image = (Input(9), Reshape((1, 3, 3)), Conv2D(2, (2, 2), activation="tanh"))
    rows = (Input(6), Reshape((3, 2)), Dense(4, "tanh"))
    end = (Flatten(), Dense(2, "identity"), MeanSquaredError())
    return {
        "batch_normalization of features": _chain(Input(2), Dense(3), BatchNormalization(), *end[1:]),
        "batch_normalization of images": _chain(*image, BatchNormalization(), *end),
        "batch_normalization of rows": _chain(*rows, BatchNormalization(axis=1, epsilon=1e-3), *end),
        "layer_normalization of features": _chain(Input(2), Dense(3), LayerNormalization(), *end[1:]),
        "layer_normalization of rows": _chain(*rows, LayerNormalization(), *end),
        "dropout": _chain(Input(2), Dense(6), Dropout(0.4), *end[1:]),
        "dropout of rows": _chain(*rows, Dropout(0.3), *end),
        "embedding": _chain(Input(3), Embedding(4, 2), Dense(3), *end),
        "recurrent_cell unrolled": unrolled(),
        "dense shared": shared(),
    }


def unrolled(steps: int = 3, activation: str = "tanh") -> Network:
    """Steps of a sequence of two features: the cells share their weights, the last state is the result."""
    operations: dict[str, Operation] = {"X": Input(2 * steps), "S": Reshape((steps, 2)), "H0": InitialState(3)}
    wires = [("X", "S", 0)]
    cells = [f"H{step}" for step in range(1, steps + 1)]
    for step, cell in enumerate(cells, start=1):
        operations |= {f"T{step}": Slice(0, step - 1, step), f"F{step}": Flatten(), cell: RecurrentCell(3, activation)}
        wires += [("S", f"T{step}", 0), (f"T{step}", f"F{step}", 0), (f"F{step}", cell, 0)]
        wires += [(f"H{step - 1}", cell, 1)]
    operations |= {"O": Dense(2, "identity"), "L": MeanSquaredError()}
    network = _network(operations, *wires, (cells[-1], "O", 0), ("O", "L", 0))
    return sharing(network, *(cell.lower() for cell in cells))


def shared() -> Network:
    """A layer used twice, one use upon the other."""
    network = _chain(Input(3), Dense(3), Dense(3), Dense(1, "identity"), MeanSquaredError())
    return sharing(network, "n1", "n2")


def sharing(network: Network, owner: str, *users: str) -> Network:
    """The network with the owner's parameters used by others (ids)."""
    shared = Learning(shares=owner)
    return replace(
        network, nodes=tuple(replace(node, learning=shared) if node.id in users else node for node in network.nodes)
    )


def _chain(*operations: Operation) -> Network:
    names = [f"N{number}" for number in range(len(operations))]
    wires = [(one, other, 0) for one, other in pairwise(names)]
    return _network(dict(zip(names, operations, strict=True)), *wires)


def _network(operations: dict[str, Operation], *wires: tuple[str, str, int]) -> Network:
    nodes = tuple(Node(name.lower(), name, operation) for name, operation in operations.items())
    return Network(nodes, tuple(Edge(source.lower(), target.lower(), port) for source, target, port in wires))
