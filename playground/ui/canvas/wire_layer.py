"""All wires of the canvas: made, taken away, routed between the blocks and labelled with the shapes they carry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from playground.engine.network import Edge, Network
from playground.engine.operations.operation import Shape
from playground.session.number_style import NumberStyle
from playground.ui.block_values import CurrentStep, WireNote
from playground.ui.canvas.block_item import BlockItem, Box
from playground.ui.canvas.faces import misfits, shapes_of, size_text
from playground.ui.canvas.kept_ground import GroundScene
from playground.ui.canvas.spread import GAP, noted_gap
from playground.ui.canvas.wire_item import LINE, WireItem, plain_pen
from playground.ui.canvas.wire_routes import CLEARANCE, SHORTEST_DETOUR, Rects, route
from playground.ui.canvas.wire_words import NO_NOTE
from playground.ui.palette import Theme

_ASIDE = (-1, 1)  # where the words of the two wires between the same two blocks go


class WiredScene(GroundScene):
    """A scene on whose ground wires run."""

    wires: WireLayer

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The plain wires; views keep what is painted here until it changes or they zoom."""
        self.wires.paint_ground(painter, QRectF(rect))


class WireLayer:
    """Wires by edge, between the blocks of a shared dictionary."""

    def __init__(self, scene: QGraphicsScene, blocks: Mapping[str, BlockItem], theme: Theme) -> None:
        self._scene, self._blocks, self._theme = scene, blocks, theme
        self.items: dict[Edge, WireItem] = {}
        self._shapes: Mapping[str, Shape] = {}
        self._wrong: frozenset[Edge] = frozenset()
        self._lit: frozenset[Edge] = frozenset()
        self._readable = True
        self._asides: dict[Edge, int] = {}  # known once notes are written
        self._notes: Mapping[Edge, WireNote] = {}

    def remove(self, edges: Iterable[Edge]) -> None:
        """Take wires away."""
        for edge in edges:
            wire = self.items.pop(edge)
            wire.leave_ground()
            self._scene.removeItem(wire)
        self._asides = {}

    def add(self, edges: Iterable[Edge]) -> None:
        """Make wires; they get their way by `reroute`."""
        for edge in edges:
            self.items[edge] = wire = WireItem(edge, self._theme)
            wire.show_words(readable=self._readable)
            self._scene.addItem(wire)
        self._asides = {}

    def paint_ground(self, painter: QPainter, exposed: QRectF) -> None:
        """The plain line of every wire that passes there, under all words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(plain_pen(self._theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for wire in self.items.values():
            wire.paint_ground(painter, exposed)

    def show_words(self, *, readable: bool) -> None:
        """Hide the words of all wires where they could not be read."""
        if readable != self._readable:
            self._readable = readable
            for wire in self.items.values():
                wire.show_words(readable=readable)

    def label(self, network: Network, added: Set[Edge]) -> frozenset[str]:
        """Write the shapes beside wires, and dash those that do not fit; the blocks that now give another shape."""
        shapes, wrong = shapes_of(network), misfits(network)
        changed = {id for id in network.by_id if shapes.get(id) != self._shapes.get(id)}
        for edge in {*added, *(edge for id in changed for edge in network.outgoing[id])}:
            self.items[edge].set_label(size_text(shapes[edge.source]) if edge.source in shapes else "")
        for edge in (wrong ^ self._wrong) & self.items.keys():
            wire = self.items[edge]
            wire.set_state(replace(wire.state, misfit=edge in wrong))
        self._shapes, self._wrong = shapes, wrong
        return frozenset(changed)

    def gap(self, numbers: NumberStyle) -> tuple[float, float]:
        """What is to be left between neighbours, so that the words beside the wires have room."""
        notes = self._notes.values()
        return noted_gap(numbers, wide=any(note.wide for note in notes)) if notes else GAP

    def annotate(self, notes: Mapping[Edge, WireNote]) -> None:
        """Write notes beside these wires and shapes beside all others."""
        if not self._asides:
            self._asides = {edge: self._aside(edge) for edge in self.items}
        self._notes = notes
        for edge, wire in self.items.items():
            note = notes.get(edge, NO_NOTE)
            if note is not wire.note:
                wire.set_note(note, self._asides[edge])

    def reroute(self, added: Set[Edge], touched: Set[str], disturbed: Collection[Box], rects: Rects) -> None:
        """Find a way for new wires, for those at touched blocks, and for long ones over disturbed places."""
        for edge, wire in self.items.items():
            near = edge.source in touched or edge.target in touched
            if near or (added and edge in added) or self._passes(edge, disturbed):
                wire.set_route(route(*self.ends(edge), rects))

    def follow(self, touched: Iterable[Edge], rects: Rects) -> None:
        """Find a way for these wires alone, while blocks are dragged."""
        for edge in touched:
            self.items[edge].set_route(route(*self.ends(edge), rects))

    def ends(self, edge: Edge) -> tuple[QPointF, QPointF]:
        """The ports a wire leads from and to, in the scene."""
        return self._blocks[edge.source].output_port(), self._blocks[edge.target].input_port(edge.port)

    def light(self, current: CurrentStep | None) -> None:
        """Light the wires of a step in its direction's colour, and only them."""
        before, self._lit = self._lit, current.edges if current else frozenset()
        for edge in (before | self._lit) & self.items.keys():
            wire = self.items[edge]
            wire.set_state(replace(wire.state, role=current.role if current and edge in self._lit else None))

    def set_theme(self, theme: Theme) -> None:
        """Paint every wire in another theme."""
        self._theme = theme
        for wire in self.items.values():
            wire.set_theme(theme)

    def _aside(self, edge: Edge) -> int:
        """To which side its words go, if another wire leads between the same two blocks."""
        twin = edge.port < len(_ASIDE) and edge._replace(port=1 - edge.port) in self.items
        return _ASIDE[edge.port] if twin else 0

    def _passes(self, edge: Edge, places: Collection[Box]) -> bool:
        """Whether a wire is long enough for a detour and runs past one of these places."""
        start, end = self._blocks[edge.source].box[2], self._blocks[edge.target].box[0]
        if end - start < SHORTEST_DETOUR:
            return False
        return any(box[0] < end and box[2] > start and self._is_beside(edge, box) for box in places)

    def _is_beside(self, edge: Edge, box: Box) -> bool:
        bounds, near = self.items[edge].path().controlPointRect(), CLEARANCE + LINE
        return box[1] - near <= bounds.bottom() and box[3] + near >= bounds.top()
