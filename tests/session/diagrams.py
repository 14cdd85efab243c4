"""Small documents for the tests of the session floor, built by the document floor's own edits."""

from __future__ import annotations

from playground.data.sources import Generated
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.document.edits import add_block, connect, set_training
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.optimizers import Momentum
from playground.engine.settings import TrainingSettings


def chain(*operations: Operation, samples: int = 40) -> Diagram:
    """Blocks wired one after another, on a few moons, trained with momentum in batches of 7."""
    diagram = Diagram(data=Generated("moons", samples, 0.1, 0), preparation=Preparation(0.2, 0, True))
    for operation in operations:
        diagram = add_block(diagram, operation, (0.0, 0.0))
        nodes = diagram.network.nodes
        if len(nodes) > 1:
            diagram = connect(diagram, nodes[-2].id, nodes[-1].id, 0)
    return set_training(diagram, TrainingSettings(Momentum(0.05), 7, 1))


def moons() -> Diagram:
    """2 – 4 tanh – 1 with binary cross-entropy."""
    return chain(Input(2), Dense(4), Dense(1, activation="identity"), BinaryCrossEntropy())
