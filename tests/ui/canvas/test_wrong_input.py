"""What is wrong with what goes in is said on the block it concerns, before anything runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from playground.data.imported import Imported, pack
from playground.data.sources import Bundled, DataSource, Generated
from playground.document.diagram import Diagram
from playground.engine.network import Edge, Network
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings
from playground.session.state import opened
from playground.ui.canvas.canvas import Canvas
from playground.ui.views import problems_by_block
from tests.ui.canvas.desk import chain, network


def table(features: list[float], labels: list[int]) -> Imported:
    """Four samples of two features."""
    return Imported("t.csv", "kind", ("a", "b"), ("no", "yes"), pack(np.array(features)), pack(np.array(labels)))


def over(source: DataSource) -> Diagram:
    """The complete chain over other data."""
    return replace(chain(), data=source)


def cycle() -> Diagram:
    """Two layers that wait for each other."""
    diagram = network(Input(2), Dense(2), Add(), MeanSquaredError(), wires="0-1 1-2 2-3")
    edges = (*diagram.network.edges, Edge("n3", "n2", 0))
    kept = tuple(edge for edge in edges if edge != Edge("n1", "n2", 0))
    return replace(diagram, network=Network(diagram.network.nodes, (*kept, Edge("n1", "n3", 1))))


WRONG = {
    "cycle": (cycle(), "Dense 1", "waits for its own output"),
    "missing wire": (
        network(Input(2), Add(), MeanSquaredError(), wires="0-1/1 1-2"),
        "Add 1",
        "gets no values at input 1",
    ),
    "wrong shapes": (
        network(Input(2), Dense(2), Add(), MeanSquaredError(), wires="0-1 0-2 1-2/1 2-3"),
        "Add 1",
        "adds values of shape 2 and 3",
    ),
    "unknown name": (
        network(Input(2), Activation("relu"), MeanSquaredError(), wires="0-1 1-2"),
        "Activation 1",
        "unknown activation function 'swoosh'",
    ),
    "zero units": (network(Input(2), Dense(1), MeanSquaredError(), wires="0-1 1-2"), "Dense 1", "has 0 units"),
    "empty data": (over(table([], [])), "Input", "found no samples"),
    "label out of range": (over(table([1, 2, 3, 4], [0, 2])), "Input", "found 2.0, expected a label 0 to 1"),
    "more classes than outputs": (
        replace(network(Input(4), Dense(2, "identity"), MeanSquaredError(), wires="0-1 1-2"), data=Bundled("iris")),
        "Dense 1",
        "has 2 units, the data 3 classes",
    ),
    "one class only": (over(table([1, 2, 3, 4], [1, 1])), "Loss", "found only the class 'yes'"),
    "constant columns": (over(table([1, 2, 1, 2], [0, 1])), "Input", "one and the same value in all samples"),
    "batch larger than the data": (
        replace(over(Generated("moons", 20)), training=TrainingSettings(batch_size=17)),
        "Input",
        "batch size is 17, but the training part has only 16 samples",
    ),
}


def broken(case: str, diagram: Diagram) -> Diagram:
    """With a setting that no edit of a wire or a block would take, as a file of another hand may hold it."""
    settings = {"unknown name": Activation("swoosh"), "zero units": Dense(0), "wrong shapes": Dense(3)}
    if case not in settings:
        return diagram
    nodes = tuple(
        replace(node, operation=settings[case]) if type(node.operation) is type(settings[case]) else node
        for node in diagram.network.nodes
    )
    return replace(diagram, network=replace(diagram.network, nodes=nodes))


@pytest.mark.parametrize("case", WRONG)
def test_the_block_to_blame_says_it(qtbot: QtBot, case: str) -> None:
    made, name, words = WRONG[case]
    diagram = broken(case, made)
    state = opened(diagram)
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show_diagram(None, diagram, problems_by_block(state))
    node = next(node.id for node in diagram.network.nodes if node.name.startswith(name))
    assert any(words in message for message in canvas.messages.of(node)), state.problems
    canvas.messages.choose([node])
    assert node in canvas.messages.items
    assert not state.is_ready
