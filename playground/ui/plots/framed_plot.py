"""A plot painted by ourselves: header, empty state, a frame with round numbers along it, and layers painted once.

What is inside the frame is for the kinds of plot built on it; pyqtgraph is not needed here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from playground.session.numbers import format_number
from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.plot_header import PlotHeader
from playground.ui.plots.ticks import linear_ticks

Array = NDArray[np.float64]
Extent = tuple[float, float, float, float]  # left, right, bottom, top in units of the data

_LEFT, _TOP, _RIGHT, _BOTTOM = 52.0, 12.0, 16.0, 44.0
_UNIT: Extent = (0.0, 1.0, 0.0, 1.0)


@dataclass(frozen=True)
class Axes:
    """Which part of the data is shown in which rectangle of the widget."""

    area: QRectF
    extent: Extent

    def place(self, x: Array, y: Array) -> QPolygonF:
        """Points of the data as points of the widget."""
        return QPolygonF([self.point(*pair) for pair in zip(x.tolist(), y.tolist(), strict=True)])

    def point(self, x: float, y: float) -> QPointF:
        """One point of the data as a point of the widget."""
        left, right, bottom, top = self.extent
        across = self.area.left() + (x - left) * (self.area.width() / (right - left))
        return QPointF(across, self.area.bottom() - (y - bottom) * (self.area.height() / (top - bottom)))

    def value_at(self, point: QPointF) -> tuple[float, float] | None:
        """The data's x and y at a point of the widget, if it is inside the frame."""
        if not self.area.contains(point):
            return None
        left, right, bottom, top = self.extent
        x = left + (point.x() - self.area.left()) / self.area.width() * (right - left)
        return x, bottom + (self.area.bottom() - point.y()) / self.area.height() * (top - bottom)


def padded(x: Array, y: Array, air: float = 0.06) -> Extent:
    """The extent that shows all finite points with some air; the unit square if there are none."""
    finite = np.isfinite(x) & np.isfinite(y)
    if not finite.any():
        return _UNIT
    spans = [(float(values[finite].min()), float(values[finite].max())) for values in (x, y)]
    (left, right), (bottom, top) = ((low - _air(low, high, air), high + _air(low, high, air)) for low, high in spans)
    return left, right, bottom, top


def _air(low: float, high: float, share: float) -> float:
    return share * (high - low) or 0.5


class PlotArea(QWidget):
    """The painted part below the header; its owner paints the content."""

    def __init__(self, owner: FramedPlot) -> None:
        super().__init__(owner)
        self._owner = owner
        self._points: QPixmap | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def refresh(self, points: bool = False) -> None:
        """Paint again; `points` also paints the cached layer of points again."""
        if points:
            self._points = None
        self.update()

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(320, 280)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The layer of points has another size."""
        self._points = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the place under the mouse."""
        axes = self._owner.axes
        self._owner.read(axes.value_at(event.position()) if axes else None)

    def leaveEvent(self, event: QEvent) -> None:
        """No reading without a mouse."""
        self._owner.read(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Content, points from the cache, frame; or the empty state."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            axes = self._owner.axes
            if axes is None:
                painter.setPen(QColor(self._owner.theme.muted))
                painter.setFont(ui_font())
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._owner.empty)
            else:
                self._owner.paint_ground(painter, axes)
                painter.drawPixmap(0, 0, self._point_layer(axes))
                self._owner.paint_top(painter, axes)

    def _point_layer(self, axes: Axes) -> QPixmap:
        if self._points is None:
            ratio = self.devicePixelRatioF()
            self._points = QPixmap(self.size() * ratio)
            self._points.setDevicePixelRatio(ratio)
            self._points.fill(Qt.GlobalColor.transparent)
            with QPainter(self._points) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_frame(painter, axes, self._owner.names, self._owner.theme)
                painter.setClipRect(axes.area)
                self._owner.paint_points(painter, axes)
        return self._points


