"""The listing in the window: current line, values beside what has run, breakpoints, scripts; by mouse and by keys."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Ref
from playground.session.breakpoints import Breakpoint, Breakpoints
from playground.session.listing import Notation, script_of
from playground.session.step_rows import StepState
from playground.session.stepper import Stepper
from playground.ui.listing.listing_delegate import HEIGHT, MARGIN
from playground.ui.listing.listing_model import ListingModel
from playground.ui.listing.listing_panel import ListingPanel
from playground.ui.listing.shown_row import ShownRow
from playground.ui.palette import DARK
from tests.session.walked_nets import NETS, stepper


def shown(qtbot: QtBot, walked: Stepper | None) -> ListingPanel:
    """A panel over a stepper, in front of its place."""
    panel = ListingPanel()
    qtbot.addWidget(panel)
    panel.resize(480, 640)
    panel.show()
    panel.show_stepper(walked)
    return panel


def walked_net(count: int = 2) -> Stepper:
    return stepper(NETS["2-3-2 softmax"], count)


def seen(model: ListingModel) -> list[ShownRow]:
    """The first rows of all instructions."""
    return [model.shown(model.index(place)) for place, row in enumerate(model.rows) if row.is_first]


def sources(model: ListingModel) -> list[str]:
    return [shown.source for shown in seen(model)]


def values(model: ListingModel) -> list[str]:
    return [shown.value for shown in seen(model)]


def spot(panel: ListingPanel, index: int, x: int) -> QPoint:
    """A place in the row of an instruction, so far from the left."""
    return QPoint(x, panel.view.visualRect(panel.model.place_of(index)).center().y())


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_every_instruction_has_its_line(qtbot: QtBot) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    assert sources(panel.model) == [instruction.text for instruction in walked.instructions]
    assert panel.model.data(panel.model.index(0)) == "Input"
    panel.findChildren(QPushButton)[1].click()
    assert panel.model.notation is Notation.NUMPY
    assert sources(panel.model)[2] == "np.tanh(z1, out=a1)"


def test_what_has_run_has_a_value_and_the_current_line_is_lit(qtbot: QtBot) -> None:
    walked = walked_net(1)
    panel = shown(qtbot, walked)
    assert set(values(panel.model)) == {"?"}
    walked.run_to(3)
    panel.show_stepper(walked)
    states = [shown.state for shown in seen(panel.model)]
    assert states[:4] == [StepState.DONE, StepState.DONE, StepState.CURRENT, StepState.PENDING]
    assert [value == "?" for value in values(panel.model)[:5]] == [False, False, False, True, True]
    assert panel.view.currentIndex() == panel.model.place_of(2)


def test_a_step_tells_only_of_the_rows_it_changes(qtbot: QtBot) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    walked.run_to(4)
    panel.show_stepper(walked)
    told: list[int] = []
    panel.model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    walked.step()
    panel.show_stepper(walked)
    expected = {panel.model.place_of(3).row(), panel.model.place_of(4).row()}
    assert expected <= set(told)
    assert len(told) <= 3


def test_the_current_line_is_always_in_view(qtbot: QtBot) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    panel.resize(480, 200)
    while walked.step():
        panel.show_stepper(walked)
        assert panel.view.viewport().rect().contains(panel.view.visualRect(panel.view.currentIndex()))


def test_going_back_and_on_to_the_next_pass_keeps_the_rows(qtbot: QtBot) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    resets: list[None] = []
    panel.model.modelReset.connect(lambda: resets.append(None))
    walked.run_to_end()
    panel.show_stepper(walked)
    walked.next_pass()
    panel.show_stepper(walked)
    assert not resets
    assert set(values(panel.model)) == {"?"}
    panel.show_stepper(stepper(NETS["skip"]))
    assert resets
    panel.show_stepper(None)
    assert panel.model.rowCount() == 0
    assert not panel.view.isVisible()


def test_behind_other_tabs_it_waits(qtbot: QtBot) -> None:
    panel = ListingPanel()
    qtbot.addWidget(panel)
    panel.show_stepper(walked_net())
    assert panel.model.rowCount() == 0
    panel.show()
    assert panel.model.rowCount() > 0


def test_a_click_in_the_margin_asks_for_a_breakpoint(qtbot: QtBot) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    ref = walked.instructions[3].result.ref
    with qtbot.waitSignal(panel.breakpoint_toggled) as told:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(panel, 3, MARGIN // 2))
    assert told.args == [ref]
    assert ref is not None
    panel.show_breakpoints(Breakpoints((Breakpoint(ref),)))
    assert [place for place, dot in enumerate(seen(panel.model)) if dot.breakpoint] == [3]
    with qtbot.waitSignal(panel.breakpoint_toggled) as told:
        qtbot.keyClick(panel.view, Qt.Key.Key_F9)
    assert told.args == [ref]


def test_a_breakpoint_at_a_heading_is_one_at_the_block(qtbot: QtBot) -> None:
    panel = shown(qtbot, walked_net())
    with qtbot.waitSignal(panel.breakpoint_toggled) as told:
        place = QPoint(MARGIN // 2, HEIGHT // 2)
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [Ref("input", "")]
    panel.show_breakpoints(Breakpoints((Breakpoint(Ref("input", ""), enabled=False),)))
    spoken = panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Input, forward, disabled breakpoint"


def test_a_double_click_and_control_enter_run_to_the_line(qtbot: QtBot) -> None:
    panel = shown(qtbot, walked_net())
    with qtbot.waitSignal(panel.run_to_requested) as told:
        qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(panel, 4, 120))
    assert told.args == [5]
    panel.view.setCurrentIndex(panel.model.place_of(6))
    with qtbot.waitSignal(panel.run_to_requested) as told:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [7]


def test_a_click_and_enter_ask_what_a_line_has_computed(qtbot: QtBot) -> None:
    walked = walked_net()
    walked.run_to(4)
    panel = shown(qtbot, walked)
    with qtbot.waitSignal(panel.line_chosen) as told:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(panel, 1, 2 * MARGIN))
    assert told.args == [1]
    panel.view.setCurrentIndex(panel.model.place_of(2))
    with qtbot.waitSignal(panel.line_chosen) as told:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == [2]


def test_the_arrow_keys_only_look(qtbot: QtBot) -> None:
    panel = shown(qtbot, walked_net())
    panel.view.setCurrentIndex(panel.model.place_of(1))
    with qtbot.assertNotEmitted(panel.run_to_requested):
        qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.view.currentIndex() == panel.model.place_of(2)


def test_lines_and_listings_are_copied_as_they_are_shown(qtbot: QtBot) -> None:
    panel = shown(qtbot, walked_net())
    panel.view.setCurrentIndex(panel.model.place_of(2))
    qtbot.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "a⁽¹⁾ = tanh(z⁽¹⁾)"
    panel.findChildren(QPushButton)[1].click()
    panel.copy_listing()
    assert "   3  np.tanh(z1, out=a1)\n" in copied()


def test_the_script_on_the_clipboard_runs(qtbot: QtBot) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    with qtbot.waitSignal(panel.scripts.told):
        panel.scripts.copy()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(copied(), {})
    walked.run_to_end()
    assert printed.getvalue().startswith(f"L = {walked.program.loss.item()!r}\n")


def test_a_script_is_saved_and_a_refusal_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = walked_net()
    panel = shown(qtbot, walked)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "pass"), ""))
    with qtbot.waitSignal(panel.scripts.told) as said:
        panel.scripts.save()
    assert said.args == ["The pass is saved as pass.py."]
    assert (tmp_path / "pass.py").read_text(encoding="utf-8") == script_of(walked)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "pass.py"), ""))
    with qtbot.waitSignal(panel.scripts.failed) as told:
        panel.scripts.save()
    assert "pass.py: cannot be saved" in told.args[0]


def test_rows_are_said_in_words(qtbot: QtBot) -> None:
    walked = walked_net(1)
    walked.run_to(3)
    panel = shown(qtbot, walked)
    ref = walked.instructions[2].result.ref
    assert ref is not None
    panel.show_breakpoints(Breakpoints((Breakpoint(ref),)))
    spoken = panel.model.data(panel.model.place_of(2), Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("line 3, forward, a⁽¹⁾ = tanh(z⁽¹⁾), current line, breakpoint, value [")
    heading = panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Input, forward"


def test_names_with_tags_are_shown_as_they_are(qtbot: QtBot) -> None:
    panel = shown(qtbot, walked_net())
    tip = panel.model.data(panel.model.place_of(1), Qt.ItemDataRole.ToolTipRole)
    assert str(tip).startswith("<span style='white-space:pre'>z⁽¹⁾")


def test_it_paints_in_both_themes(qtbot: QtBot) -> None:
    walked = walked_net()
    walked.run_to(5)
    panel = shown(qtbot, walked)
    light = panel.grab().toImage()
    panel.set_theme(DARK)
    assert panel.grab().toImage() != light
