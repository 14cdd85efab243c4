"""What the colours of the step view mean: directions of the arrows and signs of the values."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from playground.engine.quantities import Role
from playground.ui.cells import heat_image
from playground.ui.fonts import ui_font
from playground.ui.kept_picture import paint_kept
from playground.ui.palette import LIGHT, Theme
from playground.ui.theme import color_of

WIDTH, HEIGHT = 384, 32


class Legend(QWidget):
    """One line in a corner of the canvas, shown while blocks show values."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(
            "Blue arrows: values forward. Orange arrows: gradients back. Purple negative, green positive."
        )

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A copy of what was painted once."""
        with QPainter(self) as painter:
            paint_kept(painter, QPointF(0, 0), _Words(self._theme))


class _Words(NamedTuple):
    """All of it."""

    theme: Theme

    def bounds(self) -> QRectF:
        """The whole line."""
        return QRectF(0, 0, WIDTH, HEIGHT)

    def paint(self, painter: QPainter) -> None:
        """Arrows with words, and the scale of signs."""
        theme = self.theme
        painter.setBrush(QColor(theme.panel))
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.drawRoundedRect(self.bounds().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(ui_font(12))
        self._arrow(painter, 10.0, Role.FORWARD)
        self._words(painter, 34.0, "values forward")
        self._arrow(painter, 132.0, Role.BACKWARD)
        self._words(painter, 156.0, "gradients back")
        self._words(painter, 258.0, "−")
        painter.drawImage(QRectF(270.0, 10.0, 88.0, 12.0), heat_image(np.linspace(-1, 1, 45)[None, :], theme))
        self._words(painter, 363.0, "+")

    def _words(self, painter: QPainter, left: float, text: str) -> None:
        painter.setPen(QColor(self.theme.ink))
        painter.drawText(QPointF(left, 20.5), text)

    def _arrow(self, painter: QPainter, left: float, role: Role) -> None:
        color = color_of(role, self.theme)
        tip, tail = (left, left + 18.0) if role is Role.BACKWARD else (left + 18.0, left)
        inner = tip + (8.0 if role is Role.BACKWARD else -8.0)
        painter.setPen(QPen(color, 2.0))
        painter.drawLine(QLineF(tail, 16.0, inner, 16.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([QPointF(tip, 16.0), QPointF(inner, 11.5), QPointF(inner, 20.5)]))
