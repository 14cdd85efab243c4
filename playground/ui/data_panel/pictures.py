"""Samples that are small pictures, shown as pictures: columns named r1c1 … r8c8 are the pixels of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
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

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._dataset: Dataset | None = None
        self.setAccessibleName("First samples as pictures")

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Row by row."""
        if self._dataset is None or (shape := picture_shape(self._dataset.feature_names)) is None:
            return
        across = max(1, (self.width() + _GAP) // (SIDE + _GAP))
        down = max(1, (self.height() + _GAP) // (SIDE + _NAME + _GAP))
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
