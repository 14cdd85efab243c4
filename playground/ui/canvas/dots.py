"""The grid of dots behind the blocks: never denser on the screen than calm allows, whatever the zoom."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from playground.ui.canvas.card_layout import GRID
from playground.ui.palette import Theme
from playground.ui.theme import mixed

_NEAREST = 20.0  # pixels between dots on the screen, at least


def paint_dots(painter: QPainter, rect: QRectF, zoom: float, theme: Theme) -> None:
    """Dots at multiples of the grid inside `rect` (scene coordinates)."""
    pitch = GRID
    while pitch * zoom < _NEAREST:
        pitch *= 2
    columns = np.arange(np.floor(rect.left() / pitch), np.ceil(rect.right() / pitch) + 1) * pitch
    rows = np.arange(np.floor(rect.top() / pitch), np.ceil(rect.bottom() / pitch) + 1) * pitch
    pen = QPen(mixed(theme.grid, theme.muted, 0.12), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([QPointF(x, y) for x in columns.tolist() for y in rows.tolist()]))
