"""Diagrams that tests of panels share, built by the edits of the document as a user would build them."""

from __future__ import annotations

from playground.data.sources import DataSource, Generated
from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, Loss
from playground.engine.operations.source import Input


def chain(*layers: Dense, loss: Loss | None = None, features: int = 2, data: DataSource | None = None) -> Diagram:
    """Input, layers and loss in a row: n1, n2, …"""
    diagram = Diagram(data=data or Generated("moons"))
    for number, operation in enumerate((Input(features), *layers, loss or BinaryCrossEntropy()), start=1):
        diagram = edits.add_block(diagram, operation, (220.0 * number, 100.0))
        if number > 1:
            diagram = edits.connect(diagram, f"n{number - 1}", f"n{number}", 0)
    return diagram


def moons() -> Diagram:
    """2-8-8-1: n1 Input, n2 Dense 1, n3 Dense 2, n4 Dense 3, n5 Loss."""
    return chain(Dense(8), Dense(8), Dense(1, "identity"))
