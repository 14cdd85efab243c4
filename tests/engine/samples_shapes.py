"""A small network for each operation that shapes, joins or reduces; the contract tests run them all."""

from itertools import pairwise
from math import prod

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate, Multiply, Subtract
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.matrix_product import MatrixProduct
from playground.engine.operations.operation import Operation
from playground.engine.operations.reductions import Mean, Scale, Sum
from playground.engine.operations.shaping import Flatten, Reshape, Slice, Transpose
from playground.engine.operations.source import Input


def row(features: int, *operations: Operation) -> Network:
    """Blocks `N0`, `N1`, … one after another, from an Input to a mean squared error."""
    blocks = (Input(features), *operations, MeanSquaredError())
    nodes = tuple(Node(f"n{place}", f"N{place}", operation) for place, operation in enumerate(blocks))
    return Network(nodes, tuple(Edge(f"n{place}", f"n{place + 1}") for place in range(len(blocks) - 1)))


def fork(one: tuple[int, ...], other: tuple[int, ...], join: Operation, *after: Operation) -> Network:
    """Two branches of the Input `x` in the shapes of `a` and `b` meet in `j`; `after` are `n0`, `n1`, …"""
    nodes: dict[str, Operation] = {"X": Input(3)}
    for name, shape in (("A", one), ("B", other)):
        nodes |= {f"{name}0": Dense(prod(shape), "tanh"), name: Reshape(shape)}
    nodes |= {"J": join} | {f"N{place}": operation for place, operation in enumerate(after)}
    nodes |= {"F": Flatten(), "L": MeanSquaredError()}
    tail = ["j", *(f"n{place}" for place in range(len(after))), "f", "l"]
    wires = [Edge("x", "a0"), Edge("a0", "a"), Edge("x", "b0"), Edge("b0", "b"), Edge("a", "j"), Edge("b", "j", 1)]
    wires += [Edge(source, target) for source, target in pairwise(tail)]
    return Network(tuple(Node(name.lower(), name, operation) for name, operation in nodes.items()), tuple(wires))


def squared_network() -> Network:
    """One value wired to both inputs of each join of two, and a matrix times its own transpose."""
    nodes: dict[str, Operation] = {
        "X": Input(3),
        "D": Dense(4, "tanh"),
        "R": Reshape((2, 2)),
        "M": Multiply(),
        "S": Subtract(),
        "P": MatrixProduct(transpose_second=True),
        "F": Flatten(),
        "L": MeanSquaredError(),
    }
    wires = ("x d", "d r", "r m 0", "r m 1", "r s 0", "m s 1", "s p 0", "s p 1", "p f", "f l")
    ends = [(*wire.split(), "0")[:3] for wire in wires]
    made = tuple(Node(name.lower(), name, operation) for name, operation in nodes.items())
    return Network(made, tuple(Edge(source, target, int(port)) for source, target, port in ends))


def shapes_networks() -> dict[str, Network]:
    """Networks by a name that starts with the operation's kind."""
    sequence = Reshape((3, 2))
    return {
        "reshape and flatten": row(6, sequence, Activation("tanh"), Flatten(), Dense(2)),
        "dense along a sequence": row(6, sequence, Dense(4, "sigmoid"), Dense(2, "identity"), Flatten()),
        "dense along an image": row(12, Dense(12), Reshape((2, 3, 2)), Dense(2, "relu"), Flatten(), Dense(2)),
        "reshape to any rank": row(8, Dense(12), Reshape((2, -1, 3)), Activation("tanh"), Reshape((6, 2)), Flatten()),
        "transpose a matrix": row(6, sequence, Transpose(), Dense(2), Flatten()),
        "transpose three axes": row(8, Dense(12), Reshape((2, 3, 2)), Transpose((2, 0, 1)), Dense(2), Flatten()),
        "slice a vector": row(4, Dense(5), Slice(0, 1, 3), Dense(2)),
        "slice the last axis": row(6, Reshape((2, 3)), Dense(3), Slice(-1, 1, 2), Flatten()),
        "scale": row(3, Dense(3), Scale(-0.3), Dense(2)),
        "scale a sequence": row(6, sequence, Scale(2.5), Flatten(), Dense(2)),
        "sum of a vector": row(3, Dense(3), Sum()),
        "sum over positions": row(6, sequence, Dense(2), Sum(0)),
        "mean of a vector": row(3, Dense(3), Mean(-1), Dense(2)),
        "mean over the middle axis": row(8, Dense(12), Reshape((2, 3, 2)), Mean(1), Flatten()),
        "add of matrices": fork((2, 3), (2, 3), Add(), Dense(2)),
        "subtract of vectors": fork((3,), (3,), Subtract(), Dense(2)),
        "subtract of matrices": fork((2, 2), (2, 2), Subtract()),
        "multiply of matrices": fork((2, 3), (2, 3), Multiply(), Dense(2)),
        "concatenate positions": fork((2, 2), (1, 2), Concatenate(), Dense(2)),
        "concatenate features": fork((2, 2), (2, 1), Concatenate(axis=-1), Dense(2)),
        "matrix_product": fork((2, 3), (3, 2), MatrixProduct(), Dense(2)),
        "matrix_product with a transpose": fork((2, 3), (4, 3), MatrixProduct(True), Dense(2)),
        "matrix_product of stacks": fork((2, 1, 2), (2, 2, 2), MatrixProduct()),
        "matrix_product of a value and itself": squared_network(),
    }
