"""A small network for each operation on numbers, kept within its domain; the contract tests run them all."""

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.elementwise import Elementwise
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.numbers import Constant, Parameter
from playground.engine.operations.operation import Operation
from playground.engine.operations.scalar_functions import (
    Cosine,
    Exponential,
    Logarithm,
    Sine,
    SquareRoot,
    Tangent,
)
from playground.engine.operations.scalars import Divide, FixedPower, Maximum, Minimum, Negative, Power
from playground.engine.operations.source import Input


def scalar_networks() -> dict[str, Network]:
    """Networks by a name that starts with the operation's kind."""
    networks = {
        f"{kind.kind} of a positive value": of_one(kind())
        for kind in (Exponential, Logarithm, SquareRoot, Sine, Cosine, Tangent, Negative)
    }
    networks |= {f"fixed_power {n}": of_one(FixedPower(n)) for n in (-1.5, -1.0, 0.5, 1.0, 2.0, 3.0)}
    networks |= {f"{kind.kind} of two": of_two(kind()) for kind in (Divide, Power, Maximum, Minimum)}
    networks |= {f"{kind.kind} of the same twice": of_itself(kind()) for kind in (Power, Maximum, Minimum)}
    return networks | {"parameter and constant": numbers(), "fixed_power of a negative base": squared()}


def of_one(operation: Elementwise) -> Network:
    """f(e^h)"""
    return _network(
        {"X": Input(2), "H": Dense(3, "tanh"), "P": Exponential(), "F": operation, "L": MeanSquaredError()},
        *(("X", "H", 0), ("H", "P", 0), ("P", "F", 0), ("F", "L", 0)),
    )


def of_two(operation: Elementwise) -> Network:
    """f(e^h, e^g)"""
    layers = {"X": Input(2), "H": Dense(3, "tanh"), "G": Dense(3, "tanh"), "P": Exponential(), "Q": Exponential()}
    wires = (("X", "H", 0), ("X", "G", 0), ("H", "P", 0), ("G", "Q", 0), ("P", "F", 0), ("Q", "F", 1), ("F", "L", 0))
    return _network({**layers, "F": operation, "L": MeanSquaredError()}, *wires)


def of_itself(operation: Elementwise) -> Network:
    """f(g, g): both ports read one source, a tie for the larger and the smaller."""
    return _network(
        {"X": Input(2), "G": Dense(2, "sigmoid"), "F": operation, "L": MeanSquaredError()},
        *(("X", "G", 0), ("G", "F", 0), ("G", "F", 1), ("F", "L", 0)),
    )


def numbers() -> Network:
    """(x + θ) / c + θ: the learned number is read twice."""
    return _network(
        {"X": Input(1), "W": Parameter(0.5), "C": Constant(-4.0), "S": Add(), "D": Divide(), "T": Add()}
        | {"L": MeanSquaredError()},
        *(("X", "S", 0), ("W", "S", 1), ("S", "D", 0), ("C", "D", 1), ("D", "T", 0), ("W", "T", 1), ("T", "L", 0)),
    )


def squared() -> Network:
    """(x + θ)², whose base may be negative."""
    return _network(
        {"X": Input(1), "W": Parameter(0.5), "S": Add(), "P": FixedPower(), "L": MeanSquaredError()},
        *(("X", "S", 0), ("W", "S", 1), ("S", "P", 0), ("P", "L", 0)),
    )


def _network(nodes: dict[str, Operation], *wires: tuple[str, str, int]) -> Network:
    made = tuple(Node(name.lower(), name, operation) for name, operation in nodes.items())
    return Network(made, tuple(Edge(source.lower(), target.lower(), port) for source, target, port in wires))
