"""Shows on canvas and values where a term that is pointed at comes from, and along which blocks a path leads."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QObject

from playground.engine.element_graph import Element
from playground.engine.instruction import Index, Ref
from playground.engine.network import Edge, Network
from playground.engine.paths import Path
from playground.ui.light import Light
from playground.ui.panels import Panels


class LightViews(QObject):
    """One light at a time: what is pointed at, else the path that is chosen."""

    def __init__(self, panels: Panels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._path: Path | None = None
        self._lit = False

    def light_places(self, places: object) -> None:
        """Light numbers, (Ref, Index) each, and the wires between their blocks and the explained one."""
        assert isinstance(places, tuple)
        trail = self._panels.explanation.trail
        if not places or trail.stepper is None or trail.instruction is None:
            self.light_path(self._path)
            return
        network, here = trail.stepper.network, trail.instruction.node
        edges = (edge for ref, _ in places for edge in between(network, ref.node, here))
        self._show(light_of(places, edges), places)

    def light_path(self, path: object) -> None:
        """Light the blocks that a path to the loss leads through, and the wires between them; None puts it out."""
        assert path is None or isinstance(path, Path)
        self._path, stepper = path, self._panels.explanation.trail.stepper
        if path is None or stepper is None:
            self._show(Light(), ())
            return
        places = tuple((element.ref, element.index) for element in path.elements)
        self._show(light_of(places, path_edges(stepper.network, path.elements)), places)

    def _show(self, light: Light, places: Iterable[tuple[Ref, Index]]) -> None:
        lit = dict(places)
        if lit or self._lit:
            self._lit = bool(lit)
            self._panels.canvas.lights.show(light)
            self._panels.values.light(lit)


def light_of(places: Iterable[tuple[Ref, Index]], edges: Iterable[Edge]) -> Light:
    """The blocks of numbers, the numbers, and wires."""
    elements = frozenset((ref.node, ref.quantity, index) for ref, index in places)
    return Light(frozenset(node for node, _, _ in elements), frozenset(edges), elements)


def between(network: Network, one: str, other: str) -> tuple[Edge, ...]:
    """The wires from one block to another, or back."""
    forth = (edge for edge in network.outgoing.get(one, ()) if edge.target == other)
    back = (edge for edge in network.outgoing.get(other, ()) if edge.target == one)
    return (*forth, *back)


def path_edges(network: Network, elements: Iterable[Element]) -> tuple[Edge, ...]:
    """The wires that a path runs along."""
    nodes = (element.ref.node for element in elements)
    return tuple(edge for one, other in pairwise(nodes) if one != other for edge in between(network, one, other))
