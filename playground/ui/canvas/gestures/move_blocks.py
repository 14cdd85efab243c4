"""Moves the selected blocks with the pointer or the arrow keys, on the grid, and ends in one edit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF

from playground.document import edits
from playground.ui.canvas.card_layout import GRID
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.gesture import Outcome
from playground.ui.edit_request import Edit


class MoveBlocks:
    """All `nodes` move together; the block under the pointer, `grabbed`, lands on the grid."""

    def __init__(self, scene: DiagramScene, nodes: frozenset[str], grabbed: str, point: QPointF) -> None:
        self._scene, self._grabbed, self._from = scene, grabbed, point
        self._corners = {id: scene.blocks[id].pos() for id in nodes}
        self._by = QPointF(0, 0)

    def move(self, point: QPointF) -> str:
        """Put the blocks where the pointer takes them."""
        corner = self._corners[self._grabbed]
        self._put(snapped(corner + point - self._from) - corner)
        return ""

    def nudge(self, columns: int, rows: int) -> None:
        """Move by steps of the grid."""
        self._put(self._by + QPointF(columns * GRID, rows * GRID))

    def finish(self, point: QPointF) -> Outcome:
        """One edit with the new corners, if there are any."""
        if self._by.isNull():
            return None
        places = {id: (corner.x(), corner.y()) for id, corner in self._moved().items()}
        return Edit(f"Move {count_text(self._scene, frozenset(places))}", partial(edits.move, positions=places))

    def cancel(self) -> None:
        """Put the blocks back."""
        self._put(QPointF(0, 0))

    def _put(self, by: QPointF) -> None:
        if by != self._by:
            self._by = by
            self._scene.drag(self._moved())

    def _moved(self) -> dict[str, QPointF]:
        return {id: corner + self._by for id, corner in self._corners.items()}


def snapped(point: QPointF) -> QPointF:
    """The nearest point of the grid."""
    return QPointF(round(point.x() / GRID) * GRID, round(point.y() / GRID) * GRID)


def count_text(scene: DiagramScene, nodes: frozenset[str], wires: int = 0) -> str:
    """Blocks and wires in words for a title: the name of a single block, else how many."""
    if len(nodes) == 1:
        return scene.diagram.network.by_id[next(iter(nodes))].name
    if nodes:
        return f"{len(nodes)} blocks"
    return "wire" if wires == 1 else f"{wires} wires"
