"""Lights blocks, their elements and wires: where a term that is pointed at comes from, or along which a path leads."""

from __future__ import annotations

from dataclasses import replace

from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.light import Light

_DARK = Light()


class Lights:
    """The light of one scene; it changes items only where it changes itself."""

    def __init__(self, scene: DiagramScene) -> None:
        self._scene = scene
        self.shown = _DARK

    def show(self, light: Light) -> None:
        """Light these and nothing else."""
        if light == self.shown:
            return
        before, self.shown = self.shown, light
        for node in (before.nodes | light.nodes) & self._scene.blocks.keys():
            block = self._scene.blocks[node]
            elements = frozenset((quantity, index) for owner, quantity, index in light.elements if owner == node)
            block.set_state(replace(block.state, lit=node in light.nodes, elements=elements))
        for edge in (before.edges | light.edges) & self._scene.wires.items.keys():
            wire = self._scene.wires.items[edge]
            wire.set_state(replace(wire.state, lit=edge in light.edges))
