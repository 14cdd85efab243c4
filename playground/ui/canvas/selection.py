"""What is selected on the canvas: blocks and wires, marked on their items, announced once for each change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from playground.engine.network import Edge
from playground.ui.canvas.diagram_scene import DiagramScene


class Selection(QObject):
    """The selected blocks (ids) and wires of a scene."""

    changed = Signal(object)  # frozenset of node ids
    wires_changed = Signal()

    def __init__(self, scene: DiagramScene) -> None:
        super().__init__()
        self._scene = scene
        self.nodes: frozenset[str] = frozenset()
        self.edges: frozenset[Edge] = frozenset()

    def set(self, nodes: frozenset[str], edges: frozenset[Edge] = frozenset()) -> None:
        """Select exactly these, as far as they exist, and announce it."""
        before = self.edges
        if self.show(nodes, edges):
            self.changed.emit(self.nodes)
        if self.edges != before:
            self.wires_changed.emit()

    def show(self, nodes: frozenset[str], edges: frozenset[Edge] = frozenset()) -> bool:
        """Select without announcing, for a selection that came from elsewhere; whether the blocks differ."""
        old_nodes, old_edges = self.nodes, self.edges
        self.nodes = frozenset(nodes & self._scene.blocks.keys())
        self.edges = frozenset(edges & self._scene.wires.items.keys())
        for id in (self.nodes ^ old_nodes) & self._scene.blocks.keys():
            block = self._scene.blocks[id]
            block.set_state(replace(block.state, selected=id in self.nodes))
        for edge in (self.edges ^ old_edges) & self._scene.wires.items.keys():
            wire = self._scene.wires.items[edge]
            wire.set_state(replace(wire.state, selected=edge in self.edges))
        return self.nodes != old_nodes

    def keep_existing(self) -> None:
        """Forget what has been deleted."""
        self.set(self.nodes, self.edges)

    @property
    def only(self) -> str | None:
        """The one selected block, if it is one."""
        return next(iter(self.nodes)) if len(self.nodes) == 1 else None
