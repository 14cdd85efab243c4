"""Breakpoints, watches and time travel at the real window."""

from __future__ import annotations

from time import monotonic

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.document.examples import example
from playground.engine.instruction import Ref
from playground.session.watches import Seen
from playground.ui.watch_panel.watch_delegate import SEEN
from playground.ui.watch_panel.watch_panel import WatchPanel
from playground.ui.workspaces import Workspace
from tests.user import User

PATIENCE = 20.0


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> User:
    user = User(qtbot, qapp)
    yield user
    user.close()


def wait_for_a_pause(user: User) -> None:
    """Until a run has ended."""
    end = monotonic() + PATIENCE
    while user.wiring.workbench.is_training:
        assert monotonic() < end
        user.qtbot.wait(20)
    user.settle()


def test_a_run_pauses_at_a_typed_condition_and_opens_step_at_the_very_instruction(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    entry = user.wiring.panels.watch.condition
    QTest.keyClicks(entry.line, "max|W(2)| > ")
    assert "column 12" in entry.problem
    QTest.keyClicks(entry.line, "1.2")
    assert not entry.problem
    QTest.keyClick(entry.line, Qt.Key.Key_Return)
    assert len(user.wiring.workbench.breakpoints) == 1
    user.wiring.training.run()
    wait_for_a_pause(user)
    assert user.window.workspace is Workspace.STEP
    current = user.stepper.current
    assert current is not None
    assert current.symbol == "W⁽²⁾"
    assert np.abs(current.result.array).max() > 1.2
    assert "max|W(2)| > 1.2" in user.window.notice.text


def test_f9_sets_a_breakpoint_where_the_cursor_stands_and_f5_stops_there_again(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.wiring.steps.run_to(3)
    user.wiring.actions["toggle_breakpoint"].trigger()
    place = user.stepper.instructions[2].result.ref
    assert user.wiring.workbench.breakpoints.places == {place}
    assert user.window.notice.text == "Breakpoint set at a⁽¹⁾ of Dense 1."
    assert user.wiring.panels.watch.breakpoints.count() == 1
    user.wiring.actions["run"].trigger()
    wait_for_a_pause(user)
    assert user.stepper.cursor == 3
    updates = user.stepper.start.learned.updates
    user.wiring.actions["run"].trigger()
    wait_for_a_pause(user)
    assert (user.stepper.cursor, user.stepper.start.learned.updates) == (3, updates + 1)
    user.wiring.debugging.breaks.toggle(Ref(place.node, place.quantity, place.via))
    assert not user.wiring.workbench.breakpoints.places


def test_f9_before_the_first_step_says_what_is_missing(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.wiring.actions["toggle_breakpoint"].trigger()
    assert user.window.notice.text == "A breakpoint is set at the step that ran last: step first (F10)."
    assert not user.wiring.workbench.breakpoints.places


def test_any_update_of_a_run_is_walked_again_and_a_branch_is_undone(user: User) -> None:
    bench = user.wiring.workbench
    for _ in range(9):
        bench.update_once()
    newest = bench.state.learned
    user.window.show_workspace(Workspace.STEP)
    user.wiring.debugging.travel.go_to(4)
    assert user.stepper.start.learned.updates == 4
    assert bench.timeline.newest == 9
    user.wiring.steps.back()
    assert user.stepper.start.learned.updates == 3
    assert user.stepper.at_end
    user.wiring.steps.next_pass()
    user.wiring.steps.next_pass()
    assert bench.state.learned is not None
    assert bench.state.learned.updates == 5
    user.wiring.debugging.travel.branch()
    assert bench.timeline.newest == 5
    user.wiring.edits.stack.undo()
    assert bench.state.learned.same_as(newest)
    assert bench.timeline.newest == 9
    user.wiring.edits.stack.redo()
    assert bench.timeline.newest == 5


def test_training_on_from_an_earlier_update_can_be_undone(user: User) -> None:
    bench = user.wiring.workbench
    for _ in range(6):
        bench.update_once()
    newest = bench.state.learned
    user.window.show_workspace(Workspace.STEP)
    user.wiring.debugging.travel.go_to(2)
    user.wiring.actions["run"].trigger()
    user.qtbot.wait(100)
    user.wiring.actions["run"].trigger()
    assert bench.timeline.newest != 6
    user.wiring.edits.stack.undo()
    assert bench.state.learned is not None
    assert bench.state.learned.same_as(newest)


def test_the_scrubber_and_the_moves_follow_the_pass(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    scrubber = user.wiring.panels.travel.scrubber
    assert scrubber.maximum() == len(user.stepper.instructions)
    scrubber.setValue(5)
    assert user.stepper.cursor == 5
    user.wiring.actions["step_phase"].trigger()
    first, last = (user.stepper.instructions[at].phase for at in (user.stepper.cursor - 1, user.stepper.cursor))
    assert first is not last
    assert scrubber.value() == user.stepper.cursor
    assert scrubber.accessibleDescription().startswith(f"{user.stepper.cursor} of ")


def test_a_step_tells_no_panel_what_it_shows_already(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.wiring.steps.step()
    watches, travel, told = user.wiring.debugging.watches, user.wiring.panels.travel, list[str]()
    watches.changed.connect(lambda _seen: told.append("watches"))
    monkeypatch.setattr(travel, "_show_updates", lambda _travel: told.append("updates"))
    monkeypatch.setattr(user.wiring.panels.values, "light", lambda _places: told.append("light"))
    user.wiring.steps.step()
    assert not told
    watches.add("loss")
    assert told == ["watches"]
    user.wiring.steps.run_to_end()
    assert sorted(told) == ["updates", "watches", "watches"]
    watches.remove(0)
    assert told[3:] == ["watches"]


def test_playing_goes_on_by_itself(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.wiring.debugging.travel.set_speed(30)
    user.wiring.debugging.travel.toggle_playing()
    user.qtbot.waitUntil(lambda: user.stepper.cursor > 3, timeout=5000)
    user.wiring.debugging.travel.toggle_playing()
    cursor = user.stepper.cursor
    user.qtbot.wait(120)
    assert user.stepper.cursor == cursor


def test_a_watch_shows_its_value_and_a_wrong_one_says_why(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    panel = user.wiring.panels.watch
    QTest.keyClicks(panel.expression.line, "W(1)[99,1]")
    assert "has the shape" in panel.expression.problem
    panel.expression.line.clear()
    QTest.keyClicks(panel.expression.line, "max|z(1)|")
    QTest.keyClick(panel.expression.line, Qt.Key.Key_Return)
    text = Qt.ItemDataRole.AccessibleTextRole
    assert panel.watches.item(0).data(text) == "max|z(1)|: ?"
    user.wiring.steps.run_to_end()
    assert panel.watches.item(0).data(text) != "max|z(1)|: ?"
    panel.watches.setCurrentRow(0)
    QTest.keyClick(panel.watches, Qt.Key.Key_Delete)
    assert panel.watches.count() == 0


def test_a_watch_is_filled_by_a_run_at_full_speed_and_agrees_with_the_stepper(user: User) -> None:
    user.window.show_workspace(Workspace.TRAIN)
    panel = user.wiring.panels.watch
    user.window.show_dock("watch")
    QTest.keyClicks(panel.expression.line, "max|dz(1)|")
    QTest.keyClick(panel.expression.line, Qt.Key.Key_Return)
    user.command("run")
    user.wait_for(
        lambda: panel.watches.item(0).data(SEEN) is not None and len(panel.watches.item(0).data(SEEN).history) > 5
    )
    user.command("run")
    seen = panel.watches.item(0).data(SEEN)
    assert "values of the updates" in panel.watches.item(0).toolTip()
    updates, value = seen.history[3]
    user.window.show_workspace(Workspace.STEP)
    user.wiring.debugging.travel.go_to(updates)
    user.wiring.steps.run_to_end()
    shown = np.abs(user.stepper.program.value("grad_pre_activation", user.stepper.network.nodes[1].id)).max()
    assert shown == value


def test_one_update_from_an_earlier_one_can_be_undone(user: User) -> None:
    bench = user.wiring.workbench
    for _ in range(4):
        user.command("update_once")
    newest = bench.timeline.tip
    user.window.show_workspace(Workspace.STEP)
    user.wiring.debugging.travel.go_to(1)
    user.command("update_once")
    assert bench.timeline.newest == 2
    user.command("undo")
    assert bench.timeline.tip.same_as(newest)


def test_conditions_and_watches_stay_when_another_document_is_opened_and_what_goes_is_told(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    panel, bench = user.wiring.panels.watch, user.wiring.workbench
    for entry, text in (
        (panel.condition, "epoch = 40"),
        (panel.condition, "max|W(3)| > 9"),
        (panel.expression, "W(3)[1,1]"),
    ):
        QTest.keyClicks(entry.line, text)
        QTest.keyClick(entry.line, Qt.Key.Key_Return)
    user.wiring.debugging.breaks.toggle(Ref("n4", "weights"))
    assert [one.value is None for one in seen(panel)] == [False]
    user.wiring.files.show(example("two_layers"), "two_layers")
    user.settle()
    assert [one.text for one in bench.breakpoints] == ["epoch = 40", "max|W(3)| > 9"]
    assert "the breakpoint W⁽³⁾ of Dense 3" in user.window.notice.text
    lines = [panel.breakpoints.item(number).text() for number in range(panel.breakpoints.count())]
    assert lines[0] == "epoch = 40"
    assert lines[1].startswith("max|W(3)| > 9 — ")
    (watched,) = seen(panel)
    assert (watched.value, watched.history) == (None, ())
    assert watched.problem


def test_what_was_watched_in_another_document_is_not_shown_as_if_it_were_of_this_one(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    panel = user.wiring.panels.watch
    QTest.keyClicks(panel.expression.line, "W(1)[1,1]")
    QTest.keyClick(panel.expression.line, Qt.Key.Key_Return)
    for _ in range(3):
        user.command("next_pass")
    assert len(seen(panel)[0].history) == 4
    user.window.show_workspace(Workspace.BUILD)
    user.wiring.files.show(example("two_layers"), "two_layers")
    user.settle()
    assert (seen(panel)[0].value, seen(panel)[0].history) == (None, ())
    user.window.show_workspace(Workspace.STEP)
    user.settle()
    assert len(seen(panel)[0].history) == 1


def test_a_condition_that_did_not_fit_is_judged_anew_when_step_is_entered(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    panel = user.wiring.panels.watch
    QTest.keyClicks(panel.condition.line, "max|W(3)| > 9")
    QTest.keyClick(panel.condition.line, Qt.Key.Key_Return)
    user.window.show_workspace(Workspace.BUILD)
    user.wiring.files.show(example("two_layers"), "two_layers")
    user.window.show_workspace(Workspace.STEP)
    user.settle()
    assert " — " in panel.breakpoints.item(0).text()


def play(user: User) -> None:
    """Play quickly, a layer at a time."""
    user.window.show_workspace(Workspace.STEP)
    user.wiring.debugging.travel.set_speed(30)
    user.command("play")


def is_played(user: User) -> bool:
    return user.wiring.debugging.travel._timer.isActive()


def test_playing_stops_at_a_breakpoint_inside_of_a_step_and_goes_on_from_there(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    first = user.stepper.start.learned.updates
    place = Ref("n3", "pre_activation")  # the first of two lines of a layer
    user.wiring.debugging.breaks.toggle(place)
    play(user)
    user.wait_for(lambda: not is_played(user))
    current = user.stepper.current
    assert current is not None
    assert current.result.ref == place
    assert "at the breakpoint z⁽²⁾" in user.window.notice.text
    user.command("play")
    user.wait_for(lambda: not is_played(user))
    assert user.stepper.start.learned.updates == first + 1
    assert user.stepper.current is not None
    assert user.stepper.current.result.ref == place


def test_nothing_is_played_where_it_cannot_be_seen(user: User) -> None:
    play(user)
    user.wait_for(lambda: user.stepper.cursor > 3)
    user.window.show_workspace(Workspace.BUILD)
    assert not is_played(user)
    play(user)
    assert is_played(user)
    user.wiring.files.show(example("two_layers"), "two_layers")
    assert not is_played(user)


def seen(panel: WatchPanel) -> list[Seen]:
    """What the panel shows of each watch."""
    return [panel.watches.item(number).data(SEEN) for number in range(panel.watches.count())]
