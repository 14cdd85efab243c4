"""Draws a wire from a port with the pointer, or takes an existing wire's end elsewhere."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.gesture import Outcome
from playground.ui.canvas.gestures.loose_wire import LooseWire, Port
from playground.ui.canvas.gestures.port_lights import PortLights
from playground.ui.canvas.hits import Kind, hit
from playground.ui.canvas.wire_routes import curve

LOOSE_LEVEL = 8.0


class DrawWire:
    """The free end follows the pointer and catches ports near it."""

    def __init__(self, scene: DiagramScene, wire: LooseWire) -> None:
        self._scene, self._wire = scene, wire
        self._line: QGraphicsPathItem | None = None
        self._lights: PortLights | None = None

    def move(self, point: QPointF) -> str:
        """Draw the wire to the pointer or to the port it catches; why that port refuses, if it does."""
        line = self._line or self._begin()
        end = self.caught(point)
        sentence = "" if end is None or self._is_old(end) else self._wire.refusal(end)
        tip = point if end is None else self._wire.position(end)
        theme = self._scene.look.theme
        line.setPen(QPen(QColor(theme.error if sentence else theme.forward), 2.5, _dashes(bool(sentence))))
        held = self._wire.position(self._wire.fixed)
        line.setPath(curve(held, tip) if self._wire.fixed.number is None else curve(tip, held))
        return sentence

    def finish(self, point: QPointF) -> Outcome:
        """Let go: connect, rewire, take away, or say why not."""
        end = self.caught(point)
        self._tidy()
        return self._wire.outcome(end)

    def cancel(self) -> None:
        """Drop the wire, or put the old one back."""
        self._tidy()

    def caught(self, point: QPointF) -> Port | None:
        """The port the free end would take at a point: the one in reach, or the nearest open one of the block there."""
        found, wants_input = hit(self._scene, point), self._wire.fixed.number is None
        if found.kind is Kind.INPUT and wants_input:
            return Port(found.node, found.port)
        if found.kind is Kind.OUTPUT and not wants_input:
            return Port(found.node)
        return self._of_block(found.node, point) if found.node and found.node != self._wire.fixed.node else None

    def _of_block(self, node: str, point: QPointF) -> Port | None:
        face = self._scene.blocks[node].layout.face
        if self._wire.fixed.number is not None:
            return Port(node)
        ports = [Port(node, number) for number in range(face.ports)]
        open_ports = [port for port in ports if port in self._wire.takers]
        candidates = open_ports or ports or [Port(node, 0)]
        return min(candidates, key=lambda port: QLineF(self._wire.position(port), point).length())

    def _is_old(self, end: Port) -> bool:
        return self._wire.replaced is not None and self._wire.edge_to(end) == self._wire.replaced

    def _begin(self) -> QGraphicsPathItem:
        self._line = QGraphicsPathItem()
        self._line.setZValue(LOOSE_LEVEL)
        self._scene.addItem(self._line)
        self._lights = PortLights(self._scene, self._wire)
        self._show_replaced(faded=True)
        return self._line

    def _tidy(self) -> None:
        if self._line is None:
            return
        self._scene.removeItem(self._line)
        self._line = None
        if self._lights is not None:
            self._lights.remove()
        self._show_replaced(faded=False)

    def _show_replaced(self, *, faded: bool) -> None:
        wire = self._scene.wires.items.get(self._wire.replaced) if self._wire.replaced else None
        if wire is not None:
            wire.set_state(replace(wire.state, faded=faded))


def _dashes(refused: bool) -> Qt.PenStyle:
    return Qt.PenStyle.DashLine if refused else Qt.PenStyle.SolidLine
