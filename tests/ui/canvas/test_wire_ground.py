"""Plain wires are part of the ground that a view keeps: what is kept is never stale, and a step paints none of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from playground.document import edits
from playground.engine.network import Edge
from playground.engine.operations.dense import Dense
from playground.engine.operations.source import Input
from playground.engine.quantities import Role
from playground.ui.block_values import CurrentStep
from playground.ui.canvas.canvas import Canvas
from playground.ui.canvas.wire_item import WireItem, WireState
from playground.ui.canvas.wire_layer import WireLayer
from playground.ui.edit_request import Edit
from playground.ui.palette import DARK
from tests.ui.canvas.desk import Desk, network, skip


def shown(canvas: Canvas) -> QImage:
    """The canvas as it would be painted now, what is kept of its ground included."""
    QCoreApplication.processEvents()
    return canvas.grab().toImage()


def assert_not_stale(canvas: Canvas) -> QImage:
    """What is kept is what would be painted anew; the picture."""
    kept = shown(canvas)
    canvas.resetCachedContent()
    assert kept == shown(canvas)
    return kept


def delete_a_wire(desk: Desk) -> None:
    """Take the wire past the activation away."""
    desk.apply(Edit("Delete", lambda diagram: edits.delete(diagram, frozenset(), frozenset({wires_of(desk)[-1]}))))


def wires_of(desk: Desk) -> tuple[Edge, ...]:
    """All wires of the diagram."""
    return desk.diagram.network.edges


def hold_a_block(desk: Desk) -> None:
    """Drag a block, and its wires with it, without letting go."""
    desk.hold(desk.header("Activation 1"), desk.header("Activation 1") + QPoint(60, 90))


ACTS: dict[str, Callable[[Desk], object]] = {
    "drag": hold_a_block,
    "drop": lambda desk: desk.drag(desk.header("Dense 1"), desk.header("Dense 1") + QPoint(40, 120)),
    "delete": delete_a_wire,
    "theme": lambda desk: desk.canvas.set_theme(DARK),
    "zoom": lambda desk: desk.canvas.zoom_in(),
    "pan": lambda desk: desk.canvas.pan_to(desk.canvas.visible_rect.topLeft()),
}


@pytest.mark.parametrize("kept", [False, True], ids=["as seen", "kept"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_wire_is_left_where_it_was(qtbot: QtBot, act: Callable[[Desk], object], *, kept: bool) -> None:
    desk = Desk(qtbot, skip())
    if kept:
        desk.canvas.keep_ground(desk.canvas.visible_rect)
    before = shown(desk.canvas)
    act(desk)
    assert assert_not_stale(desk.canvas) != before


def test_a_wire_that_does_not_fit_or_is_taken_elsewhere_has_no_plain_line_below_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, network(Input(2), Dense(3), wires="0-1"))
    [wire] = desk.canvas.diagram_scene.wires.items.values()
    ground, plain = desk.canvas.theme.canvas.lower(), along(desk, wire)
    assert ground not in plain
    wire.set_state(WireState(misfit=True))
    assert_not_stale(desk.canvas)
    assert ground in along(desk, wire)
    wire.set_state(WireState(faded=True))
    assert_not_stale(desk.canvas)
    assert not set(along(desk, wire)) & set(plain)
    wire.set_state(WireState())
    assert along(desk, wire) == plain


def along(desk: Desk, wire: WireItem) -> list[str]:
    """The colours in the middle of a level wire."""
    whole, path = shown(desk.canvas), wire.path()
    first, last = (desk.at(path.pointAtPercent(share)) for share in (0.3, 0.7))
    return [whole.pixelColor(column, first.y()).name() for column in range(first.x(), last.x())]


def test_a_step_lights_its_wires_and_paints_nothing_of_the_ground(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, skip())
    dark = shown(desk.canvas)
    painted: list[object] = []
    real = WireLayer.paint_ground
    monkeypatch.setattr(
        WireLayer, "paint_ground", lambda layer, *place: (painted.append(place), real(layer, *place))[1]
    )
    for role in (Role.FORWARD, Role.BACKWARD):
        desk.canvas.set_current(CurrentStep(desk.id("Dense 1"), frozenset(wires_of(desk)[:1]), role))
        assert shown(desk.canvas) != dark
    desk.canvas.set_current(None)
    assert shown(desk.canvas) == dark
    assert painted == []
    desk.canvas.zoom_out()
    shown(desk.canvas)
    assert painted
