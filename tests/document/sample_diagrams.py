"""Diagrams and documents that several tests of the document share, and strategies that build any of them by edits."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.edits import (
    EditError,
    add_block,
    arrange,
    connect,
    copy,
    delete,
    disconnect,
    move,
    paste,
    rename,
    set_operation,
    set_training,
)
from playground.engine.history import EpochRecord, History
from playground.engine.learned import Learned, fresh
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD, Momentum
from playground.engine.settings import TrainingSettings


def built(*operations: Operation, wires: tuple[tuple[int, int, int], ...] = ()) -> Diagram:
    """Blocks n1, n2 … in a row on the canvas, wired as told by their numbers; without wires a chain."""
    diagram = Diagram()
    for index, operation in enumerate(operations):
        diagram = add_block(diagram, operation, (200.0 * index, 0.0))
    row = tuple((number, number + 1, 0) for number in range(1, len(operations)))
    for source, target, port in wires or row:
        diagram = connect(diagram, f"n{source}", f"n{target}", port)
    return diagram


def plain() -> Diagram:
    """2 inputs, 3 tanh units, 1 output for the moons."""
    return built(Input(2), Dense(3), Dense(1, "identity"), BinaryCrossEntropy())


def residual() -> Diagram:
    """A skip connection around one layer: n2 feeds n3 and, at its second port, n4."""
    wires = ((1, 2, 0), (2, 3, 0), (3, 4, 0), (2, 4, 1), (4, 5, 0), (5, 6, 0))
    return built(Input(2), Dense(3), Dense(3), Add(), Dense(1, "identity"), BinaryCrossEntropy(), wires=wires)


def learned_of(diagram: Diagram, epochs: int = 3) -> Learned:
    """A learned state as after some epochs, with momentum."""
    begun = fresh(diagram.network, 5)
    records = tuple(EpochRecord(epoch, 1 / epoch, None, 0.1 * epoch, 0.3) for epoch in range(1, epochs + 1))
    moments = {"velocity": np.linspace(-1.0, 1.0, begun.layout.size)}
    return replace(begun, moments=moments, epoch=epochs, position=40, updates=99, history=History(records, 1))


def trained() -> Document:
    """The residual network in the midst of a run."""
    diagram = set_training(residual(), TrainingSettings(Momentum(0.05, 0.8), batch_size=20, seed=7))
    return Document(diagram, learned_of(diagram))


OPERATIONS = st.one_of(
    st.builds(Input, st.integers(1, 4)),
    st.builds(Dense, st.integers(1, 4), st.sampled_from(sorted(ACTIVATIONS)), st.just("he_normal"), st.booleans()),
    st.builds(Activation, st.sampled_from(sorted(ACTIVATIONS))),
    st.builds(Add, st.integers(2, 3)),
    st.builds(Concatenate, st.integers(2, 3)),
    st.sampled_from([MeanSquaredError(), BinaryCrossEntropy(), SoftmaxCrossEntropy()]),
)
COORDINATES = st.floats(-1e5, 1e5, allow_subnormal=False)
POSITIONS = st.tuples(COORDINATES, COORDINATES)
NUMBERS = st.integers(0, 1_000)
Step = Callable[[Diagram], Diagram]


def some_node(diagram: Diagram, number: int) -> str:
    """The id of one of the blocks; one that does not exist where there is none."""
    nodes = diagram.network.nodes
    return nodes[number % len(nodes)].id if nodes else "nobody"


def some_nodes(diagram: Diagram, numbers: list[int]) -> frozenset[str]:
    """The ids of some of the blocks."""
    return frozenset(some_node(diagram, number) for number in numbers if diagram.network.nodes)


def some_disconnect(diagram: Diagram, number: int) -> Diagram:
    """Take one of the wires away."""
    edges = diagram.network.edges
    return disconnect(diagram, edges[number % len(edges)]) if edges else diagram


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(OPERATIONS, POSITIONS).map(lambda a: lambda d: add_block(d, *a)),
    st.tuples(NUMBERS, NUMBERS, st.integers(0, 2)).map(
        lambda a: lambda d: connect(d, some_node(d, a[0]), some_node(d, a[1]), a[2])
    ),
    NUMBERS.map(lambda n: lambda d: some_disconnect(d, n)),
    NUMBERS.map(lambda n: lambda d: delete(d, frozenset({some_node(d, n)}))),
    st.tuples(NUMBERS, POSITIONS).map(lambda a: lambda d: move(d, {some_node(d, a[0]): a[1]})),
    st.tuples(NUMBERS, st.text(max_size=8)).map(lambda a: lambda d: rename(d, some_node(d, a[0]), a[1])),
    st.tuples(NUMBERS, OPERATIONS).map(lambda a: lambda d: set_operation(d, some_node(d, a[0]), a[1])),
    st.tuples(st.lists(NUMBERS, max_size=4), POSITIONS).map(
        lambda a: lambda d: paste(d, copy(d, some_nodes(d, a[0])), a[1])
    ),
    st.just(arrange),
    st.floats(1e-6, 10.0).map(lambda rate: lambda d: set_training(d, TrainingSettings(SGD(rate)))),
)


def attempt(diagram: Diagram, step: Step) -> Diagram:
    """The diagram after the step, or as it was if the step is refused."""
    try:
        return step(diagram)
    except EditError:
        return diagram


def after(diagram: Diagram, steps: list[Step]) -> Diagram:
    """The diagram after many steps."""
    for step in steps:
        diagram = attempt(diagram, step)
    return diagram


DIAGRAMS = st.builds(after, st.sampled_from([Diagram(), plain(), residual()]), st.lists(STEPS, max_size=25))
