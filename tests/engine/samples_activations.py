"""Small networks for each activation function, in a layer and as a block; the contract tests run them all."""

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
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
    return networks


def _beside_itself(operation: Operation) -> Network:
    """x + g(x)"""
    nodes: dict[str, Operation] = {"X": Input(2), "A": operation, "S": Add(), "L": MeanSquaredError()}
    wires = (("x", "a", 0), ("x", "s", 0), ("a", "s", 1), ("s", "l", 0))
    made = tuple(Node(name.lower(), name, operation) for name, operation in nodes.items())
    return Network(made, tuple(Edge(*wire) for wire in wires))
