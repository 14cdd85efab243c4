"""Samples that are small pictures, shown as pictures: columns named r1c1 … r8c8 are the pixels of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.data.dataset import Dataset
from playground.ui.fonts import ui_font
from playground.ui.palette import LIGHT, Theme
from playground.ui.theme import mixed

_PIXEL = re.compile(r"r([1-9][0-9]{0,2})c([1-9][0-9]{0,2})")
SIDE = 44
_GAP, _NAME = 6, 14


def picture_shape(names: Sequence[str]) -> tuple[int, int] | None:
    """(rows, columns) if the names are those of all pixels in reading order, else None."""
    places = [(int(match[1]), int(match[2])) for name in names if (match := _PIXEL.fullmatch(name))]
    if len(places) != len(names) or len(names) < 4:
        return None
    rows, columns = places[-1]
    expected = [(row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)]
    return (rows, columns) if places == expected else None


class PicturesPreview(QWidget):
    """As many of the first samples as there is room for, each with its class below."""

    number_clicked = Signal(object)  # (row, 0) of the sample whose picture was clicked

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._dataset: Dataset | None = None
        self.setAccessibleName("First samples as pictures")
        self.setToolTip("In Step a click walks this sample")

    def show_data(self, dataset: Dataset) -> None:
        """Show a dataset for which `picture_shape` knows one."""
        self._dataset = dataset
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(280, 220)

    @property
    def _grid(self) -> tuple[int, int]:
        """How many pictures there is room for, (rows, columns)."""
        across = max(1, (self.width() + _GAP) // (SIDE + _GAP))
        return max(1, (self.height() + _GAP) // (SIDE + _NAME + _GAP)), across

    def row_at(self, point: QPoint) -> int | None:
        """The sample whose picture is there."""
        (down, across), samples = self._grid, 0 if self._dataset is None else self._dataset.samples
        row, column = point.y() // (SIDE + _NAME + _GAP), point.x() // (SIDE + _GAP)
        index = row * across + column
        return index if 0 <= row < down and 0 <= column < across and index < samples else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a picture asks for its sample."""
        row = self.row_at(event.position().toPoint()) if event.button() is Qt.MouseButton.LeftButton else None
        if row is not None:
            self.number_clicked.emit((row, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Row by row."""
        if self._dataset is None or (shape := picture_shape(self._dataset.feature_names)) is None:
            return
        down, across = self._grid
        with QPainter(self) as painter:
            painter.setFont(ui_font(11))
            painter.setPen(QColor(self._theme.muted))
            for index in range(min(across * down, self._dataset.samples)):
                row, column = divmod(index, across)
                place = QRect(column * (SIDE + _GAP), row * (SIDE + _NAME + _GAP), SIDE, SIDE)
                self._paint(painter, index, shape, place)

    def _paint(self, painter: QPainter, index: int, shape: tuple[int, int], place: QRect) -> None:
        assert self._dataset is not None
        pixels = self._dataset.features[index].reshape(shape)
        painter.drawImage(place, _image(pixels, float(self._dataset.features.max()), self._theme))
        target = self._dataset.targets[index]
        name = self._dataset.class_names[int(target)] if self._dataset.class_names else f"{float(target[0]):.3g}"
        painter.drawText(place.adjusted(0, SIDE, 0, _NAME), Qt.AlignmentFlag.AlignCenter, name)


def _image(pixels: NDArray[np.float64], strongest: float, theme: Theme) -> QImage:
    shares = np.clip(pixels / (strongest or 1.0), 0.0, 1.0)
    shades = [mixed(theme.chip, theme.ink, share / 16).rgb() for share in range(17)]
    image = QImage(pixels.shape[1], pixels.shape[0], QImage.Format.Format_RGB32)
    for row, column in np.ndindex(*pixels.shape):
        image.setPixel(column, row, shades[round(16 * float(shares[row, column]))])
    return image
