"""The canvas's share of the budgets: a click, a selection, an edit or a step is painted within 16 ms for 300 blocks
and 33 ms for 1,000.

Not part of the suite; run it by `pytest tests/benchmarks/bench_canvas.py`. Processor time; the median of several.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from playground.document import edits
from playground.document.diagram import Diagram, Placement
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.quantities import Role
from playground.ui.block_values import CurrentStep, ValueRow
from tests.ui.canvas.desk import Desk

ROUNDS = 7
BUDGETS = ((300, 16.0), (1_000, 33.0))  # blocks, milliseconds


def long_chain(count: int) -> Diagram:
    """A chain in rows of 25 with a skip over every tenth block."""
    operations: list[Operation] = [Add() if place % 10 == 5 else Dense(8) for place in range(count - 2)]
    nodes = [Node(f"n{place}", f"Block {place}", found) for place, found in enumerate([Input(8), *operations])]
    nodes.append(Node(f"n{count - 1}", "Loss", MeanSquaredError()))
    wires = [Edge(f"n{place}", f"n{place + 1}") for place in range(count - 1)]
    wires += [Edge(f"n{place - 4}", f"n{place}", 1) for place in range(6, count - 1, 10)]
    places = [Placement(node.id, place % 25 * 260.0, place // 25 * 140.0) for place, node in enumerate(nodes)]
    return Diagram(network=Network(tuple(nodes), tuple(wires)), placements=tuple(places))


@dataclass
class Bench:
    """A canvas with many blocks, and how long it takes to show something new."""

    desk: Desk

    def milliseconds(self, act: Callable[[int], object]) -> float:
        """Processor time of one act and the paint it causes."""
        found = [self._once(act, turn) for turn in range(ROUNDS + 1)]
        return median(found[1:])

    def _once(self, act: Callable[[int], object], turn: int) -> float:
        start = process_time()
        act(turn)
        QCoreApplication.processEvents()
        return (process_time() - start) * 1_000

    def edited(self) -> list[Diagram]:
        """Two diagrams that differ in one block, with everything derived from them known already."""
        other = edits.set_operation(self.desk.diagram, "n7", Dense(8, "relu"))
        for diagram in (self.desk.diagram, other):
            assert diagram.network.problems == ()
        return [self.desk.diagram, other]


@pytest.mark.parametrize(("count", "budget"), BUDGETS)
def test_a_click_a_selection_an_edit_and_a_step_stay_within_the_budget(qtbot: QtBot, count: int, budget: float) -> None:
    bench = Bench(Desk(qtbot, long_chain(count)))
    canvas, row = bench.desk.canvas, np.arange(8.0)[None, :]
    diagrams = bench.edited()
    took = {
        "click": bench.milliseconds(lambda turn: bench.desk.click(bench.desk.header(f"Block {turn}"))),
        "selection": bench.milliseconds(lambda turn: canvas.select(frozenset({f"n{turn + 9}"}))),
        "edit": bench.milliseconds(lambda turn: canvas.show_diagram(diagrams[turn % 2], diagrams[1 - turn % 2], {})),
    }
    rows = {id: tuple(_row(row * number) for number in range(4)) for id in canvas.diagram_scene.blocks}
    canvas.show_values(rows)

    def step(turn: int) -> None:
        canvas.show_values({**rows, "n3": (*rows["n3"][:3], _row(row * (turn + 9)))})
        canvas.set_current(CurrentStep("n3", frozenset(), Role.FORWARD if turn % 2 else Role.BACKWARD))

    took["step"] = bench.milliseconds(step)
    assert {name: time for name, time in took.items() if time > budget} == {}


def _row(values: np.ndarray) -> ValueRow:
    return ValueRow("activation", "a", "(1)", Role.FORWARD, values, (1, 8))
