"""The list of steps: every instruction a line, the cursor's line lit, and a click or Enter asks to run there."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.step_rows import StepState
from playground.session.stepper import Stepper
from playground.ui.kept_picture import paint_kept
from playground.ui.palette import DARK, LIGHT
from playground.ui.stepper import step_list
from playground.ui.stepper.step_line import HEIGHT, StepLine
from playground.ui.stepper.step_list import StepList
from playground.ui.theme import dress
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
    """The state of each line, as it is painted."""
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


def painted_lines(steps: StepList, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tip of each line that is painted from now on."""
    painted: list[str] = []

    def note(painter: QPainter, origin: QPointF, line: StepLine) -> None:
        index = steps.view.indexAt(origin.toPoint())
        painted.append(str(steps.model.data(index, Qt.ItemDataRole.ToolTipRole)))
        paint_kept(painter, origin, line)

    monkeypatch.setattr(step_list, "paint_kept", note)
    return painted


def tips(steps: StepList, *places: int) -> list[str]:
    return [str(steps.model.data(steps.model.index(place), Qt.ItemDataRole.ToolTipRole)) for place in places]


def test_a_step_paints_only_the_lines_it_changes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    steps = shown(qtbot, walked)
    walked.run_to(5)
    steps.show_stepper(walked)
    qtbot.waitExposed(steps)
    qtbot.wait(20)
    painted = painted_lines(steps, monkeypatch)
    walked.step()
    steps.show_stepper(walked)
    qtbot.wait(20)
    assert painted == tips(steps, 4, 5)
    painted.clear()
    walked.run_to(2)
    steps.show_stepper(walked)
    qtbot.wait(20)
    assert painted == tips(steps, 1, 2, 3, 4, 5)


def test_a_line_that_comes_into_sight_is_painted_alone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    steps = shown(qtbot, walked)
    dress(steps, LIGHT)  # with a style sheet Qt does not see by itself that the lines hide all that is behind them
    steps.resize(208, 4 * HEIGHT)
    qtbot.waitExposed(steps)
    qtbot.wait(100)
    painted = painted_lines(steps, monkeypatch)
    steps.view.verticalScrollBar().setValue(HEIGHT)
    qtbot.wait(20)
    assert painted == tips(steps, 4)
    assert steps.grab().toImage() == anew(qtbot, steps, walked)


def anew(qtbot: QtBot, steps: StepList, walked: Stepper) -> QImage:
    """The picture of another list, scrolled as this one."""
    other = shown(qtbot, walked)
    dress(other, LIGHT)
    other.resize(steps.size())
    qtbot.wait(20)
    other.view.verticalScrollBar().setValue(steps.view.verticalScrollBar().value())
    return other.grab().toImage()


def test_below_the_last_line_is_ground(qtbot: QtBot) -> None:
    steps = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    steps.resize(208, (steps.model.rowCount() + 2) * HEIGHT)
    picture = steps.view.viewport().grab().toImage()
    for down in (1, HEIGHT, 2 * HEIGHT - 1):
        color = picture.pixelColor(104, steps.model.rowCount() * HEIGHT + down)
        assert color.name() == QColor(LIGHT.panel).name()


def test_the_line_below_the_mouse_and_that_of_the_keyboard_are_marked(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(4)
    steps = shown(qtbot, walked)
    steps.activateWindow()
    qtbot.waitUntil(steps.isActiveWindow)
    steps.view.clearFocus()
    before = steps.view.viewport().grab().toImage()
    qtbot.mouseMove(steps.view.viewport(), steps.view.visualRect(steps.model.index(1)).center())
    qtbot.wait(20)
    steps.view.setFocus()
    after = steps.view.viewport().grab().toImage()
    lines = [QRect(0, place * HEIGHT, before.width(), HEIGHT) for place in range(6)]
    assert [before.copy(line) != after.copy(line) for line in lines] == [False, True, False, True, False, False]
    assert after.pixelColor(30, HEIGHT + 2).name() == QColor(LIGHT.hover).name()


def test_another_pass_through_the_same_steps_keeps_the_list(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(7)
    steps = shown(qtbot, walked)
    resets: list[int] = []
    steps.model.modelReset.connect(partial(resets.append, 1))
    walked.next_pass()
    steps.show_stepper(walked)
    assert set(states(steps)) == {StepState.PENDING}
    assert not steps.view.currentIndex().isValid()
    assert not resets
    steps.show_stepper(stepper(NETS["skip"]))
    assert resets


def test_lines_are_read_only(qtbot: QtBot) -> None:
    steps = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    flags = steps.model.flags(steps.model.index(0))
    assert flags & Qt.ItemFlag.ItemIsSelectable
    assert not flags & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)


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
