"""The ring around a painted view that the keyboard is in; other widgets have theirs from the style sheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from playground.ui.palette import Theme

_INSIDE, _RADIUS = 0.5, 6.0


def paint_focus_ring(painter: QPainter, view: QWidget, theme: Theme) -> None:
    """Paint the ring if the view has the keyboard."""
    if view.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.forward), 1.0))
        ring = QRectF(view.rect()).adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
        painter.drawRoundedRect(ring, _RADIUS, _RADIUS)
