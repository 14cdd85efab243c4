"""The curve of a picture with the point on it and the tangent there, its numbers beside it. Fed with plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.pictures import Curve
from playground.ui.fonts import math_font, mono_font
from playground.ui.palette import Theme
from playground.ui.stepper.term_row import label_text
from playground.ui.touch_painting import Touch, near, paint_curve, paint_touch

_LEGEND, _LINE, _NAME = 150.0, 22.0, 62.0
_INSIDE_LINE, _INSIDE_WIDTH = 17.0, 112.0
_LEAST_WIDTH = 180.0
_AIR = 0.08


@dataclass(frozen=True, eq=False)
class PlacedCurve:
    """A curve in a room, at its left; the numbers stand to its right."""

    curve: Curve
    room: QRectF

    @property
    def area(self) -> QRectF:
        """Where the curve is drawn."""
        return self.room.adjusted(0, 0, -_LEGEND if self.beside else 0.0, 0)

    @property
    def beside(self) -> bool:
        """Whether the numbers have room beside the curve; else they stand in its lower right corner."""
        return self.room.width() >= _LEAST_WIDTH + _LEGEND

    def point(self, x: float, y: float) -> QPointF:
        """A point of the plane on the screen, kept near enough for painting."""
        left, right = float(self.curve.across[0]), float(self.curve.across[-1])
        bottom, top = self._range
        area, y = self.area, near(y, bottom, top)
        across = area.left() + (x - left) / (right - left) * area.width()
        return QPointF(across, area.bottom() - (y - bottom) / (top - bottom) * area.height())

    @property
    def line(self) -> QPolygonF:
        """The curve itself, without what is not finite."""
        pairs = zip(self.curve.across.tolist(), self.curve.up.tolist(), strict=True)
        return QPolygonF([self.point(x, y) for x, y in pairs if np.isfinite(y)])

    @property
    def tangent(self) -> QLineF:
        """From one side of the area to the other."""
        it = self.curve
        ends = (float(it.across[0]), float(it.across[-1]))
        start, end = (self.point(x, it.tangent_at(x)) for x in ends)
        return QLineF(start, end)

    @property
    def _range(self) -> tuple[float, float]:
        up = self.curve.up[np.isfinite(self.curve.up)]
        values = np.append(up, [value for value in (self.curve.y, 0.0) if np.isfinite(value)])
        low, high = float(values.min()), float(values.max())
        air = _AIR * (high - low) or 0.5
        return low - air, high + air


def paint_placed(painter: QPainter, placed: PlacedCurve, theme: Theme, numbers: NumberStyle = AS_USUAL) -> None:
    """Axes through zero, the curve, its tangent and the point; then what their numbers are."""
    area, it = placed.area, placed.curve
    painter.save()
    painter.setClipRect(area)
    zero = placed.point(0.0, 0.0)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawLine(QLineF(area.left(), zero.y(), area.right(), zero.y()))
    painter.drawLine(QLineF(zero.x(), area.top(), zero.x(), area.bottom()))
    paint_curve(painter, placed.line, theme)
    if np.isfinite([it.x, it.y]).all():
        _paint_touch(painter, placed, theme)
    painter.restore()
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawRect(area)
    _paint_legend(painter, placed, theme, numbers)


def _paint_touch(painter: QPainter, placed: PlacedCurve, theme: Theme) -> None:
    it, point = placed.curve, placed.point(placed.curve.x, placed.curve.y)
    painter.setPen(QPen(QColor(theme.muted), 1.0, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(point, placed.point(it.x, 0.0)))
    painter.drawLine(QLineF(point, placed.point(0.0, it.y)))
    paint_touch(painter, Touch(placed.tangent, point), theme)


def _paint_legend(painter: QPainter, placed: PlacedCurve, theme: Theme, numbers: NumberStyle) -> None:
    it, area = placed.curve, placed.area
    rows = ((it.below, it.x, "forward"), (it.above, it.y, "forward"), ("slope", it.slope, "backward"))
    pitch = _LINE if placed.beside else _INSIDE_LINE
    size, left, top = (15, area.right() + 14, area.top() + 16)
    if not placed.beside:
        size, left, top = (12, area.right() - _INSIDE_WIDTH, area.bottom() - 2 * pitch - 6)
    for place, (name, value, token) in enumerate(rows):
        line = top + place * pitch
        painter.setPen(QColor(getattr(theme, token)))
        painter.setFont(math_font(size))
        painter.drawText(QPointF(left, line), name if name == "slope" else label_text(name))
        painter.setPen(QColor(theme.ink))
        painter.setFont(mono_font(size - 3))
        painter.drawText(QPointF(left + (_NAME if placed.beside else 0.66 * _NAME), line), f"= {numbers.write(value)}")
