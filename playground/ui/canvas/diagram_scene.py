"""The items of one diagram: told the next diagram, it patches blocks and wires by id and leaves the rest alone.

It shows; it never edits. Selection and gestures live in files of their own and use the queries here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from playground.document.diagram import Diagram
from playground.document.difference import Difference, difference
from playground.engine.network import Edge
from playground.ui.block_values import CurrentStep, ValueRow, WireNote
from playground.ui.canvas.block_item import BlockItem, Box, Look
from playground.ui.canvas.card_layout import HEIGHT, WIDTH
from playground.ui.canvas.card_painting import CardState
from playground.ui.canvas.faces import affected, borrowers_of, face_of, missing_wires, shapes_of, surroundings
from playground.ui.canvas.spread import stretch
from playground.ui.canvas.wire_layer import WiredScene, WireLayer
from playground.ui.canvas.wire_routes import Rects, no_blocks

_EDGE = 20_000.0  # room to pan around the blocks, even when zoomed out


class DiagramScene(WiredScene):
    """Blocks by node id, and the wires between them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.diagram = Diagram()
        self.look = look
        self.blocks: dict[str, BlockItem] = {}
        self.wires = WireLayer(self, self.blocks, look.theme)
        self._stretch = (1.0, 1.0)
        self._rows: Mapping[str, tuple[ValueRow, ...]] = {}
        self._notes: Mapping[Edge, WireNote] = {}
        self._rects: Rects | None = None
        self.lit: BlockItem | None = None  # the block of the current step

    @property
    def shows_values(self) -> bool:
        """Whether blocks show values instead of words; the layout may then be stretched."""
        return bool(self._rows)

    def show(self, diagram: Diagram) -> Difference:
        """Patch every item that differs from what is shown; what differed."""
        change = difference(self.diagram, diagram)
        self.diagram = diagram
        before = self._boxes(change.moved | change.removed | change.changed)
        self._remove(change)
        self.wires.add(change.added_edges)
        reshaped = self.wires.label(diagram.network, change.added_edges)
        touched = change.added | change.moved | self._update_faces(change, reshaped)
        self._place(touched)
        self._make_room()
        disturbed = before ^ self._boxes(touched | change.changed)
        if touched or disturbed or change.added_edges:
            self.wires.reroute(change.added_edges, touched, disturbed, self.rects())
        if self._rows and (change.added or change.added_edges):  # told before the blocks and wires that show it
            self.show_values(self._rows, self._notes)
            self._spread()
        return change

    def show_values(
        self, rows: Mapping[str, tuple[ValueRow, ...]], notes: Mapping[Edge, WireNote] | None = None
    ) -> None:
        """Values on the blocks named, words on all others; an empty mapping shows words everywhere. `notes` stand
        beside wires."""
        gap = self.wires.gap(self.look.numbers)
        switched = bool(rows) != self.shows_values
        self._rows, self._notes = rows, notes or {}
        self.wires.annotate(self._notes)
        resized = [block.set_rows(rows.get(id, ())) for id, block in self.blocks.items()]
        if any(resized) or switched or gap != self.wires.gap(self.look.numbers):
            self._spread()
        if switched:
            self.mark_blocks(self._with_or_without_ports)

    def mark_problems(self, nodes: Set[str]) -> None:
        """Outline the blocks to blame, and mark the ports of theirs that lack a wire."""
        network = self.diagram.network
        for id, block in self.blocks.items():
            if id not in nodes and not block.state.problem:
                continue
            missing = missing_wires(network, network.by_id[id]) if id in nodes else frozenset()
            block.set_state(replace(block.state, problem=id in nodes, missing=missing))

    def show_current(self, current: CurrentStep | None) -> None:
        """Light the block and the wires of a step, and only them."""
        before, self.lit = self.lit, self.blocks.get(current.node) if current else None
        if before is not None and before is not self.lit:
            before.set_state(replace(before.state, current=None))
        if self.lit is not None and current is not None:
            self.lit.set_state(replace(self.lit.state, current=current.role))
        self.wires.light(current)

    def mark_blocks(self, change: Callable[[str, CardState], CardState]) -> None:
        """Give every block a new state made from its id and its old one."""
        for id, block in self.blocks.items():
            block.set_state(change(id, block.state))

    def set_look(self, look: Look) -> None:
        """Paint everything in another theme, or numbers in another way."""
        self.look = look
        resized = [block.set_look(look) for block in self.blocks.values()]
        self.wires.set_theme(look.theme)
        if any(resized):
            self._spread()

    def drag(self, positions: Mapping[str, QPointF]) -> None:
        """Put blocks elsewhere on the canvas for the moment; their wires follow."""
        for id, position in positions.items():
            self.blocks[id].place(position.x(), position.y())
        self._rects = None
        few = len(positions) < len(self.blocks)
        self.wires.follow(
            {edge for id in positions for edge in self.wires_at(id)}, self.rects() if few else no_blocks()
        )

    def reset_positions(self) -> None:
        """Put every block where the diagram says."""
        self._place(self.blocks.keys())
        self.wires.reroute(frozenset(), self.blocks.keys(), (), self.rects())

    def wires_at(self, id: str) -> tuple[Edge, ...]:
        """The wires that lead to or from a block."""
        network = self.diagram.network
        return network.incoming.get(id, ()) + network.outgoing.get(id, ())

    def rects(self) -> Rects:
        """The cards as (blocks, 4): left, top, right, bottom."""
        if self._rects is None:
            self._rects = np.array([block.box for block in self.blocks.values()]) if self.blocks else no_blocks()
        return self._rects

    def content(self) -> QRectF:
        """What the blocks cover."""
        rects = self.rects()
        if len(rects) == 0:
            return QRectF()
        left, top = rects[:, :2].min(axis=0).tolist()
        right, bottom = rects[:, 2:].max(axis=0).tolist()
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def _boxes(self, ids: Set[str]) -> Set[Box]:
        return {self.blocks[id].box for id in ids if id in self.blocks}

    def _make_room(self) -> None:
        """Keep room around the blocks; rarely, because a new scene rectangle paints everything again."""
        content = self.content()
        if not self.sceneRect().contains(content.adjusted(-_EDGE / 2, -_EDGE / 2, _EDGE / 2, _EDGE / 2)):
            self.setSceneRect(content.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))

    def _remove(self, change: Difference) -> None:
        self.wires.remove(change.removed_edges)
        for id in change.removed:
            self._rects = None
            self.removeItem(self.blocks.pop(id))
            self.lit = None if self.lit is not None and self.lit.node == id else self.lit

    def _update_faces(self, change: Difference, reshaped: Set[str]) -> frozenset[str]:
        """New blocks, and new words where a node or what surrounds it changed; ids whose size changed."""
        diagram, resized = self.diagram, set()
        shapes, borrowers = shapes_of(diagram.network), borrowers_of(diagram.network)
        for id in affected(diagram.network, change, reshaped):
            node = diagram.network.by_id[id]
            face = face_of(node, surroundings(diagram, node, shapes, borrowers))
            if id not in self.blocks:
                self.blocks[id] = block = BlockItem(id, face, self.look)
                block.set_state(self._with_or_without_ports(id, block.state))
                self.addItem(block)
            elif self.blocks[id].set_face(face):
                resized.add(id)
        return frozenset(resized)

    def _place(self, ids: Iterable[str]) -> None:
        positions = self.diagram.positions
        for id in ids:
            x, y = positions.get(id, (0.0, 0.0))
            if self._rows:  # columns keep their middle, rows the height of their wires
                x = (x + WIDTH / 2) * self._stretch[0] - self.blocks[id].layout.size.width() / 2
            self.blocks[id].place(x, y * self._stretch[1])
            self._rects = None

    def _with_or_without_ports(self, _id: str, state: CardState) -> CardState:
        return replace(state, ports=not self._rows)

    def _spread(self) -> None:
        """Make room for blocks that show values, and for the words beside the wires."""
        positions, blocks = self.diagram.positions, self.blocks.values()
        self._stretch = (1.0, 1.0)
        if self._rows:
            corners = np.array([positions.get(id, (0.0, 0.0)) for id in self.blocks])
            large = np.array([(block.layout.size.width(), block.layout.size.height()) for block in blocks])
            self._stretch = stretch(corners, np.array([WIDTH, HEIGHT]), large, self.wires.gap(self.look.numbers))
        self.reset_positions()
