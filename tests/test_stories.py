"""What users do from end to end, in the real window, by mouse and keys: the main job of the program."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from playground.document.files import read
from playground.engine.training import Training
from playground.session.training_data import prepare_data
from playground.ui.block_rows import value_rows
from playground.ui.sample_choice import SampleChoice, SampleKind
from playground.ui.wiring import Wiring
from playground.ui.workspaces import Workspace
from tests.user import ALT, CONTROL, SHIFT, User, computed


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of a freshly opened window with the starter network."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def build_by_mouse(user: User) -> None:
    """An empty canvas, four blocks from the palette, wires where they are missing."""
    user.command("new")
    for title in ("Input", "Dense", "Dense", "Binary cross-entropy"):
        user.double_click_layer(title)
    user.command("arrange")
    network = user.wiring.workbench.state.diagram.network
    for source, target in (("Input", "Dense 1"), ("Dense 1", "Dense 2"), ("Dense 2", "Loss")):
        ends = network.named(source).id, network.named(target).id
        if ends not in {(edge.source, edge.target) for edge in user.wiring.workbench.state.diagram.network.edges}:
            user.wire(source, target)


def test_build_step_back_train_undo_save_reopen_resume(user: User, tmp_path: Path) -> None:
    build_by_mouse(user)
    names = {node.name for node in user.wiring.workbench.state.diagram.network.nodes}
    assert names == {"Input", "Dense 1", "Dense 2", "Loss"}
    assert [problem.message for problem in user.wiring.workbench.state.problems] == [
        "Dense 2 has 8 units, the data 2 classes. Binary cross-entropy needs one output for the pair."
    ]
    fix = user.wiring.workbench.state.problems[0].fix
    assert fix is not None
    user.wiring.panels.inspector.edit_requested.emit(fix)
    assert user.wiring.workbench.state.is_ready

    user.press(Qt.Key.Key_F10)
    assert user.window.workspace is Workspace.STEP
    user.press(Qt.Key.Key_F10)
    user.press(Qt.Key.Key_F11)
    here = computed(user.stepper)
    cursor = user.stepper.cursor
    for _ in range(6):
        user.press(Qt.Key.Key_F10)
    assert user.stepper.cursor > cursor
    while user.stepper.cursor > cursor:
        user.press(Qt.Key.Key_2, ALT | SHIFT)
    assert computed(user.stepper) == here

    user.train(5)
    assert not user.wiring.workbench.is_training
    learned = user.wiring.workbench.state.learned
    assert learned is not None
    assert learned.epoch >= 5
    trained = user.parameters()

    user.command("show_build")
    user.click_block("Dense 1")
    user.drag_block("Dense 1", QPoint(30, 60))
    moved = user.wiring.workbench.state.diagram
    user.press(Qt.Key.Key_Z, CONTROL)
    assert user.wiring.workbench.state.diagram != moved
    user.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert user.wiring.workbench.state.diagram == moved
    assert user.parameters() == trained

    path = tmp_path / "story.playground"
    assert user.wiring.files.save_to(path)
    assert not user.wiring.files.is_dirty
    user.command("new")
    assert user.wiring.files.load(path)
    user.settle()
    assert user.parameters() == trained

    reference = Training(moved.network, moved.training, prepare_data(moved).training, learned)
    user.command("update_once")
    reference.update()
    assert user.parameters() == reference.values().tobytes()
    assert user.wiring.files.save_to(path)
    saved = read(path).learned
    assert saved is not None
    assert saved.same_as(reference.learned())


def test_each_workspace_shows_its_own_bar_from_the_start(user: User) -> None:
    panels = user.wiring.panels
    bars = (panels.build_bar, panels.step_controls, panels.train_controls)
    assert [bar.isVisible() for bar in bars] == [True, False, False]
    for shown, workspace in zip(bars, Workspace, strict=True):
        user.command(f"show_{workspace.value}")
        assert [bar for bar in bars if bar.isVisible()] == [shown]


def test_undo_and_redo_are_offered_when_there_is_something_to_undo_or_redo(user: User) -> None:
    def offered() -> list[bool]:
        return [user.wiring.actions[name].isEnabled() for name in ("undo", "redo")]

    assert offered() == [False, False]
    user.double_click_layer("Dense")
    assert offered() == [True, False]
    user.press(Qt.Key.Key_Z, CONTROL)
    assert offered() == [False, True]
    user.command("new")
    assert offered() == [False, False]


def test_the_title_has_room_for_the_mark_of_unsaved_changes(user: User) -> None:
    title = user.window.findChild(QLabel, "document_title")
    user.command("update_once")
    assert title.text() == "moons •"
    assert title.width() >= title.sizeHint().width()
    assert title.geometry().right() <= user.window.menuBar().width()


def test_walking_whole_passes_gives_the_bits_of_training(user: User) -> None:
    state = user.wiring.workbench.state
    assert state.data is not None
    assert state.learned is not None
    reference = Training(state.diagram.network, state.diagram.training, state.data.training, state.learned)
    user.command("show_step")
    user.wiring.panels.step_controls.samples_chosen.emit(SampleChoice(SampleKind.BATCH))
    for _ in range(40):
        user.press(Qt.Key.Key_F8)
        reference.update()
        assert user.parameters() == reference.values().tobytes()
        user.command("next_pass")


def test_a_pass_walked_to_its_end_is_an_update_and_going_back_takes_it_away(user: User) -> None:
    before = user.parameters()
    user.press(Qt.Key.Key_F8)
    assert user.parameters() != before
    user.press(Qt.Key.Key_2, ALT | SHIFT)
    assert user.parameters() == before


def test_every_number_on_the_blocks_is_the_engines_own_array(user: User) -> None:
    user.command("show_step")
    for _ in range(len(user.stepper.instructions)):
        user.press(Qt.Key.Key_2, ALT)
        for node, rows in value_rows(user.stepper).items():
            own = [operand.array for ref, operand in user.stepper.program.values.items() if ref.node == node]
            for row in (row for row in rows if row.values is not None):
                assert any(np.shares_memory(row.values, array) for array in own)


def test_changing_settings_while_running_does_not_stop_the_run(user: User) -> None:
    user.command("run")
    user.wait_for(lambda: user.epoch > 2)
    settings = user.wiring.workbench.state.diagram.training
    user.wiring.network.change_training(settings.__class__(settings.optimizer, 5, settings.seed))
    assert user.wiring.workbench.is_training
    user.command("run")
    assert user.wiring.workbench.state.diagram.training.batch_size == 5


def test_closing_during_training_takes_no_second_and_leaves_no_thread(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    user.command("run")
    user.wait_for(lambda: user.epoch > 0)
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()) or QMessageBox.StandardButton.Discard)
    begun = monotonic()
    user.window.close()
    user.settle()
    assert asked == ["Save the changes to moons?"]
    assert user.window.isHidden()
    assert monotonic() - begun < 1.0
    assert not [thread for thread in threading.enumerate() if thread.name == "training"]


def test_a_refused_close_keeps_the_run_going(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    user.command("run")
    user.wait_for(lambda: user.epoch > 0)
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Cancel)
    user.window.close()
    assert not user.window.isHidden()
    assert user.wiring.workbench.is_training


def test_a_file_that_cannot_be_read_leaves_the_open_document_alone(user: User, tmp_path: Path) -> None:
    broken = tmp_path / "broken.playground"
    broken.write_text('{"format": "something else"}')
    before = user.wiring.workbench.state
    assert not user.wiring.files.load(broken)
    assert user.wiring.workbench.state is before
    assert "broken.playground" in user.window.notice.text


def test_an_unfinished_network_says_what_is_missing_and_can_be_saved(user: User, tmp_path: Path) -> None:
    user.command("new")
    user.double_click_layer("Dense")
    user.command("run")
    assert "Dense 1" in user.window.notice.text or "Input" in user.window.notice.text
    path = tmp_path / "unfinished.playground"
    assert user.wiring.files.save_to(path)
    assert [node.name for node in read(path).diagram.network.nodes] == ["Dense 1"]


def test_a_file_dragged_onto_the_canvas_is_opened(user: User, tmp_path: Path) -> None:
    path = tmp_path / "dropped.playground"
    assert user.wiring.files.save_to(path)
    user.wiring.files.open_example("xor")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    viewport = user.wiring.panels.canvas.viewport()
    left, plain, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(viewport, QDragEnterEvent(QPoint(50, 50), copy, data, left, plain))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(50, 50), copy, data, left, plain))
    user.settle()
    assert user.wiring.files.path == path
    assert user.wiring.preferences.settings.recent[0] == str(path)


def test_the_panels_stand_at_the_next_start_as_they_were_left(user: User, qtbot: QtBot, qapp: QApplication) -> None:
    user.window.docks["outline"].hide()
    user.window.close()
    again = User(qtbot, qapp)
    assert not again.window.docks["outline"].isVisible()
    assert again.window.docks["layers"].isVisible()
    again.close()


def test_a_file_that_cannot_be_opened_at_the_start_is_named_beside_the_starter_network(
    qapp: QApplication, tmp_path: Path
) -> None:
    wiring = Wiring(qapp)
    wiring.start(tmp_path / "gone.playground")
    assert "gone.playground" in wiring.window.notice.text
    assert wiring.workbench.state.is_ready
    wiring.finish()
    wiring.window.deleteLater()
    wiring.deleteLater()
