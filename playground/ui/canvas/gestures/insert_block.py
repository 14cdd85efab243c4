"""Carries a new block under the pointer until a click, a drop or Enter puts it down."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF

from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.network import Edge, Node
from playground.engine.operations.operation import Operation
from playground.ui.canvas.block_item import BlockItem
from playground.ui.canvas.card_painting import CardState
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.faces import Surroundings, face_of
from playground.ui.canvas.gestures.gesture import Outcome
from playground.ui.canvas.gestures.move_blocks import snapped
from playground.ui.edit_request import Edit

GHOST_LEVEL = 8.0
_GRIP = QPointF(80.0, 20.0)  # where the pointer holds the ghost


class InsertBlock:
    """A ghost of the block to come."""

    def __init__(self, scene: DiagramScene, operation: Operation) -> None:
        self._scene, self._operation = scene, operation
        self._ghost: BlockItem | None = None

    def move(self, point: QPointF) -> str:
        """Carry the ghost along."""
        ghost = self._ghost or self._make_ghost()
        ghost.setPos(snapped(point - _GRIP))
        return ""

    def finish(self, point: QPointF) -> Outcome:
        """Put the block down."""
        self.cancel()
        corner = snapped(point - _GRIP)
        return insertion(self._operation, (corner.x(), corner.y()))

    def cancel(self) -> None:
        """Put nothing down."""
        if self._ghost is not None:
            self._scene.removeItem(self._ghost)
            self._ghost = None

    def _make_ghost(self) -> BlockItem:
        around = Surroundings(
            (None,) * len(self._operation.ports), None, feeds_logits=False, data=None, standardize=False
        )
        face = face_of(Node("", self._operation.title, self._operation), around)
        self._ghost = BlockItem("", face, self._scene.look)
        self._ghost.set_state(CardState(ghost=True))
        self._ghost.setZValue(GHOST_LEVEL)
        self._scene.addItem(self._ghost)
        return self._ghost


def insertion(operation: Operation, corner: tuple[float, float], after: str | None = None) -> Edit:
    """The edit that adds a block, wired to the output of `after` where that is possible."""
    return Edit(f"Add {operation.title}", partial(add_after, operation=operation, corner=corner, after=after))


def add_after(diagram: Diagram, operation: Operation, corner: tuple[float, float], after: str | None) -> Diagram:
    """A new block, and the wire from `after` to its first input if the document allows it."""
    grown = edits.add_block(diagram, operation, corner)
    wire = Edge(after or "", grown.network.nodes[-1].id)
    if after is None or edits.connection_refusal(grown.network, wire):
        return grown
    return edits.connect(grown, wire.source, wire.target)
