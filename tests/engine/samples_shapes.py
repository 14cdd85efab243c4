"""A small network for each operation that shapes, joins or reduces; the contract tests run them all."""

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.source import Input


def row(features: int, *operations: Operation) -> Network:
    """Blocks one after another, from an Input to a mean squared error."""
    blocks = (Input(features), *operations, MeanSquaredError())
    nodes = tuple(Node(f"n{place}", f"N{place}", operation) for place, operation in enumerate(blocks))
    return Network(nodes, tuple(Edge(f"n{place}", f"n{place + 1}") for place in range(len(blocks) - 1)))


def shapes_networks() -> dict[str, Network]:
    """Networks by a name that starts with the operation's kind."""
    return {
        "reshape and flatten": row(6, Reshape((3, 2)), Activation("tanh"), Flatten(), Dense(2)),
        "dense along a sequence": row(6, Reshape((3, 2)), Dense(4, "sigmoid"), Dense(2, "identity"), Flatten()),
        "dense along an image": row(12, Dense(12), Reshape((2, 3, 2)), Dense(2, "relu"), Flatten(), Dense(2)),
        "reshape to any rank": row(8, Dense(12), Reshape((2, -1, 3)), Activation("tanh"), Reshape((6, 2)), Flatten()),
    }
