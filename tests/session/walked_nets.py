"""Small networks that between them use every operation, fork and join, and steppers over them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from playground.engine.instruction import Array
from playground.engine.learned import Learned, fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    CrossEntropy,
    Loss,
    MeanSquaredError,
    SoftmaxCrossEntropy,
)
from playground.engine.operations.operation import Operation
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.softmax_block import Softmax
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD, Momentum, Optimizer
from playground.engine.samples import Samples
from playground.engine.settings import TrainingSettings
from playground.session.stepper import PassStart, Stepper

Wire = tuple[str, str, int]


def network(operations: dict[str, Operation], *wires: Wire) -> Network:
    """Blocks by name (the id in lower case) and wires as (source, target, port)."""
    nodes = tuple(Node(name.lower(), name, operation) for name, operation in operations.items())
    return Network(nodes, tuple(Edge(source.lower(), target.lower(), port) for source, target, port in wires))


def chain(*operations: Operation) -> Network:
    """Blocks one after the other: Input, Hidden 1, …, Output, Loss."""
    hidden = [f"Hidden {number}" for number in range(1, len(operations) - 2)]
    names = ["Input", *hidden, "Output", "Loss"]
    wires = [(source, target, 0) for source, target in pairwise(names)]
    return network(dict(zip(names, operations, strict=True)), *wires)


def skip() -> Network:
    """The input leads to the sum directly, through a layer, and through that layer's activation once more."""
    operations = {
        "Input": Input(3),
        "Layer": Dense(3, "leaky_relu"),
        "Bend": Activation("sigmoid"),
        "Sum": Add(inputs=3),
        "Output": Dense(2, "identity"),
        "Loss": MeanSquaredError(),
    }
    sums = (("Input", "Sum", 0), ("Layer", "Sum", 1), ("Bend", "Sum", 2))
    return network(
        operations, ("Input", "Layer", 0), ("Layer", "Bend", 0), *sums, ("Sum", "Output", 0), ("Output", "Loss", 0)
    )


def branches() -> Network:
    """Two inputs, two branches joined end to end, and a sum that reads one source twice."""
    operations = {
        "Left": Input(1),
        "Right": Input(2),
        "A": Dense(2, "relu"),
        "B": Dense(3, "sigmoid", bias=False),
        "Joined": Concatenate(),
        "Doubled": Add(),
        "Output": Dense(1, "identity"),
        "Loss": BinaryCrossEntropy(),
    }
    joins = (("A", "Joined", 0), ("B", "Joined", 1), ("Joined", "Doubled", 0), ("Joined", "Doubled", 1))
    return network(
        operations, ("Left", "A", 0), ("Right", "B", 0), *joins, ("Doubled", "Output", 0), ("Output", "Loss", 0)
    )


def turned(operation: Operation) -> Network:
    """A block on a small matrix."""
    around = (Dense(6, "tanh"), Reshape((2, 3)), operation, Flatten(), Dense(1, "identity"))
    return chain(Input(2), *around, MeanSquaredError())


NETS: dict[str, Network] = {
    "2-3-2 softmax": chain(Input(2), Dense(3, "tanh"), Dense(2, "identity"), SoftmaxCrossEntropy()),
    "long way": chain(Input(2), Dense(3, "relu"), Dense(3, "softmax"), CrossEntropy()),
    "inner softmax": chain(Input(12), Dense(4, "softmax"), Dense(1, "identity"), MeanSquaredError()),
    "skip": skip(),
    **{
        f"function {key}": chain(Input(2), Dense(3, key), Dense(2, "identity"), MeanSquaredError())
        for key in ACTIVATIONS
    },
    **{f"softmax, axis {axis}, log {log}": turned(Softmax(axis, log)) for axis in (0, 1) for log in (False, True)},
    "learned slopes": turned(PReLU()),
    "one learned slope": turned(PReLU(per_unit=False)),
    "branches": branches(),
}
OPTIMIZERS: tuple[Optimizer, ...] = (SGD(0.3), Momentum(0.2, momentum=0.7))


def samples(net: Network, count: int, seed: int = 0) -> Samples:
    """Drawn features, and targets as the loss wants them."""
    draw, loss = np.random.default_rng(seed), net.loss
    assert loss is not None
    width = sum(net.shapes[node.id][0] for node in net.inputs)
    return Samples(draw.normal(size=(count, width)), _targets(loss.operation, draw, (count, *net.shapes[loss.id])))


def _targets(loss: Operation, draw: np.random.Generator, shape: tuple[int, ...]) -> Array:
    if isinstance(loss, BinaryCrossEntropy):
        return draw.integers(0, 2, shape).astype(np.float64)
    if isinstance(loss, Loss) and loss.classifies:
        return np.eye(shape[1])[draw.integers(0, shape[1], shape[0])]
    return draw.normal(size=shape)


def start(net: Network, seed: int = 0) -> Learned:
    """Drawn parameters, biases too: a zero bias hides mistakes."""
    begun = fresh(net, seed)
    return Learned(begun.layout, np.random.default_rng(seed + 1).normal(0, 0.7, begun.layout.size))


def stepper(net: Network, count: int = 1, optimizer: Optimizer | None = None) -> Stepper:
    """A stepper at the start of a pass over `count` samples."""
    settings = TrainingSettings(optimizer=optimizer or OPTIMIZERS[0])
    return Stepper(net, settings, PassStart(start(net), samples(net, count)))


def cursor_after(walked: Stepper, name: str, quantity: str, consumer: str = "") -> int:
    """The cursor right after the instruction that computes a quantity of a block (by name)."""
    node = walked.network.named(name).id
    return next(
        instruction.index + 1
        for instruction in walked.instructions
        if (instruction.node, instruction.quantity.key) == (node, quantity) and consumer in instruction.via
    )
