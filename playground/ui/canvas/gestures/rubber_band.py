"""Selects by drawing a rectangle; it changes the selection only, never the diagram."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.gesture import Outcome
from playground.ui.canvas.selection import Selection

BAND_LEVEL = 9.0


class RubberBand:
    """Everything the rectangle touches is selected, on top of `kept`."""

    def __init__(self, scene: DiagramScene, selection: Selection, kept: frozenset[str], point: QPointF) -> None:
        self._scene, self._selection, self._kept, self._from = scene, selection, kept, point
        self._before = selection.nodes
        self._band: QGraphicsRectItem | None = None

    def move(self, point: QPointF) -> str:
        """Draw the rectangle and mark what it touches."""
        rect = QRectF(self._from, point).normalized()
        band = self._band or self._make_band()
        band.setRect(rect)
        self._selection.show(self._touched(rect))
        return ""

    def finish(self, point: QPointF) -> Outcome:
        """Announce the selection."""
        touched = self._touched(QRectF(self._from, point).normalized())
        self._remove_band()
        self._selection.show(self._before)
        self._selection.set(touched)
        return None

    def cancel(self) -> None:
        """Select what was selected before."""
        self._remove_band()
        self._selection.show(self._before)

    def _touched(self, rect: QRectF) -> frozenset[str]:
        return self._kept | {id for id, block in self._scene.blocks.items() if block.card.intersects(rect)}

    def _make_band(self) -> QGraphicsRectItem:
        theme = self._scene.look.theme
        fill = QColor(theme.forward)
        fill.setAlpha(28)
        pen = QPen(QColor(theme.forward), 1.0, Qt.PenStyle.SolidLine)
        pen.setCosmetic(True)
        self._band = self._scene.addRect(QRectF(), pen, fill)
        self._band.setZValue(BAND_LEVEL)
        return self._band

    def _remove_band(self) -> None:
        if self._band is not None:
            self._scene.removeItem(self._band)
            self._band = None
