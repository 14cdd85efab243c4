"""The loss over two learned numbers as bands between contours, with the path of descent on top. Fed with arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.framed_plot import Array, Axes, Extent, FramedPlot, draw_dots
from playground.ui.theme import mixed

BANDS = 14
PIXELS = 280  # along each side of the picture
_STRONGEST = 0.62  # how much of the colour the highest band has
_MOST_DOTS = 300


class DescentMap(FramedPlot):
    """Low is light, high is dark; the path begins at a ring and ends at a dot."""

    empty = "The surface appears when one or two numbers learn."

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__("Loss surface", theme, parent)
        self._values: Array = np.empty((0, 0))
        self._image: QImage | None = None
        self._path: Array = np.empty((0, 2))
        self.header.set_title_visible(False)

    def set_surface(self, values: ArrayLike, extent: Extent) -> None:
        """Show (rows, columns), the first row the lowest, over left, right, bottom, top."""
        self._values = np.array(values, dtype=np.float64)
        self._image = surface_image(self._values, self.theme)
        self.show_extent(extent)
        self._area.refresh()

    def set_path(self, points: ArrayLike) -> None:
        """Where descent has been: (points, 2), in order."""
        self._path = np.array(points, dtype=np.float64).reshape(-1, 2)
        self._area.refresh()

    def clear(self) -> None:
        """Back to the empty state."""
        self._image, self._path = None, np.empty((0, 2))
        self.show_extent(None)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        if self._image is not None:
            self._image = surface_image(self._values, theme)
        super().set_theme(theme)

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """The bands."""
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(axes.area, self._image)

    def paint_top(self, painter: QPainter, axes: Axes) -> None:
        """The path."""
        finite = self._path[np.isfinite(self._path).all(axis=1)]
        if not len(finite):
            return
        painter.setClipRect(axes.area)
        places = axes.place(finite[:, 0], finite[:, 1])
        backward, panel, ink = (QColor(name) for name in (self.theme.backward, self.theme.panel, self.theme.ink))
        painter.setPen(QPen(backward, 1.4))
        painter.drawPolyline(places)
        if len(finite) <= _MOST_DOTS:
            draw_dots(painter, places, backward, panel, 4.0)
        draw_dots(painter, QPolygonF([places.first()]), panel, ink, 6.0)
        draw_dots(painter, QPolygonF([places.last()]), backward, ink, 9.0)


def surface_image(values: Array, theme: Theme) -> QImage:
    """Bands of colour; their edges are contours, as far apart as those of a parabola where the surface is one."""
    colors = [mixed(theme.canvas, theme.forward, _STRONGEST * band / (BANDS - 1)) for band in range(BANDS)]
    table = np.array([(color.red(), color.green(), color.blue(), 255) for color in colors], dtype=np.uint8)
    pixels = np.ascontiguousarray(table[bands(finer(values, PIXELS))][::-1])
    return QImage(pixels.data, PIXELS, PIXELS, 4 * PIXELS, QImage.Format.Format_RGBA8888).copy()


def bands(values: Array) -> NDArray[np.intp]:
    """The number of each value's band, 0 the lowest; what is not finite is in the highest."""
    finite = np.where(np.isfinite(values), values, np.nan)
    if np.isnan(finite).all():
        return np.full(values.shape, BANDS - 1)
    low, high = np.nanmin(finite), np.nanmax(finite)
    share = np.sqrt((finite - low) / (high - low)) if high > low else np.zeros(values.shape)
    return np.where(np.isnan(share), BANDS - 1, np.minimum(np.nan_to_num(share) * BANDS, BANDS - 1)).astype(np.intp)


def finer(values: Array, count: int) -> Array:
    """The same surface on more points, linear in between."""
    rows, columns = (np.linspace(0, size - 1, count) for size in values.shape)
    across = np.array([np.interp(columns, np.arange(values.shape[1]), row) for row in values])
    return np.array([np.interp(rows, np.arange(values.shape[0]), column) for column in across.T]).T
