"""Everything on the canvas works by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.source import Input
from tests.ui.canvas.desk import Desk, network, skip

SHIFT = Qt.KeyboardModifier.ShiftModifier


def focused(desk: Desk) -> Desk:
    """The desk with the keyboard on the canvas."""
    desk.canvas.activateWindow()
    desk.canvas.setFocus()
    return desk


def test_tab_walks_the_blocks_in_the_order_of_the_computation(desk: Desk) -> None:
    focused(desk)
    for _ in range(3):
        desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Backtab, SHIFT)
    names = [desk.diagram.network.by_id[next(iter(chosen))].name for chosen in desk.selections]
    assert names == ["Input", "Dense 1", "Dense 2", "Dense 1"]


def test_tab_leaves_the_canvas_after_the_last_block(desk: Desk) -> None:
    focused(desk)
    desk.canvas.select(frozenset({desk.id("Loss")}))
    assert not desk.canvas.commands.walk(1)
    desk.canvas.select(frozenset({desk.id("Input")}))
    assert not desk.canvas.commands.walk(-1)


def test_arrow_keys_move_by_the_grid_in_one_edit(desk: Desk) -> None:
    x, y = desk.diagram.positions[desk.id("Dense 1")]
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    for _ in range(3):
        QTest.keyPress(desk.canvas, Qt.Key.Key_Down)
    QTest.keyPress(desk.canvas, Qt.Key.Key_Right, SHIFT)
    QTest.keyRelease(desk.canvas, Qt.Key.Key_Right, SHIFT)
    assert desk.diagram.positions[desk.id("Dense 1")] == (x + 50, y + 30)
    assert desk.titles == ["Move Dense 1"]


def test_a_wire_is_made_with_c_tab_and_enter(qtbot: QtBot) -> None:
    desk = focused(Desk(qtbot, network(Input(2), Dense(3), Dense(4))))
    desk.canvas.select(frozenset({desk.id("Input")}))
    desk.key(Qt.Key.Key_C)
    assert desk.canvas.note.text.startswith("Wire to Dense")
    assert desk.canvas.accessibleDescription().capitalize() == desk.canvas.note.text.capitalize()
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Return)
    assert len(desk.wires()) == 1
    assert desk.titles[0].startswith("Connect Input to Dense")


def test_c_offers_every_open_port_and_escape_cancels(qtbot: QtBot) -> None:
    desk = focused(Desk(qtbot, network(Input(2), Add(3))))
    desk.canvas.select(frozenset({desk.id("Input")}))
    desk.key(Qt.Key.Key_C)
    texts = []
    for _ in range(3):
        texts.append(desk.canvas.note.text)
        desk.key(Qt.Key.Key_Right)
    assert {text.split(";")[0] for text in texts} == {f"Wire to Add 1, input {n}" for n in (1, 2, 3)}
    desk.key(Qt.Key.Key_Escape)
    assert (desk.titles, desk.canvas.gesture) == ([], None)


def test_c_on_a_loss_says_that_it_has_no_output(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Loss")}))
    desk.key(Qt.Key.Key_C)
    assert desk.refusals == ["Loss has no output to wire"]


def test_delete_takes_the_selected_blocks_with_their_wires(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    desk.key(Qt.Key.Key_Delete)
    assert desk.titles == ["Delete Dense 1"]
    assert desk.wires() == {("Dense 2", "Loss", 0)}
    assert desk.canvas.selection.nodes == frozenset()


def test_w_walks_the_wires_of_a_block_and_delete_removes_one(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    desk.key(Qt.Key.Key_W)
    desk.key(Qt.Key.Key_Delete)
    assert desk.titles == ["Delete wire"]
    assert len(desk.wires()) == 2


def test_w_goes_round_the_wires_of_one_block_and_says_which_is_chosen(qtbot: QtBot) -> None:
    desk = Desk(qtbot, skip())
    desk.canvas.selection_changed.connect(desk.canvas.select)  # as panels that follow do
    desk.canvas.selection.set(frozenset({desk.id("Dense 1")}))
    said = []
    for _ in range(4):
        desk.key(Qt.Key.Key_W)
        said.append(desk.canvas.accessibleDescription())
    wires = ["from Input to Dense 1", "from Dense 1 to Activation 1", "from Dense 1 to Add 1", "from Input to Dense 1"]
    assert said == [f"wire {ends}" for ends in wires]


def test_enter_opens_the_selected_block(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Dense 2")}))
    desk.key(Qt.Key.Key_Return)
    assert desk.activated == [desk.id("Dense 2")]


def test_escape_selects_nothing(desk: Desk) -> None:
    desk.canvas.select_all()
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.selection.nodes == frozenset()


def test_a_opens_quick_add_and_enter_adds_what_was_typed(desk: Desk) -> None:
    focused(desk)
    desk.key(Qt.Key.Key_A)
    field = desk.canvas.overlays.quick_add.field
    QTest.keyClicks(field, "16 relu")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.titles == ["Add Dense"]
    assert desk.diagram.network.nodes[-1].operation == Dense(16, "relu", "he_uniform")
    assert not desk.canvas.overlays.quick_add.isVisible()
