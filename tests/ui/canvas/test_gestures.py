"""Every gesture of the pointer, driven by real mouse events: it ends in one edit, in a refusal, or in nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.engine.operations.dense import Dense
from playground.engine.operations.source import Input
from tests.ui.canvas.desk import Desk, network

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_dragged_block_moves_on_the_grid_in_one_edit(desk: Desk) -> None:
    old = desk.diagram.positions[desk.id("Dense 1")]
    desk.drag(desk.header("Dense 1"), desk.header("Dense 1") + QPoint(43, 88))
    x, y = desk.diagram.positions[desk.id("Dense 1")]
    assert desk.titles == ["Move Dense 1"]
    assert (x % 10, y % 10) == (0, 0)
    assert x > old[0]
    assert y > old[1]


def test_all_selected_blocks_move_together(desk: Desk) -> None:
    before = desk.diagram.positions
    desk.click(desk.header("Dense 1"))
    desk.click(desk.header("Dense 2"), CONTROL)
    desk.drag(desk.header("Dense 2"), desk.header("Dense 2") + QPoint(0, 100))
    moved = {
        name: desk.diagram.positions[desk.id(name)][1] - before[desk.id(name)][1] for name in ("Dense 1", "Dense 2")
    }
    assert desk.titles == ["Move 2 blocks"]
    assert moved["Dense 1"] == moved["Dense 2"] > 0
    assert desk.diagram.positions[desk.id("Input")] == before[desk.id("Input")]


def test_escape_puts_dragged_blocks_back(desk: Desk) -> None:
    item = desk.canvas.diagram_scene.blocks[desk.id("Dense 1")]
    old = item.pos()
    desk.hold(desk.header("Dense 1"), desk.header("Dense 1") + QPoint(80, 80))
    assert item.pos() != old
    desk.key(Qt.Key.Key_Escape)
    assert item.pos() == old
    desk.release(desk.empty())
    assert desk.titles == []


def test_an_edit_that_nobody_makes_leaves_the_blocks_where_the_diagram_says(desk: Desk) -> None:
    desk.canvas.edit_requested.disconnect(desk.apply)
    item = desk.canvas.diagram_scene.blocks[desk.id("Dense 1")]
    old = item.pos()
    desk.drag(desk.header("Dense 1"), desk.header("Dense 1") + QPoint(80, 80))
    assert item.pos() == old


def test_a_click_selects_one_block_and_empty_ground_none(desk: Desk) -> None:
    desk.click(desk.header("Dense 1"))
    desk.click(desk.empty())
    assert desk.selections == [{desk.id("Dense 1")}, frozenset()]
    assert desk.titles == []


def test_control_adds_to_the_selection_and_takes_away(desk: Desk) -> None:
    desk.click(desk.header("Dense 1"))
    desk.click(desk.header("Dense 2"), CONTROL)
    desk.click(desk.header("Dense 1"), CONTROL)
    assert desk.selections[-1] == {desk.id("Dense 2")}


def test_a_click_on_one_of_several_selected_blocks_selects_it_alone(desk: Desk) -> None:
    desk.canvas.select_all()
    desk.click(desk.header("Dense 2"))
    assert desk.selections[-1] == {desk.id("Dense 2")}


def test_a_rubber_band_selects_what_it_touches_and_tells_once(desk: Desk) -> None:
    area = desk.canvas.diagram_scene.content()
    start, end = desk.at(area.topLeft() + QPointF(-30, -30)), desk.at(area.center() + QPointF(0, 30))
    desk.drag(start, end)
    assert desk.selections == [{desk.id("Input"), desk.id("Dense 1")}]
    assert desk.titles == []


def test_escape_ends_a_rubber_band_with_the_old_selection(desk: Desk) -> None:
    desk.click(desk.header("Dense 2"))
    area, count = desk.canvas.diagram_scene.content(), len(desk.canvas.diagram_scene.items())
    start = desk.at(area.topLeft() + QPointF(-30, -30))
    QTest.mousePress(desk.canvas.viewport(), Qt.MouseButton.LeftButton, CONTROL, start)
    QTest.mouseMove(desk.canvas.viewport(), desk.at(area.bottomRight()))
    assert len(desk.canvas.selection.nodes) == 4
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.selection.nodes == {desk.id("Dense 2")}
    assert len(desk.canvas.diagram_scene.items()) == count


def test_a_wire_is_drawn_from_output_to_input(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2), Dense(3)))
    desk.drag(desk.output("Input"), desk.input("Dense 1"))
    assert desk.wires() == {("Input", "Dense 1", 0)}
    assert desk.titles == ["Connect Input to Dense 1"]


def test_a_wire_may_be_drawn_backwards_and_dropped_anywhere_on_a_block(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2), Dense(3), Dense(4)))
    desk.drag(desk.input("Dense 1"), desk.output("Input"))
    desk.drag(desk.output("Dense 1"), desk.header("Dense 2"))
    assert desk.wires() == {("Input", "Dense 1", 0), ("Dense 1", "Dense 2", 0)}


def test_a_refused_wire_says_why_at_the_pointer_and_to_the_window(desk: Desk) -> None:
    desk.hold(desk.output("Dense 2"), desk.input("Dense 1"))
    assert "already" in desk.canvas.note.text
    assert desk.canvas.note.isVisible()
    desk.release(desk.input("Dense 1"))
    assert desk.titles == []
    assert len(desk.refusals) == 1


def test_a_wire_that_would_close_a_cycle_is_refused(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Dense(3), Dense(3), wires="0-1"))
    desk.drag(desk.output("Dense 2"), desk.input("Dense 1"))
    assert desk.refusals == ["Dense 2 already gets values from Dense 1: this wire would close a cycle"]


def test_escape_drops_the_wire_in_hand(desk: Desk) -> None:
    count = len(desk.canvas.diagram_scene.items())
    desk.hold(desk.output("Input"), desk.header("Loss"))
    assert len(desk.canvas.diagram_scene.items()) > count
    desk.key(Qt.Key.Key_Escape)
    assert len(desk.canvas.diagram_scene.items()) == count
    desk.release(desk.empty())
    assert (desk.titles, desk.refusals) == ([], [])


def test_the_end_of_a_wire_can_be_taken_to_another_port(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2), Dense(3), Dense(3), Dense(3), wires="0-1 0-2"))
    desk.drag(desk.input("Dense 2"), desk.input("Dense 3"))
    assert desk.wires() == {("Input", "Dense 1", 0), ("Input", "Dense 3", 0)}
    assert desk.titles == ["Rewire Input to Dense 3"]


def test_the_beginning_of_a_wire_can_be_taken_to_another_block(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2), Input(2), Dense(3), wires="0-2"))
    edge = desk.diagram.network.edges[0]
    path = desk.canvas.diagram_scene.wires.items[edge].path()
    desk.drag(desk.at(path.pointAtPercent(path.percentAtLength(25))), desk.output("Input 2"))
    assert desk.wires() == {("Input 2", "Dense 1", 0)}


def test_a_wire_taken_off_its_port_is_gone(desk: Desk) -> None:
    desk.drag(desk.input("Dense 2"), desk.empty())
    assert ("Dense 1", "Dense 2", 0) not in desk.wires()
    assert desk.titles == ["Disconnect Dense 1 to Dense 2"]


def test_a_wire_put_back_into_its_port_is_no_edit(desk: Desk) -> None:
    desk.hold(desk.input("Dense 2"), desk.empty())
    QTest.mouseMove(desk.canvas.viewport(), desk.input("Dense 2"))
    desk.release(desk.input("Dense 2"))
    assert (desk.titles, desk.refusals) == ([], [])


def test_a_wire_is_selected_by_a_click_and_deleted_by_a_key(desk: Desk) -> None:
    edge = desk.diagram.network.edges[1]
    path = desk.canvas.diagram_scene.wires.items[edge].path()
    desk.click(desk.at(path.pointAtPercent(0.5)))
    desk.key(Qt.Key.Key_Delete)
    assert desk.titles == ["Delete wire"]
    assert ("Dense 1", "Dense 2", 0) not in desk.wires()


def test_nothing_is_edited_while_the_canvas_is_not_editable(desk: Desk) -> None:
    desk.canvas.set_editable(False)
    desk.drag(desk.header("Dense 1"), desk.header("Dense 1") + QPoint(80, 80))
    desk.drag(desk.output("Input"), desk.input("Dense 2"))
    desk.canvas.select_all()
    desk.key(Qt.Key.Key_Delete)
    desk.canvas.duplicate()
    assert desk.titles == []
    desk.click(desk.header("Dense 1"))
    assert desk.selections[-1] == {desk.id("Dense 1")}


def test_a_double_click_opens_a_block_or_offers_to_add_one(desk: Desk) -> None:
    desk.double_click(desk.header("Dense 1"))
    assert desk.activated == [desk.id("Dense 1")]
    desk.double_click(desk.empty())
    assert desk.canvas.overlays.quick_add.isVisible()


def test_a_carried_block_is_put_down_by_a_click(desk: Desk) -> None:
    desk.canvas.start_insert(Dense(7))
    QTest.mouseMove(desk.canvas.viewport(), desk.empty())
    desk.click(desk.empty())
    assert desk.titles == ["Add Dense"]
    assert desk.selections[-1] == {desk.diagram.network.nodes[-1].id}


def test_escape_lets_a_carried_block_go(desk: Desk) -> None:
    count = len(desk.canvas.diagram_scene.items())
    desk.canvas.start_insert(Dense(7))
    QTest.mouseMove(desk.canvas.viewport(), desk.empty())
    desk.key(Qt.Key.Key_Escape)
    assert len(desk.canvas.diagram_scene.items()) == count
    assert desk.titles == []


def test_the_middle_button_drags_the_canvas(desk: Desk) -> None:
    view = desk.canvas.viewport()
    middle = desk.canvas.visible_rect.center()
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    QTest.mouseMove(view, QPoint(400, 350))
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 350))
    assert desk.canvas.visible_rect.center().x() < middle.x()
    assert desk.titles == []
