"""Which gesture a press of the mouse begins, from what is under the pointer, and what it selects at once."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from playground.engine.network import Edge
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.draw_wire import DrawWire
from playground.ui.canvas.gestures.gesture import Gesture
from playground.ui.canvas.gestures.loose_wire import LooseWire, Port
from playground.ui.canvas.gestures.move_blocks import MoveBlocks
from playground.ui.canvas.gestures.rubber_band import RubberBand
from playground.ui.canvas.hits import Hit, Kind
from playground.ui.canvas.selection import Selection

_ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Beginnings:
    """Begins gestures on one scene with one selection."""

    def __init__(self, scene: DiagramScene, selection: Selection) -> None:
        self._scene, self._selection = scene, selection
        self.editable = True

    @property
    def edits(self) -> bool:
        """Whether gestures may edit: a stretched layout of values is only for looking."""
        return self.editable and not self._scene.shows_values

    def begin(self, found: Hit, point: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture | None:
        """The gesture a press on `found` begins, if any."""
        adding = bool(modifiers & _ADDING)
        if found.kind in (Kind.OUTPUT, Kind.INPUT) and self.edits:
            return DrawWire(self._scene, self._wire_at_port(found))
        if found.edge is not None:
            return self._on_wire(found, found.edge)
        if found.node:
            return self._on_block(found.node, point, adding)
        kept = self._selection.nodes if adding else frozenset()
        self._selection.set(kept)
        return RubberBand(self._scene, self._selection, kept, point)

    def click(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        """A press and release without a move: of several selected blocks only this one stays selected."""
        if found.node and not modifiers & _ADDING:
            self._selection.set(frozenset({found.node}))

    def _wire_at_port(self, found: Hit) -> LooseWire:
        """A new wire, or the end of the one that is in the port already."""
        if found.kind is Kind.OUTPUT:
            return LooseWire(self._scene, Port(found.node))
        incoming = self._scene.diagram.network.incoming[found.node]
        wired = next((edge for edge in incoming if edge.port == found.port), None)
        if wired is None:
            return LooseWire(self._scene, Port(found.node, found.port))
        return LooseWire(self._scene, Port(wired.source), wired)

    def _on_wire(self, found: Hit, edge: Edge) -> Gesture | None:
        self._selection.set(frozenset(), frozenset({edge}))
        if found.at_target is None or not self.edits:
            return None
        held = Port(edge.source) if found.at_target else Port(edge.target, edge.port)
        return DrawWire(self._scene, LooseWire(self._scene, held, edge))

    def _on_block(self, node: str, point: QPointF, adding: bool) -> Gesture | None:
        nodes = self._selection.nodes
        if adding:
            self._selection.set(nodes ^ {node})
        elif node not in nodes:
            self._selection.set(frozenset({node}))
        if not self.edits or node not in self._selection.nodes:
            return None
        return MoveBlocks(self._scene, self._selection.nodes, node, point)
