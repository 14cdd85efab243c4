"""Paints a watch: its expression, its value, and how it went as a small curve."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.watches import Seen
from playground.ui.fonts import ui_font
from playground.ui.palette import Theme
from playground.ui.row_delegate import RowDelegate

SEEN = Qt.ItemDataRole.UserRole
_HEIGHT, _CURVE, _VALUE, _GAP = 34, 92, 84, 8
_DOT = 3.0  # the radius of a point that stands out


class WatchDelegate(RowDelegate):
    """One line for each watch."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(QSize(200, _HEIGHT), theme, parent)
        self.numbers = AS_USUAL
        self.marked: int | None = None  # the update whose point stands out on the curve of the current line

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Expression at the left, value, curve at the right."""
        seen, theme = index.data(SEEN), self.theme
        assert isinstance(seen, Seen)
        rect: QRect = option.rect.adjusted(_GAP, 0, -_GAP, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.chip))
        painter.setFont(ui_font(13))
        painter.setPen(QColor(theme.ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        words = rect.adjusted(0, 0, -(_CURVE + _VALUE + 2 * _GAP), 0)
        text = painter.fontMetrics().elidedText(seen.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QColor(theme.ink if seen.value is not None else theme.muted))
        value = QRect(words.right() + _GAP, rect.top(), _VALUE, rect.height())
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignRight, shown_value(seen, self.numbers))
        view = self.parent()
        here = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        self._paint_curve(painter, curve_rect(option.rect), seen, self.marked if here else None)

    def _paint_curve(self, painter: QPainter, rect: QRectF, seen: Seen, marked: int | None) -> None:
        points = finite_points(seen)
        if len(points) < 2:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.forward), 1.0))
        places = curve(points, rect)
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QColor(self.theme.lit))
        for (updates, _value), place in zip(points, places, strict=True):
            if updates == marked:
                painter.drawEllipse(place, _DOT, _DOT)
        painter.restore()


def shown_value(seen: Seen, numbers: NumberStyle) -> str:
    """The number, `?` while it is not computed, `—` where it cannot be."""
    if seen.problem:
        return "—"
    return numbers.write(seen.value)


def told(seen: Seen) -> str:
    """What the curve shows, in a sentence: how many values, of which updates, whether all of them."""
    if len(seen.history) < 2:
        return ""
    first, last = seen.history[0][0], seen.history[-1][0]
    thinned = "; of earlier ones some were left out" if seen.thinned else ""
    read = "each stepped through, and about 30 a second of a run"
    return f"{len(seen.history)} values of the updates {first} to {last}, {read}{thinned}"


def finite_points(seen: Seen) -> list[tuple[int, float]]:
    """The values that can be drawn, each with its updates."""
    return [(updates, value) for updates, value in seen.history if isfinite(value)]


def curve_rect(line: QRect) -> QRectF:
    """Where the curve is on a line of the list."""
    return QRectF(line.right() - _GAP - _CURVE, line.top() + 7, _CURVE, line.height() - 14)


def value_rect(line: QRect) -> QRectF:
    """Where the number is on a line of the list."""
    return QRectF(line.right() - 2 * _GAP - _CURVE - _VALUE, line.top(), _VALUE, line.height())


def nearest(seen: Seen, line: QRect, across: float) -> tuple[int, float] | None:
    """The point of the curve, (updates, value), at a place of the line; None without a curve."""
    points = finite_points(seen)
    if len(points) < 2:
        return None
    places = curve(points, curve_rect(line))
    return min(zip(points, places, strict=True), key=lambda pair: abs(pair[1].x() - across))[0]


def curve(points: list[tuple[int, float]], rect: QRectF) -> list[QPointF]:
    """The points fitted into a rectangle; a constant lies in its middle."""
    first, last = points[0][0], points[-1][0]
    values = [value for _updates, value in points]
    least, most = min(values), max(values)
    height, span = most - least, max(last - first, 1)
    return [
        QPointF(
            rect.left() + rect.width() * (updates - first) / span,
            rect.bottom() - rect.height() * ((value - least) / height if height else 0.5),
        )
        for updates, value in points
    ]
