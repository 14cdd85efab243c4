"""The wire in hand while it is drawn or rewired: which ports would take it, why others not, and the edit it makes.

Shared by the pointer's and the keyboard's way of wiring. Whether a wire may be is asked of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

from PySide6.QtCore import QPointF

from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.network import Edge
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.gesture import Outcome, Refusal
from playground.ui.edit_request import Edit


@dataclass(frozen=True)
class Port:
    """An end of a wire: an input port of a block, or its output where `number` is None."""

    node: str
    number: int | None = None


class LooseWire:
    """A wire with one end held at `fixed`; `replaced` is the wire it was taken from, if it existed before."""

    def __init__(self, scene: DiagramScene, fixed: Port, replaced: Edge | None = None) -> None:
        self._scene, self.fixed, self.replaced = scene, fixed, replaced

    @cached_property
    def without_replaced(self) -> Diagram:
        """The diagram while the wire is in hand."""
        diagram = self._scene.diagram
        return diagram if self.replaced is None else edits.disconnect(diagram, self.replaced)

    @cached_property
    def takers(self) -> frozenset[Port]:
        """Every port that would take the free end."""
        network = self.without_replaced.network
        if self.fixed.number is None:
            return frozenset(Port(node, port) for node, port in edits.open_ports(network, self.fixed.node))
        return frozenset(map(Port, edits.open_sources(network, self.fixed.node, self.fixed.number)))

    def edge_to(self, end: Port) -> Edge | None:
        """The wire from the held end to `end`; None between two inputs or two outputs."""
        if self.fixed.number is None and end.number is not None:
            return Edge(self.fixed.node, end.node, end.number)
        if self.fixed.number is not None and end.number is None:
            return Edge(end.node, self.fixed.node, self.fixed.number)
        return None

    def refusal(self, end: Port) -> str:
        """Why the free end cannot go there; empty if it can."""
        edge = self.edge_to(end)
        if edge is None:
            return "a wire leads from an output to an input"
        return edits.connection_refusal(self.without_replaced.network, edge)

    def outcome(self, end: Port | None) -> Outcome:
        """What it means to let go at `end`; over nothing a rewired wire is taken away."""
        if end is None:
            return None if self.replaced is None else self._disconnection(self.replaced)
        edge = self.edge_to(end)
        if edge is not None and edge == self.replaced:
            return None
        sentence = self.refusal(end)
        if sentence or edge is None:
            return Refusal(sentence)
        return Edit(f"{'Rewire' if self.replaced else 'Connect'} {self._names(edge)}", self._connection(edge))

    def position(self, end: Port) -> QPointF:
        """Where a port is in the scene."""
        block = self._scene.blocks[end.node]
        return block.output_port() if end.number is None else block.input_port(end.number)

    def _connection(self, edge: Edge) -> partial[Diagram]:
        if self.replaced is None:
            return partial(edits.connect, source=edge.source, target=edge.target, port=edge.port)
        return partial(rewire, old=self.replaced, new=edge)

    def _disconnection(self, edge: Edge) -> Edit:
        return Edit(f"Disconnect {self._names(edge)}", partial(edits.disconnect, edge=edge))

    def _names(self, edge: Edge) -> str:
        nodes = self._scene.diagram.network.by_id
        return f"{nodes[edge.source].name} to {nodes[edge.target].name}"


def rewire(diagram: Diagram, old: Edge, new: Edge) -> Diagram:
    """Lead a wire elsewhere; `EditError` if the new way cannot be."""
    return edits.connect(edits.disconnect(diagram, old), new.source, new.target, new.port)
