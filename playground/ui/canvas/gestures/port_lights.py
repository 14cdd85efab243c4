"""While a wire is in hand, ports that would take it are lit and blocks that cannot are veiled, by two items in all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from playground.ui.canvas.card_layout import PORT_RADIUS
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.loose_wire import LooseWire

VEIL_LEVEL, LIGHT_LEVEL = 6.0, 7.0
_VEIL = 150  # of 255


class PortLights:
    """Shown from its making until `remove`."""

    def __init__(self, scene: DiagramScene, wire: LooseWire) -> None:
        self._scene = scene
        theme = scene.look.theme
        veil = QColor(theme.canvas)
        veil.setAlpha(_VEIL)
        self._veil = self._add(_cards(scene, wire), veil, VEIL_LEVEL)
        self._lights = self._add(_ports(wire), QColor(theme.forward), LIGHT_LEVEL)

    def remove(self) -> None:
        """Show everything as usual."""
        self._scene.removeItem(self._veil)
        self._scene.removeItem(self._lights)

    def _add(self, path: QPainterPath, color: QColor, level: float) -> QGraphicsPathItem:
        item = self._scene.addPath(path, QPen(Qt.PenStyle.NoPen), color)
        item.setZValue(level)
        return item


def _cards(scene: DiagramScene, wire: LooseWire) -> QPainterPath:
    """The cards of all blocks that cannot take the wire."""
    path, taking = QPainterPath(), {port.node for port in wire.takers} | {wire.fixed.node}
    for id, block in scene.blocks.items():
        if id not in taking:
            path.addRect(block.card.adjusted(-6.0, -2.0, 6.0, 3.0))
    return path


def _ports(wire: LooseWire) -> QPainterPath:
    """A disc for every port that would take the wire."""
    path = QPainterPath()
    for port in wire.takers:
        path.addEllipse(wire.position(port), PORT_RADIUS + 2.0, PORT_RADIUS + 2.0)
    return path
