"""Draws a wire with the keys alone: it offers the ports that would take it, nearest first, and Enter chooses."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF

from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.draw_wire import DrawWire
from playground.ui.canvas.gestures.gesture import Outcome, Refusal
from playground.ui.canvas.gestures.loose_wire import LooseWire, Port


class KeyWire:
    """A wire from the output of one block whose free end jumps from port to port."""

    def __init__(self, scene: DiagramScene, source: str) -> None:
        self._scene, self.source = scene, source
        self._wire = LooseWire(scene, Port(source))
        self._drawing = DrawWire(scene, self._wire)
        self._ports = sorted(self._wire.takers, key=self._distance)
        self._place = 0

    @property
    def offered(self) -> Port | None:
        """The port Enter would connect; None when no port takes the wire."""
        return self._ports[self._place] if self._ports else None

    @property
    def spoken(self) -> str:
        """What a screen reader says of the offer."""
        if self.offered is None:
            return "no block can take this wire"
        node = self._scene.diagram.network.by_id[self.offered.node]
        return f"wire to {node.name}, {node.operation.ports[self.offered.number or 0]}; Enter connects, Escape cancels"

    def step(self, by: int) -> None:
        """Offer the next port, or with −1 the one before."""
        if self._ports:
            self._place = (self._place + by) % len(self._ports)
            self._drawing.move(self._wire.position(self._ports[self._place]))

    def move(self, point: QPointF) -> str:
        """The pointer does not matter here."""
        return self.spoken

    def finish(self, point: QPointF) -> Outcome:
        """Connect to the offered port."""
        self._drawing.cancel()
        return Refusal(self.spoken) if self.offered is None else self._wire.outcome(self.offered)

    def cancel(self) -> None:
        """Drop the wire."""
        self._drawing.cancel()

    def _distance(self, port: Port) -> float:
        return QLineF(self._wire.position(port), self._wire.position(self._wire.fixed)).length()