class FramedPlot(QWidget):
    """Header and area; kinds of plot override what is painted."""

    empty = ""

    def __init__(self, title: str, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._extent: Extent | None = None
        self._names = ("", "")
        self._header = PlotHeader(title)
        self._header.set_theme(theme)
        self._area = PlotArea(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._area, 1)
        self.setAccessibleName(title)

    @property
    def header(self) -> PlotHeader:
        """The title line; hide its title where a dock shows one."""
        return self._header

    @property
    def theme(self) -> Theme:
        """The theme it is painted in."""
        return self._theme

    @property
    def names(self) -> tuple[str, str]:
        """What stands below and beside the frame."""
        return self._names

    @property
    def axes(self) -> Axes | None:
        """What is shown where; None in the empty state."""
        if self._extent is None:
            return None
        room = QRectF(self._area.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        return Axes(room, self._extent) if room.isValid() else None

    def set_names(self, across: str, up: str) -> None:
        """Name the axes, usually after the features."""
        self._names = (across, up)
        self._area.refresh(points=True)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        self._header.set_theme(theme)
        self._area.refresh(points=True)

    def show_extent(self, extent: Extent | None) -> None:
        """Show this part of the data; None brings the empty state back."""
        moved = extent != self._extent
        self._extent = extent
        self._area.refresh(points=moved)

    def read(self, place: tuple[float, float] | None) -> None:
        """Show the place of the mouse in the header."""
        names = [name or plain for name, plain in zip(self._names, "xy", strict=True)]
        pairs = zip(names, place or (), strict=False)
        self._header.set_reading("   ".join(f"{name} {format_number(value, 3)}" for name, value in pairs))

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """Paint what changes with every update, below the points."""

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """Paint the points; kept until points, size or theme change."""

    def paint_top(self, painter: QPainter, axes: Axes) -> None:
        """Paint what changes with every update, above the points."""


def paint_frame(painter: QPainter, axes: Axes, names: tuple[str, str], theme: Theme) -> None:
    """The numbers along the left and the bottom, thin lines at them outside the area, and the names of the axes."""
    left, right, bottom, top = axes.extent
    area = axes.area
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawRect(area)
    painter.setFont(ui_font(11))
    painter.setPen(QColor(theme.muted))
    for value, label in linear_ticks(left, right, max(2, int(area.width() / 72))):
        x = axes.point(value, bottom).x()
        painter.drawLine(QLineF(x, area.bottom(), x, area.bottom() + 4))
        painter.drawText(QRectF(x - 40, area.bottom() + 6, 80, 14), Qt.AlignmentFlag.AlignCenter, label)
    for value, label in linear_ticks(bottom, top, max(2, int(area.height() / 48))):
        y = axes.point(left, value).y()
        painter.drawLine(QLineF(area.left() - 4, y, area.left(), y))
        _draw_right_aligned(painter, QPointF(area.left() - 8, y), label)
    _paint_names(painter, area, names)


def _draw_right_aligned(painter: QPainter, end: QPointF, text: str) -> None:
    alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(0, end.y() - 8, end.x(), 16), alignment, text)


def _paint_names(painter: QPainter, area: QRectF, names: tuple[str, str]) -> None:
    across, up = names
    painter.drawText(QRectF(area.left(), area.bottom() + 22, area.width(), 18), Qt.AlignmentFlag.AlignCenter, across)
    painter.save()
    painter.translate(2, area.bottom())
    painter.rotate(-90)
    painter.drawText(QRectF(0, 0, area.height(), 16), Qt.AlignmentFlag.AlignCenter, up)
    painter.restore()


def draw_dots(painter: QPainter, dots: QPolygonF, fill: QColor, ring: QColor, size: float) -> None:
    """Round points of one colour with a ring around them, all in two calls."""
    for color, width in ((ring, size + 2.5), (fill, size)):
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(dots)
