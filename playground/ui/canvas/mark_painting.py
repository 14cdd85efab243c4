"""Paints the signs of how a block learns: two links of a chain for shared parameters, a lock for frozen ones."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from playground.ui.canvas.card_layout import MARK_SIZE
from playground.ui.canvas.faces import Mark
from playground.ui.palette import Theme

_LINE = 1.5


def paint_mark(painter: QPainter, square: QRectF, mark: Mark, theme: Theme) -> None:
    """The sign in a square, in the colour of parameters."""
    painter.save()
    painter.translate(square.topLeft())
    painter.scale(square.width() / MARK_SIZE, square.height() / MARK_SIZE)
    pen = QPen(QColor(theme.parameter), _LINE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark is Mark.SHARED:
        _paint_chain(painter)
    else:
        _paint_lock(painter)
    painter.restore()


def _paint_chain(painter: QPainter) -> None:
    """Two links, aslant, each within the other."""
    middle, radius = MARK_SIZE / 2, 2.6
    painter.translate(middle, middle)
    painter.rotate(-45.0)
    for left in (-7.2, -1.2):
        painter.drawRoundedRect(QRectF(left, -radius, 8.4, 2 * radius), radius, radius)


def _paint_lock(painter: QPainter) -> None:
    """A body with its shackle."""
    body = QRectF(1.5, 5.5, MARK_SIZE - 3.0, MARK_SIZE - 6.5)
    shackle = QPainterPath(QPointF(3.75, 5.5))
    shackle.lineTo(3.75, 4.0)
    shackle.arcTo(QRectF(3.75, 1.0, 5.5, 5.5), 180.0, -180.0)
    shackle.lineTo(9.25, 5.5)
    painter.drawPath(shackle)
    painter.setBrush(painter.pen().color())
    painter.drawRoundedRect(body, 1.5, 1.5)
