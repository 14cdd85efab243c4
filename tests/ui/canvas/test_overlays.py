"""What floats over the canvas: map, zoom buttons, legend, hint; and the tips under a resting pointer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.quantities import Role
from playground.ui.block_values import ValueRow
from playground.ui.canvas.hits import Kind, hit
from playground.ui.canvas.tips import plain, tip
from tests.ui.canvas.desk import LEFT, Desk


def button(desk: Desk, name: str) -> QPushButton:
    """A zoom button by its accessible name."""
    return next(found for found in desk.canvas.findChildren(QPushButton) if found.accessibleName() == name)


def test_zoom_buttons_zoom_and_show_the_zoom(desk: Desk) -> None:
    zoom = desk.canvas.zoom
    button(desk, "Zoom in").click()
    assert desk.canvas.zoom > zoom
    button(desk, "Zoom to 100 %").click()
    assert desk.canvas.overlays.zoom_bar.zoom_button.text() == "100 %"
    button(desk, "Zoom out").click()
    assert desk.canvas.zoom < 1
    button(desk, "Show the whole network").click()
    assert desk.canvas.visible_rect.contains(desk.canvas.diagram_scene.content())


def test_a_press_on_the_map_goes_there(desk: Desk) -> None:
    desk.canvas.zoom_by(4.0, QPointF(500, 350))
    QTest.mouseClick(desk.canvas.overlays.minimap, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(12, 44))
    left = desk.canvas.visible_rect.center().x()
    QTest.mouseClick(desk.canvas.overlays.minimap, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(136, 44))
    assert desk.canvas.visible_rect.center().x() > left + 300


def test_the_map_hides_where_it_would_be_in_the_way(desk: Desk) -> None:
    assert desk.canvas.overlays.minimap.isVisible()
    desk.canvas.resize(400, 260)
    assert not desk.canvas.overlays.minimap.isVisible()


def test_the_legend_shows_while_blocks_show_values(desk: Desk) -> None:
    assert not desk.canvas.overlays.legend.isVisible()
    row = ValueRow("activation", "a", "(1)", Role.FORWARD, np.zeros((1, 3)), (1, 3))
    desk.canvas.show_values({desk.id("Dense 1"): (row,)})
    assert desk.canvas.overlays.legend.isVisible()
    desk.canvas.show_values({})
    assert not desk.canvas.overlays.legend.isVisible()


def test_an_empty_canvas_says_what_to_do(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Diagram())
    assert desk.canvas.overlays.hint.isVisible()
    desk.double_click(QPoint(300, 300))
    assert desk.canvas.overlays.quick_add.isVisible()


def test_tips_give_the_exact_value(desk: Desk) -> None:
    node = desk.id("Dense 1")
    row = ValueRow("pre_activation", "z", "(1)", Role.FORWARD, np.array([[0.1, 1 / 3, 0.5]]), (1, 3))
    desk.canvas.show_values({node: (row,)})
    block = desk.canvas.diagram_scene.blocks[node]
    cells = block.layout.rows[0].lines[0].rect
    found = hit(desk.canvas.diagram_scene, block.pos() + cells.center())
    assert found.kind is Kind.VALUE
    assert tip(desk.canvas.diagram_scene, found) == "pre-activation\nz₂ = 0.3333333333333333"


def test_tips_name_blocks_ports_and_wires(desk: Desk) -> None:
    scene = desk.canvas.diagram_scene
    block = scene.blocks[desk.id("Dense 1")]
    assert tip(scene, hit(scene, block.pos() + QPointF(60, 12))).startswith("Dense 1 · 3 · tanh\nW 3 × 2, b 3")
    assert "output" in tip(scene, hit(scene, block.output_port()))
    edge = desk.diagram.network.edges[1]
    middle = scene.wires.items[edge].path().pointAtPercent(0.5)
    assert tip(scene, hit(scene, middle)) == "Dense 1 → Dense 2\n3 values"
    assert tip(scene, hit(scene, QPointF(-5_000, 0))) == ""


def test_a_tag_in_a_name_stays_text() -> None:
    assert plain("<img src=x>") == "<span style='white-space:pre'>&lt;img src=x&gt;</span>"


def test_far_away_blocks_still_hold_their_names(desk: Desk) -> None:
    desk.diagram, old = edits.rename(desk.diagram, desk.id("Dense 1"), "A rather long name for a block"), desk.diagram
    desk.canvas.show_diagram(old, desk.diagram, {})
    near = desk.canvas.grab().toImage()
    desk.canvas.zoom_by(0.3 / desk.canvas.zoom, QPointF(500, 350))
    assert desk.canvas.grab().toImage() != near
