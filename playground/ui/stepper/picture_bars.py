"""Bars of a picture: parts up or down from zero, each with its name and number while there is room, then their sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.pictures import Bars
from playground.ui.fonts import math_font, mono_font, ui_font
from playground.ui.palette import Theme
from playground.ui.stepper.term_row import label_text

_WIDEST, _NAMED_FROM, _AIR = 46.0, 30.0, 18.0
_NAME_LINE, _NUMBER_LINE = 20.0, 15.0


@dataclass(frozen=True, eq=False)
class PlacedBars:
    """Bars in a room: `pitch` pixels from one to the next, the sum to their right."""

    bars: Bars
    room: QRectF

    @property
    def pitch(self) -> float:
        """From one bar to the next."""
        return min(_WIDEST, (self.room.width() - self._total_room) / max(len(self.bars.bars), 1))

    @property
    def named(self) -> bool:
        """Whether names and numbers can stand with the bars."""
        return self.pitch >= _NAMED_FROM

    @property
    def total_bar(self) -> QRectF | None:
        """The sum's bar."""
        if self.bars.total is None:
            return None
        left = self.room.left() + self.pitch * len(self.bars.bars) + _AIR
        return self._standing(self.bars.total, left, _WIDEST)

    @property
    def zero(self) -> float:
        """The height of the line that bars stand on."""
        values = self._values
        high, low = max(values.max(initial=0.0), 0.0), max(-values.min(initial=0.0), 0.0)
        return self.room.top() + _NUMBER_LINE + self._length * (high / (high + low) if high + low else 1.0)

    def bar(self, place: int) -> QRectF:
        """One bar."""
        return self._standing(self.bars.bars[place].value, self.room.left() + self.pitch * place, self.pitch)

    def place_at(self, point: QPointF) -> int | None:
        """The bar in whose column a point is."""
        place = int((point.x() - self.room.left()) // self.pitch)
        return place if 0 <= place < len(self.bars.bars) and self.room.contains(point) else None

    def _standing(self, value: float, left: float, pitch: float) -> QRectF:
        values = self._values
        reach = max(values.max(initial=0.0), 0.0) + max(-values.min(initial=0.0), 0.0) or 1.0
        long = self._length * (value if np.isfinite(value) else 0.0) / reach
        air = min(4.0, pitch / 6)
        return QRectF(QPointF(left + air, self.zero - long), QPointF(left + pitch - air, self.zero)).normalized()

    @property
    def _length(self) -> float:
        return max(self.room.height() - _NAME_LINE - 2 * _NUMBER_LINE, 10.0)

    @property
    def _total_room(self) -> float:
        return 0.0 if self.bars.total is None else _AIR + _WIDEST

    @property
    def _values(self) -> np.ndarray:
        values = np.array([*(bar.value for bar in self.bars.bars), self.bars.total or 0.0])
        return values[np.isfinite(values)]


def paint_bars(painter: QPainter, placed: PlacedBars, theme: Theme, numbers: NumberStyle = AS_USUAL) -> None:
    """The bars, their names and numbers, and their sum."""
    painter.setPen(QPen(QColor(theme.line), 1.0))
    end = placed.total_bar.right() if placed.total_bar else placed.room.left() + placed.pitch * len(placed.bars.bars)
    painter.drawLine(QLineF(placed.room.left(), placed.zero, end, placed.zero))
    for place, bar in enumerate(placed.bars.bars):
        rect = placed.bar(place)
        _paint_bar(painter, rect, bar.value, theme)
        if placed.named:
            _paint_number(painter, rect, (bar.value, numbers.fitted(bar.value, 3, 6)), theme)
            _paint_name(painter, placed, (rect, bar.label), theme)
    if placed.bars.lit is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.lit), 2.0))
        painter.drawRoundedRect(placed.bar(placed.bars.lit).adjusted(-2, -2, 2, 2), 3.0, 3.0)
    total = placed.total_bar
    if total is not None and placed.bars.total is not None:
        _paint_bar(painter, total, placed.bars.total, theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.ink), 1.5))
        painter.drawRoundedRect(total, 2.0, 2.0)
        _paint_number(painter, total, (placed.bars.total, numbers.fitted(placed.bars.total, 4, 7)), theme)
        _paint_name(painter, placed, (total, "sum"), theme)


def _paint_bar(painter: QPainter, rect: QRectF, value: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.positive if value >= 0 else theme.negative))
    painter.drawRoundedRect(rect, 2.0, 2.0)


def _paint_number(painter: QPainter, rect: QRectF, number: tuple[float, str], theme: Theme) -> None:
    """At the bar's end, away from zero."""
    value, text = number
    painter.setFont(mono_font(10))
    painter.setPen(QColor(theme.ink))
    top = rect.top() - _NUMBER_LINE if value >= 0 else rect.bottom()
    painter.drawText(QRectF(rect.center().x() - 40, top, 80, _NUMBER_LINE), Qt.AlignmentFlag.AlignCenter, text)


def _paint_name(painter: QPainter, placed: PlacedBars, named: tuple[QRectF, str], theme: Theme) -> None:
    """Below all bars; digits and words upright, symbols as mathematics."""
    rect, name = named
    plain = name.isascii()
    font, text = (ui_font(11), name) if plain else (math_font(13), label_text(name))
    painter.setFont(font)
    painter.setPen(QColor(theme.muted))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, placed.pitch + _AIR)
    line = QRectF(rect.center().x() - 45, placed.room.bottom() - _NAME_LINE, 90, _NAME_LINE)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
