"""What the network says all over the plane of two features, with the samples on top. Fed with plain arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QCheckBox, QWidget

from playground.ui.class_colors import class_color
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.framed_plot import Array, Axes, Extent, FramedPlot, draw_dots, padded
from playground.ui.plots.map_image import map_image

TRAIN_SIZE, VALIDATION_SIZE = 6.0, 8.0


class DecisionMap(FramedPlot):
    """Regions by colour, training samples small, validation samples larger with a ring in the colour of ink."""

    empty = "The map appears with data of two features."

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__("Decision map", theme, parent)
        self._values: Array | None = None
        self._image: QImage | None = None
        self._xy: Array = np.empty((0, 2))
        self._classes: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._validation: NDArray[np.bool_] = np.empty(0, dtype=np.bool_)
        self._show_validation = QCheckBox("show validation")
        self._show_validation.setChecked(True)
        self._show_validation.toggled.connect(self._change_validation)
        self.header.add(self._show_validation)

    def set_map(self, values: Array, extent: Extent) -> None:
        """Show (rows, columns) of −1 … 1, or (rows, columns, classes) of probabilities, over left, right, bottom, top.

        The first row is the lowest. Values are copied.
        """
        self._values = np.array(values, dtype=np.float64)
        self._image = map_image(self._values, self.theme)
        self.show_extent(extent)

    def set_points(self, xy: ArrayLike, classes: ArrayLike, validation: ArrayLike | None = None) -> None:
        """Show samples: (samples, 2), class numbers, and which of them are for validation."""
        self._xy = np.array(xy, dtype=np.float64).reshape(-1, 2)
        self._classes = np.array(classes, dtype=np.intp).reshape(-1)
        none = np.zeros(len(self._xy), dtype=np.bool_)
        self._validation = none if validation is None else np.array(validation, dtype=np.bool_).reshape(-1)
        if self._values is None:
            self.show_extent(padded(self._xy[:, 0], self._xy[:, 1]) if len(self._xy) else None)
        self._area.refresh(points=True)
        self.setAccessibleDescription(f"{len(self._xy)} samples, {int(self._validation.sum())} for validation")

    def clear(self) -> None:
        """Back to the empty state."""
        self._values = self._image = None
        self.set_points(np.empty((0, 2)), [])
        self.show_extent(None)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        if self._values is not None:
            self._image = map_image(self._values, theme)
        super().set_theme(theme)

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """The regions."""
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(axes.area, self._image)

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """The samples, class by class, those for validation on top."""
        classes = int(self._classes.max(initial=1)) + 1
        if self._values is not None and self._values.ndim == 3:
            classes = self._values.shape[2]
        panel, ink = QColor(self.theme.panel), QColor(self.theme.ink)
        for validation, ring, size in ((False, panel, TRAIN_SIZE), (True, ink, VALIDATION_SIZE)):
            if validation and not self._show_validation.isChecked():
                continue
            for index in range(classes):
                chosen = (self._classes == index) & (self._validation == validation)
                dots = axes.place(self._xy[chosen, 0], self._xy[chosen, 1])
                draw_dots(painter, dots, self._dot_color(index, classes), ring, size)

    def _dot_color(self, index: int, classes: int) -> QColor:
        """A little stronger than the region it should lie in."""
        color = class_color(index, classes, self.theme)
        return color.lighter(135) if self.theme.dark else color

    def _change_validation(self, _on: bool) -> None:
        self._area.refresh(points=True)
