"""A function of one number with its tangent at a point. Fed with plain arrays and the engine's slope."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.framed_plot import Array, Axes, FramedPlot, draw_dots, padded
from playground.ui.touch_painting import Touch, near, paint_curve, paint_touch

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
        paint_curve(painter, axes.place(*self._curve), self.theme)
        draw_dots(painter, axes.place(*self._path), QColor(self.theme.backward), QColor(self.theme.panel), 5.0)
        if self._touch is not None:
            x, y, slope = self._touch
            left, right = axes.extent[0], axes.extent[1]
            tangent = QLineF(*(_point(axes, end, y + slope * (end - x)) for end in (left, right)))
            paint_touch(painter, Touch(tangent, axes.point(x, y)), self.theme)


def _point(axes: Axes, x: float, y: float) -> QPointF:
    """A point of the widget, kept near enough for painting."""
    return axes.point(x, near(y, *axes.extent[2:]))
