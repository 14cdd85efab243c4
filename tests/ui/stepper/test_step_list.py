"""The list of steps: every instruction a line, the cursor's line lit, and a click or Enter asks to run there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.step_rows import StepState
from playground.session.stepper import Stepper
from playground.ui.palette import DARK
from playground.ui.stepper.step_list import StepList
from tests.session.walked_nets import NETS, chain, cursor_after, stepper


def shown(qtbot: QtBot, walked: Stepper | None) -> StepList:
    """A list over a stepper."""
    steps = StepList()
    qtbot.addWidget(steps)
    steps.resize(208, 600)
    steps.show_stepper(walked)
    steps.show()
    return steps


def states(steps: StepList) -> list[StepState]:
    """The state of each line, as the delegate reads it."""
    model = steps.model
    return [model.line(row)[1] for row in range(model.rowCount())]


def test_there_is_a_line_for_each_step(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    steps = shown(qtbot, walked)
    texts = [steps.model.data(steps.model.index(row)) for row in range(3)]
    assert steps.model.rowCount() == len(walked.instructions)
    assert texts == ["Input a⁽⁰⁾", "Hidden 1 z⁽¹⁾", "Hidden 1 a⁽¹⁾"]


def test_the_cursors_line_is_current(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    steps = shown(qtbot, walked)
    assert set(states(steps)) == {StepState.PENDING}
    walked.run_to(4)
    steps.show_stepper(walked)
    assert states(steps)[:5] == [*[StepState.DONE] * 3, StepState.CURRENT, StepState.PENDING]
    assert steps.view.currentIndex().row() == 3
    walked.run_to(0)
    steps.show_stepper(walked)
    assert not steps.view.currentIndex().isValid()


def test_a_click_asks_to_run_right_behind_the_step(qtbot: QtBot) -> None:
    steps = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    place = steps.view.visualRect(steps.model.index(6)).center()
    with qtbot.waitSignal(steps.run_to_requested) as told:
        qtbot.mouseClick(steps.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [7]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_so_do_the_keys(qtbot: QtBot, key: Qt.Key) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(4)
    steps = shown(qtbot, walked)
    qtbot.keyClick(steps.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(steps.run_to_requested) as told:
        qtbot.keyClick(steps.view, key)
    assert told.args == [5]


def test_lines_are_spoken(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    cursor = cursor_after(walked, "Hidden 1", "grad_pre_activation")
    walked.run_to(cursor)
    steps = shown(qtbot, walked)
    spoken = steps.model.data(steps.model.index(cursor - 1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (f"step {cursor}, backward, Hidden 1, delta z, gradient of the pre-activation, current step")


def test_another_pass_is_another_list_and_none_is_a_hint(qtbot: QtBot) -> None:
    steps = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    steps.show_stepper(stepper(NETS["skip"]))
    assert steps.model.entries[1].node_name == "Layer"
    steps.show_stepper(None)
    assert (steps.model.rowCount(), steps.view.isVisible()) == (0, False)


def test_a_step_paints_only_the_lines_it_changes(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    steps = shown(qtbot, walked)
    qtbot.waitExposed(steps)
    changed: list[tuple[int, int]] = []
    steps.model.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    walked.run_to(5)
    steps.show_stepper(walked)
    walked.step()
    steps.show_stepper(walked)
    assert changed[-2:] == [(4, 4), (5, 5)]


def test_two_thousand_steps_can_be_shown(qtbot: QtBot) -> None:
    layers = [Dense(2, "tanh") for _ in range(250)]
    walked = stepper(chain(Input(2), *layers, Dense(1, "identity"), MeanSquaredError()))
    assert len(walked.instructions) > 2_000
    steps = shown(qtbot, walked)
    assert steps.model.rowCount() == len(walked.instructions)
    for _ in range(3):
        walked.step()
        steps.show_stepper(walked)
    assert states(steps)[:4] == [StepState.DONE, StepState.DONE, StepState.CURRENT, StepState.PENDING]


def test_a_theme_repaints(qtbot: QtBot) -> None:
    steps = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    light = steps.grab().toImage()
    steps.set_theme(DARK)
    assert steps.grab().toImage() != light
