"""A curve touched by its tangent, in one look wherever it is drawn: values and slopes each in their colour.

It is given places on the screen; axes, names and numbers are the business of whoever draws around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from playground.ui.palette import Theme

_FAR = 50.0  # times the height of the area: beyond it Qt's painting loses what is inside


@dataclass(frozen=True)
class Touch:
    """The tangent from side to side, and the point where it touches."""

    tangent: QLineF
    point: QPointF


def near(value: float, bottom: float, top: float) -> float:
    """A value kept near enough to a range for painting."""
    far = _FAR * (top - bottom)
    return min(max(value, bottom - far), top + far)


def paint_curve(painter: QPainter, line: QPolygonF, theme: Theme) -> None:
    """The curve itself."""
    painter.setPen(QPen(QColor(theme.forward), 2.0))
    painter.drawPolyline(line)


def paint_touch(painter: QPainter, touch: Touch, theme: Theme) -> None:
    """The tangent dashed, the point with a ring around it."""
    painter.setPen(QPen(QColor(theme.backward), 1.7, Qt.PenStyle.DashLine))
    painter.drawLine(touch.tangent)
    painter.setPen(QPen(QColor(theme.panel), 1.5))
    painter.setBrush(QColor(theme.backward))
    painter.drawEllipse(touch.point, 5.0, 5.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
