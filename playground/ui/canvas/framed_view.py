"""A view of a network that stays in sight by itself: whole, or as much as can be read around the current step.

Once the user has chosen a view, it moves no more than it must.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from playground.ui.block_values import CurrentStep, ValueRow
from playground.ui.canvas.block_item import BlockItem
from playground.ui.canvas.command_view import CommandView
from playground.ui.canvas.zoom_view import SMALLEST

READABLE_WORDS, _READABLE_VALUES = 0.38, 0.7  # zooms below which a new view does not go by itself
_AHEAD = 0.25  # by how much of its width the view runs ahead of a step that has left it
_AROUND = 48  # pixels around a block that has come into sight


class FramedView(CommandView):
    """Chooses what is in view."""

    def bring_into_sight(self, block: BlockItem) -> None:
        """Move the view if not all of a block is in it."""
        if self.visible_rect.contains(block.card):
            return
        if self.fitted:
            self.frame_network()
        else:
            self.ensureVisible(block.card, _AROUND, _AROUND)

    def fit(self) -> None:
        """Show the whole network, however small."""
        self.fit_rect(self.diagram_scene.content())

    def keep_framed(self) -> None:
        """Blocks have grown: show as much as before, unless the user chose a view."""
        if self.fitted:
            self.frame_network()

    def frame_network(self) -> None:
        """Show as much of the network as can be read: from its beginning, or around the current step."""
        self.fit_rect(*self._framed_around(self.diagram_scene.lit))

    def rehearse(self, current: CurrentStep, rows: tuple[ValueRow, ...]) -> None:
        """Have the pictures ready for the case that a step stands at a block that shows these rows."""
        blocks, to_view, ratio = self.diagram_scene.blocks, self.viewportTransform(), self.devicePixelRatio()
        if current.node not in blocks:
            return
        block = blocks[current.node]
        block.rehearse(replace(block.state, current=current.role), rows, to_view, ratio)
        come = self._come_into_view(block)
        self.keep_ground(come)
        for other in blocks.values():
            if other is not block and (other is self.diagram_scene.lit or other.card.intersects(come)):
                other.rehearse(replace(other.state, current=None), other.rows, to_view, ratio)

    def _come_into_view(self, block: BlockItem) -> QRectF:
        """What is seen once a step has led to a block, if the view jumps there at the same zoom; else nothing."""
        if not self.fitted or self.visible_rect.contains(block.card):
            return QRectF()
        scale, seen = self.fitting(*self._framed_around(block))
        return seen if scale == self.zoom else QRectF()

    def _framed_around(self, lit: BlockItem | None) -> tuple[QRectF, float, QPointF]:
        """What is to be fitted into the view, how small at most, and around which point if it does not fit."""
        content = self.diagram_scene.content()
        focus = QPointF(content.left(), content.center().y()) if lit is None else lit.card.center()
        if self.diagram_scene.shows_values:
            return content, _READABLE_VALUES, focus + QPointF(self._ahead(focus), 0.0)
        return content, READABLE_WORDS if self.beginnings.editable else SMALLEST, focus

    def _ahead(self, focus: QPointF) -> float:
        """How far the view runs on in the direction in which the step has left it, so that it moves more rarely."""
        seen = self.visible_rect
        beyond = (focus.x() > seen.right()) - (focus.x() < seen.left())
        return beyond * _AHEAD * seen.width()
