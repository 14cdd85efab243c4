"""The canvas as its owner sees it: it patches items by id, shows problems and values, and keeps the selection."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from playground.document import edits
from playground.engine.network import Edge
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.engine.quantities import Role
from playground.ui.block_values import CurrentStep, ValueRow
from playground.ui.canvas.commands import FRAGMENT_TYPE
from playground.ui.operation_drag import OPERATION_TYPE, to_mime
from playground.ui.palette import DARK
from tests.ui.canvas.desk import Desk, network, skip

ACTIONS = Qt.DropAction.CopyAction


def row(values: list[float] | None, current: bool = False) -> ValueRow:
    """A row of z with these values, of three unknown ones for None."""
    array = None if values is None else np.array([values])
    return ValueRow("pre_activation", "z", "(1)", Role.FORWARD, array, (1, 3), current)


def test_an_edit_keeps_the_items_it_does_not_concern(desk: Desk) -> None:
    before = dict(desk.canvas.diagram_scene.blocks)
    wires = dict(desk.canvas.diagram_scene.wires.items)
    desk.diagram, old = edits.rename(desk.diagram, desk.id("Dense 1"), "Hidden"), desk.diagram
    desk.canvas.show_diagram(old, desk.diagram, {})
    assert desk.canvas.diagram_scene.blocks == before
    assert desk.canvas.diagram_scene.wires.items == wires
    assert before[desk.id("Hidden")].layout.face.name == "Hidden"


def test_undo_brings_a_deleted_block_and_its_wires_back(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    desk.canvas.delete_selected()
    assert len(desk.canvas.diagram_scene.blocks) == 3
    desk.undo()
    assert set(desk.canvas.diagram_scene.blocks) == set(desk.diagram.network.by_id)
    assert set(desk.canvas.diagram_scene.wires.items) == set(desk.diagram.network.edges)


def test_the_selection_survives_edits_elsewhere_and_is_not_announced_when_set_from_outside(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Dense 2")}))
    assert desk.selections == []
    desk.diagram, old = edits.rename(desk.diagram, desk.id("Dense 1"), "Hidden"), desk.diagram
    desk.canvas.show_diagram(old, desk.diagram, {})
    assert desk.canvas.selection.nodes == {desk.id("Dense 2")}


def test_another_document_is_fitted_and_nothing_is_selected(desk: Desk) -> None:
    desk.canvas.select_all()
    other = network(Input(4), Dense(2), MeanSquaredError(), wires="0-1 1-2")
    desk.canvas.show_diagram(None, other, {})
    assert desk.canvas.selection.nodes == frozenset()
    assert desk.canvas.visible_rect.contains(desk.canvas.diagram_scene.content())


def test_shapes_stand_on_the_wires_and_follow_an_edit(desk: Desk) -> None:
    edge = Edge(desk.id("Dense 1"), desk.id("Dense 2"))
    assert desk.canvas.diagram_scene.wires.items[edge].label == "3"
    desk.diagram, old = edits.set_operation(desk.diagram, desk.id("Dense 1"), Dense(5)), desk.diagram
    desk.canvas.show_diagram(old, desk.diagram, {})
    assert desk.canvas.diagram_scene.wires.items[edge].label == "5"
    assert desk.canvas.diagram_scene.blocks[desk.id("Dense 2")].layout.face.lines[0] == "W 1 × 5, b 1"


def test_a_wire_whose_shape_does_not_fit_is_dashed_until_it_fits(qtbot: QtBot) -> None:
    desk = Desk(qtbot, skip())
    edge = Edge(desk.id("Activation 1"), desk.id("Add 1"))
    wires = desk.canvas.diagram_scene.wires.items
    assert not wires[edge].state.misfit
    desk.diagram, old = edits.set_operation(desk.diagram, desk.id("Activation 1"), Dense(9)), desk.diagram
    desk.canvas.show_diagram(old, desk.diagram, {})
    assert wires[edge].state.misfit
    assert wires[edge].pen().style() == Qt.PenStyle.DashLine
    desk.canvas.show_diagram(desk.diagram, old, {})
    assert not wires[edge].state.misfit


def test_problems_outline_their_block_and_are_said_beside_it(desk: Desk) -> None:
    node = desk.id("Dense 2")
    desk.canvas.show_diagram(desk.diagram, desk.diagram, {node: ("Output has 9 units. Each class needs one.",)})
    assert desk.canvas.diagram_scene.blocks[node].state.problem
    assert desk.canvas.messages.items[node].messages == ("Output has 9 units. Each class needs one.",)
    desk.canvas.show_diagram(desk.diagram, desk.diagram, {})
    assert not desk.canvas.diagram_scene.blocks[node].state.problem
    assert desk.canvas.messages.items == {}


def test_of_many_problems_only_those_of_the_selected_block_are_said(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(*[Dense(2) for _ in range(6)]))
    assert desk.canvas.messages.items == {}
    desk.click(desk.header("Dense 3"))
    assert list(desk.canvas.messages.items) == [desk.id("Dense 3")]


def test_values_take_the_place_of_words_and_tell_which_one_was_clicked(desk: Desk) -> None:
    node = desk.id("Dense 1")
    desk.canvas.show_values({node: (row([0.5, -0.25, 1.0]),)})
    layout = desk.canvas.diagram_scene.blocks[node].layout
    cells = layout.rows[0].lines[0].rect
    at = desk.canvas.diagram_scene.blocks[node].pos() + cells.topLeft() + QPointF(cells.width() * 0.5, 10)
    desk.click(desk.at(at))
    assert desk.values == [(node, "pre_activation", (0, 1))]
    desk.canvas.show_values({})
    assert desk.canvas.diagram_scene.blocks[node].layout.rows == ()


def test_values_are_copied_so_that_the_next_pass_is_seen_as_a_change(desk: Desk) -> None:
    node, buffer = desk.id("Dense 1"), np.zeros((1, 3))
    given = ValueRow("activation", "a", "(1)", Role.FORWARD, buffer, (1, 3))
    desk.canvas.show_values({node: (given,)})
    shown = desk.canvas.diagram_scene.blocks[node].layout.rows[0].row
    buffer[:] = 1.0
    desk.canvas.show_values({node: (given,)})
    after = desk.canvas.diagram_scene.blocks[node].layout.rows[0].row
    assert shown.values is not None
    assert after.values is not None
    assert (shown.values.sum(), after.values.sum()) == (0.0, 3.0)


def test_blocks_that_grow_to_show_values_do_not_overlap(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2), Dense(8), Dense(8), Dense(8), wires="0-1 0-2 0-3"))
    tall = tuple(row([0.1] * 12) for _ in range(6))
    desk.canvas.show_values(dict.fromkeys(desk.canvas.diagram_scene.blocks, tall))
    cards = [block.card for block in desk.canvas.diagram_scene.blocks.values()]
    assert not any(a.intersects(b) for a in cards for b in cards if a is not b)
    desk.canvas.show_values({})
    places = {id: (block.x(), block.y()) for id, block in desk.canvas.diagram_scene.blocks.items()}
    assert places == desk.diagram.positions


def test_a_step_lights_its_block_and_wires_in_its_direction(desk: Desk) -> None:
    edge = Edge(desk.id("Dense 1"), desk.id("Dense 2"))
    desk.canvas.set_current(CurrentStep(desk.id("Dense 1"), frozenset({edge}), Role.BACKWARD))
    assert desk.canvas.diagram_scene.blocks[desk.id("Dense 1")].state.current is Role.BACKWARD
    assert desk.canvas.diagram_scene.wires.items[edge].state.role is Role.BACKWARD
    desk.canvas.set_current(None)
    assert desk.canvas.diagram_scene.blocks[desk.id("Dense 1")].state.current is None
    assert desk.canvas.diagram_scene.wires.items[edge].state.role is None


def test_copied_blocks_are_pasted_aside_with_their_wires_and_selected(desk: Desk) -> None:
    desk.canvas.select(frozenset({desk.id("Dense 1"), desk.id("Dense 2")}))
    desk.canvas.copy()
    desk.canvas.paste()
    desk.canvas.paste()
    new = [node.id for node in desk.diagram.network.nodes[-4:]]
    assert desk.titles == ["Paste 2 blocks", "Paste 2 blocks"]
    assert desk.canvas.selection.nodes == set(new[2:])
    assert len(desk.wires()) == 5
    assert len({desk.diagram.positions[id] for id in new}) == 4


def test_cut_blocks_come_back_where_they_were(desk: Desk) -> None:
    place = desk.diagram.positions[desk.id("Dense 1")]
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    desk.canvas.cut()
    desk.canvas.paste()
    assert desk.titles == ["Cut Dense 1", "Paste 1 block"]
    assert desk.diagram.positions[desk.diagram.network.nodes[-1].id] == place


def test_a_clipboard_that_holds_no_blocks_is_refused(desk: Desk) -> None:
    data = QMimeData()
    data.setData(FRAGMENT_TYPE, b'{"nodes": 3}')
    QGuiApplication.clipboard().setMimeData(data)
    desk.canvas.paste()
    assert desk.titles == []
    assert desk.refusals[0].startswith("the clipboard holds no blocks")


def test_a_duplicate_does_not_touch_the_clipboard(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("mine")
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    desk.canvas.duplicate()
    assert desk.titles == ["Duplicate 1 block"]
    assert QGuiApplication.clipboard().text() == "mine"


def test_a_layer_added_after_a_selected_block_is_wired_to_it_if_its_output_is_free(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2)))
    desk.canvas.select(frozenset({desk.id("Input")}))
    desk.canvas.insert(Dense(4))
    desk.canvas.insert(Dense(5))
    assert desk.wires() == {("Input", "Dense 1", 0), ("Dense 1", "Dense 2", 0)}
    desk.canvas.select(frozenset({desk.id("Dense 1")}))
    desk.canvas.insert(Dense(6))
    assert len(desk.wires()) == 2
    cards = [block.card for block in desk.canvas.diagram_scene.blocks.values()]
    assert not any(a.intersects(b) for a in cards for b in cards if a is not b)


def dropped(desk: Desk, data: QMimeData, at: QPoint) -> bool:
    """Whether the canvas took a drop."""
    enter = QDragEnterEvent(at, ACTIONS, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    desk.canvas.dragEnterEvent(enter)
    drop = QDropEvent(QPointF(at), ACTIONS, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    desk.canvas.dropEvent(drop)
    return drop.isAccepted()


def test_a_layer_dropped_from_the_palette_is_added_where_it_falls(desk: Desk) -> None:
    at = desk.empty()
    assert dropped(desk, to_mime(Dense), at)
    x, y = desk.diagram.positions[desk.diagram.network.nodes[-1].id]
    assert (QPointF(x + 80, y + 20) - desk.canvas.mapToScene(at)).manhattanLength() <= 20
    assert desk.titles == ["Add Dense"]


@pytest.mark.parametrize("payload", [b"", b"no_such_kind", b"dense\n", b"dense" * 40, "dénse".encode()])
def test_a_drop_of_anything_else_is_not_taken(desk: Desk, payload: bytes) -> None:
    data = QMimeData()
    data.setData(OPERATION_TYPE, payload)
    assert not dropped(desk, data, desk.empty())
    assert desk.titles == []


def test_the_theme_reaches_everything(desk: Desk) -> None:
    before = desk.canvas.grab().toImage()
    desk.canvas.set_theme(DARK)
    after = desk.canvas.grab().toImage()
    assert after.pixelColor(5, 5).name() == DARK.canvas.lower()
    assert before.pixelColor(5, 5) != after.pixelColor(5, 5)


def test_the_description_tells_the_selected_block_and_its_problems(desk: Desk) -> None:
    node = desk.id("Dense 1")
    desk.canvas.show_diagram(desk.diagram, desk.diagram, {node: ("Dense 1 is sad.",)})
    desk.click(desk.header("Dense 1"))
    assert "Dense 1, 3 · tanh" in desk.canvas.accessibleDescription()
    assert "Dense 1 is sad." in desk.canvas.accessibleDescription()


def test_zooming_keeps_the_point_under_the_pointer(desk: Desk) -> None:
    anchor = QPointF(200, 150)
    fixed = desk.canvas.mapToScene(anchor.toPoint())
    for factor in (1.2, 1.2, 1 / 1.2, 0.7):
        desk.canvas.zoom_by(factor, anchor)
        assert (desk.canvas.mapToScene(anchor.toPoint()) - fixed).manhattanLength() < 4 / desk.canvas.zoom
    desk.canvas.reset_zoom()
    assert desk.canvas.zoom == pytest.approx(1.0)


def test_going_elsewhere_keeps_what_is_painted_at_the_same_zoom(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas, room = desk.canvas, QRectF(0, 0, 4000, 3000)
    canvas.fit_rect(room, 1.0, QPointF(0, 0))
    monkeypatch.setattr(canvas, "resetTransform", lambda: pytest.fail("everything would be painted anew"))
    canvas.fit_rect(room, 1.0, QPointF(2000, 1500))
    assert canvas.zoom == 1.0


def test_a_block_that_comes_after_its_values_shows_them(desk: Desk) -> None:
    known = desk.id("Dense 1")
    after = edits.add_block(desk.diagram, Dense(3), (400.0, 300.0))
    (added,) = {node.id for node in after.network.nodes} - desk.canvas.diagram_scene.blocks.keys()
    desk.canvas.show_values({id: (row([0.5, -0.25, 1.0]),) for id in (known, added)})
    desk.canvas.show_diagram(desk.diagram, after, {})
    blocks = desk.canvas.diagram_scene.blocks
    assert [len(blocks[id].layout.rows) for id in (known, added)] == [1, 1]
