"""A regression of one feature: the samples as points and what the network says as a line. Fed with plain arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.framed_plot import Array, Axes, FramedPlot, draw_dots, padded


class CurveFit(FramedPlot):
    """Points of training small, of validation larger with a ring; the fit as a line."""

    empty = "The fit appears with data of one feature."

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__("Fit", theme, parent)
        self._x: Array = np.empty(0)
        self._y: Array = np.empty(0)
        self._validation: NDArray[np.bool_] = np.empty(0, dtype=np.bool_)
        self._line: tuple[Array, Array] = (np.empty(0), np.empty(0))

    def set_points(self, x: ArrayLike, y: ArrayLike, validation: ArrayLike | None = None) -> None:
        """Show samples: x and y of equal length, and which of them are for validation; none is the empty state."""
        self._x, self._y = (np.array(values, dtype=np.float64).reshape(-1) for values in (x, y))
        none = np.zeros(self._x.size, dtype=np.bool_)
        self._validation = none if validation is None else np.array(validation, dtype=np.bool_).reshape(-1)
        self._line = (np.empty(0), np.empty(0))
        self.show_extent(padded(self._x, self._y, 0.1) if self._x.size else None)
        self._area.refresh(points=True)
        self.setAccessibleDescription(f"{self._x.size} samples, {int(self._validation.sum())} for validation")

    def set_curve(self, x: ArrayLike, y: ArrayLike) -> None:
        """Show the fit as a line through these points, x ascending; what is not finite is left out."""
        across, up = (np.array(values, dtype=np.float64).reshape(-1) for values in (x, y))
        finite = np.isfinite(across) & np.isfinite(up)
        self._line = (across[finite], up[finite])
        self._area.refresh()

    def clear(self) -> None:
        """Back to the empty state."""
        self.set_points([], [])

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """The samples."""
        panel, ink, fill = (QColor(name) for name in (self.theme.panel, self.theme.ink, self.theme.muted))
        for validation, ring, size in ((False, panel, 6.0), (True, ink, 7.0)):
            chosen = self._validation == validation
            draw_dots(painter, axes.place(self._x[chosen], self._y[chosen]), fill, ring, size)

    def paint_top(self, painter: QPainter, axes: Axes) -> None:
        """The fit."""
        painter.setClipRect(axes.area)
        painter.setPen(QPen(QColor(self.theme.forward), 2.0))
        painter.drawPolyline(axes.place(*self._line))
