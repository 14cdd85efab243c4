"""Numbers changed on trial become those of the document, where the pass stood, and undo brings the old ones back."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from playground.document.document import Document
from playground.document.examples import example
from playground.engine.element_graph import Element, ElementGraph
from playground.engine.instruction import Ref
from playground.session.pass_point import point_of
from playground.session.what_if import WhatIf
from playground.session.workbench import Workbench
from playground.ui.keep_desk import KeepDesk
from playground.ui.step_desk import StepDesk


class Desk:
    """A document being stepped, and what would be if a number were another."""

    def __init__(self, cursor: int) -> None:
        self.bench, self.stack = Workbench(), QUndoStack()
        self.bench.open(Document(example("moons").diagram, None))
        self.steps = StepDesk(self.bench)
        self.keeping = KeepDesk(self.bench, self.steps, self.stack)
        self.steps.activate(True)
        self.steps.run_to(cursor)
        assert self.steps.stepper is not None
        self.what = WhatIf(ElementGraph(point_of(self.steps.stepper)))

    @property
    def values(self) -> np.ndarray:
        """The document's parameters."""
        learned = self.bench.state.learned
        assert learned is not None
        return learned.values

    @property
    def loss(self) -> float:
        """The loss of the pass, which has gone beyond it."""
        assert self.steps.stepper is not None
        return float(self.steps.stepper.program.loss)

    def first(self, quantity: str, place: int = 0) -> Element:
        """The first element of a quantity, from the input on."""
        ref = next(ref for ref in reversed(self.what.graph.refs) if ref.quantity == quantity)
        return self.what.graph.at(Ref(ref.node, quantity), place)


def test_a_kept_weight_is_the_documents_and_can_be_undone(qtbot: QtBot) -> None:
    desk = Desk(12)
    before = desk.values.copy()
    outcome = desk.what.change(desk.first("weights", 2), 1.5)
    desk.keeping.keep(desk.what)
    assert desk.loss == outcome.after
    assert desk.steps.stepper is not None
    assert desk.steps.stepper.cursor == 12
    assert np.argwhere(desk.values != before).size == 1
    desk.stack.undo()
    assert desk.values.tobytes() == before.tobytes()
    desk.stack.redo()
    assert 1.5 in desk.values


def test_an_input_is_kept_for_the_pass_alone(qtbot: QtBot) -> None:
    desk = Desk(12)
    before = desk.values.copy()
    outcome = desk.what.change(desk.first("activation", 1), 2.0)
    desk.keeping.keep(desk.what)
    assert desk.loss == outcome.after
    assert desk.values.tobytes() == before.tobytes()
    assert not desk.stack.canUndo()


def test_behind_the_update_the_update_is_made_anew(qtbot: QtBot) -> None:
    desk = Desk(10_000)
    before = desk.values.copy()
    desk.what.change(desk.first("weights"), 1.5)
    desk.keeping.keep(desk.what)
    assert desk.steps.stepper is not None
    assert desk.steps.stepper.at_end
    assert desk.values.tobytes() == desk.steps.stepper.learned().values.tobytes() != before.tobytes()
    desk.stack.undo()
    assert desk.values.tobytes() == before.tobytes()


def test_without_changes_or_with_one_in_the_middle_nothing_is_kept(qtbot: QtBot) -> None:
    desk = Desk(12)
    stepper = desk.steps.stepper
    desk.keeping.keep(desk.what)
    desk.what.change(desk.first("pre_activation"), 1.5)
    desk.keeping.keep(desk.what)
    assert desk.steps.stepper is stepper
