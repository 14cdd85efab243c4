"""Small networks for each activation function, in a layer and as a block; the contract tests run them all."""

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.softmax_block import Softmax
from playground.engine.operations.source import Input
from tests.engine.samples_shapes import row


def activation_networks() -> dict[str, Network]:
    """Networks by a name that starts with the operation's kind; what is squared is kept small."""
    networks: dict[str, Network] = {}
    for key in ACTIVATIONS:
        below = Dense(3, "tanh" if key == "square" else "identity")
        networks[f"dense {key}"] = row(2, below, Dense(3, key), Dense(2, key))
        networks[f"activation {key}"] = row(2, below, Activation(key), Dense(2))
        networks[f"activation {key} of a fork"] = _beside_itself(Activation(key))
    return networks | _softmax_networks() | _prelu_networks()


def _softmax_networks() -> dict[str, Network]:
    """Every axis of an image and of a sequence, and a vector."""
    networks = {
        f"softmax of rank {len(shape)}, axis {axis}, log {log}": row(
            2, Dense(12, "tanh"), Reshape(shape), Softmax(axis, log), Flatten(), Dense(2)
        )
        for shape, axes in (((4, 3), (0, 1)), ((2, 3, 2), (1, -3, -1)))
        for axis in axes
        for log in (False, True)
    }
    return networks | {f"softmax of a vector, log {log}": row(3, Softmax(log=log)) for log in (False, True)}


def _prelu_networks() -> dict[str, Network]:
    """A slope for each unit, channel or feature, or one for all."""
    image = (Dense(12, "identity"), Reshape((2, 3, 2)))
    return {
        "prelu of units": row(2, Dense(3, "identity"), PReLU(), Dense(2)),
        "prelu with one slope": row(2, Dense(3, "identity"), PReLU(-0.5, per_unit=False), Dense(2)),
        "prelu of channels": row(2, *image, PReLU(), Flatten(), Dense(2)),
        "prelu of the last axis": row(2, *image, PReLU(axis=-1), Flatten(), Dense(2)),
        "prelu of an image with one slope": row(2, *image, PReLU(per_unit=False), Flatten(), Dense(2)),
        "prelu of a fork": _beside_itself(PReLU()),
    }


def _beside_itself(operation: Operation) -> Network:
    """x + g(x)"""
    nodes: dict[str, Operation] = {"X": Input(2), "A": operation, "S": Add(), "L": MeanSquaredError()}
    wires = (("x", "a", 0), ("x", "s", 0), ("a", "s", 1), ("s", "l", 0))
    made = tuple(Node(name.lower(), name, operation) for name, operation in nodes.items())
    return Network(made, tuple(Edge(*wire) for wire in wires))
