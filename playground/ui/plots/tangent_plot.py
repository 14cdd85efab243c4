"""A function of one number with its tangent at a point. Fed with plain arrays and the engine's slope."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.framed_plot import Array, Axes, FramedPlot, draw_dots, padded

_AIR = 0.1


class TangentPlot(FramedPlot):
    """The curve in the colour of values, the tangent dashed in that of gradients; points of descent."""

    empty = "There is nothing to draw yet."

    def __init__(self, title: str = "Function", theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(title, theme, parent)
        self._curve: tuple[Array, Array] = (np.empty(0), np.empty(0))
        self._path: tuple[Array, Array] = (np.empty(0), np.empty(0))
        self._touch: tuple[float, float, float] | None = None  # x, y, slope
        self.header.hide()

    def set_curve(self, across: ArrayLike, up: ArrayLike) -> None:
        """Show a function through these points; what is not finite is left out."""
        x, y = (np.array(values, dtype=np.float64).reshape(-1) for values in (across, up))
        finite = np.isfinite(x) & np.isfinite(y)
        self._curve = x[finite], y[finite]
        self.show_extent(padded(*self._curve, _AIR) if finite.any() else None)
        self._area.refresh()

    def set_tangent(self, x: float, y: float, slope: float) -> None:
        """Touch the curve at a point."""
        self._touch = (x, y, slope) if np.isfinite([x, y, slope]).all() else None
        self._area.refresh()

    def set_path(self, across: ArrayLike, up: ArrayLike) -> None:
        """Where descent has been, in order."""
        self._path = np.array(across, dtype=np.float64).reshape(-1), np.array(up, dtype=np.float64).reshape(-1)
        self._area.refresh()

    def clear(self) -> None:
        """Back to the empty state."""
        self._touch = None
        self.set_path([], [])
        self.set_curve([], [])

    def paint_top(self, painter: QPainter, axes: Axes) -> None:
        """Curve, tangent, path, point."""
        painter.setClipRect(axes.area)
        painter.setPen(QPen(QColor(self.theme.forward), 2.0))
        painter.drawPolyline(axes.place(*self._curve))
        backward, panel = QColor(self.theme.backward), QColor(self.theme.panel)
        draw_dots(painter, axes.place(*self._path), backward, panel, 5.0)
        if self._touch is not None:
            x, y, slope = self._touch
            left, right = axes.extent[0], axes.extent[1]
            painter.setPen(QPen(backward, 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(_point(axes, left, y + slope * (left - x)), _point(axes, right, y + slope * (right - x)))
            draw_dots(painter, QPolygonF([axes.point(x, y)]), backward, panel, 8.0)


def _point(axes: Axes, x: float, y: float) -> QPointF:
    """A point of the widget, kept near enough for painting."""
    bottom, top = axes.extent[2:]
    far = 50.0 * (top - bottom)
    return axes.point(x, min(max(y, bottom - far), top + far))
