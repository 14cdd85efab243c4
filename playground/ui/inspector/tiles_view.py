"""A parameter of three or more axes as pictures beside each other: the filters of a convolution, one for each channel.

The last two axes are a picture, the others count pictures. Which number is under the pointer is told on hover.
"""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from playground.engine.instruction import Index
from playground.engine.quantities import subscript
from playground.session.numbers import exact
from playground.ui.palette import LIGHT, Theme
from playground.ui.theme import sign_colors

_GAP = 4  # pixels between two pictures
_PIXELS = range(3, 15)  # side of a number's square
_USUAL_SIDE = 42  # a picture's side, if its squares then have a size to see
_PICTURES = 3  # axes of several pictures
MOST_TILES = 256


class TilesView(QWidget):
    """As many pictures a line as fit the width, or a filter's channels on each line; at most 256 pictures."""

    def __init__(self, width: int, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._room, self._theme = width, theme
        self._values: NDArray[np.float64] = np.zeros((1, 1, 1))
        self._image, self._symbol = QImage(), ""

    def show_values(self, values: NDArray[np.float64], symbol: str, name: str) -> None:
        """Show an array of three or more axes; `symbol` is for the tips, `name` for who cannot see it."""
        self._values, self._symbol = values, symbol
        self._image = self._painted()
        self.setFixedSize(self._extent())
        self.setAccessibleName(f"{name}, {self._tiles} pictures of {' × '.join(map(str, values.shape[-2:]))}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self._image = self._painted()
        self.update()

    def index_at(self, place: QPoint) -> Index | None:
        """The element under a point; None between pictures."""
        height, width = self._side
        line, column = place.y() // (height * self._pixel + _GAP), place.x() // (width * self._pixel + _GAP)
        tile = line * self._columns + column
        if not (0 <= column < self._columns and 0 <= tile < self._shown):
            return None
        inside = place - self._square(tile).topLeft()
        cell = inside.y() // self._pixel, inside.x() // self._pixel
        if not (cell[0] < height and cell[1] < width):
            return None
        return *map(int, np.unravel_index(tile, self._values.shape[:-2])), *cell

    @property
    def _shown(self) -> int:
        return min(self._tiles, MOST_TILES)

    @property
    def _tiles(self) -> int:
        return prod(self._values.shape[:-2])

    @property
    def _side(self) -> tuple[int, int]:
        return self._values.shape[-2], self._values.shape[-1]

    @property
    def _channels(self) -> int:
        """How many pictures belong on one line: the channels of a filter, if they fit there at all."""
        channels = self._values.shape[-3] if self._values.ndim > _PICTURES else 1
        return channels if channels * (self._side[1] * _PIXELS.start + _GAP) - _GAP <= self._room else 1

    @property
    def _pixel(self) -> int:
        fitting = ((self._room + _GAP) // self._channels - _GAP) // self._side[1]
        return max(_PIXELS.start, min(_USUAL_SIDE // max(self._side), fitting, _PIXELS.stop - 1))

    @property
    def _columns(self) -> int:
        fitting = max(1, (self._room + _GAP) // (self._side[1] * self._pixel + _GAP))
        return self._channels if self._channels > 1 else min(fitting, self._tiles)

    def _square(self, tile: int) -> QRect:
        line, column = divmod(tile, self._columns)
        height, width = (side * self._pixel for side in self._side)
        return QRect(column * (width + _GAP), line * (height + _GAP), width, height)

    def _extent(self) -> QSize:
        last = self._square(self._shown - 1)
        return QSize(self._columns * (last.width() + _GAP) - _GAP, last.bottom() + 1)

    def _painted(self) -> QImage:
        """All pictures, one pixel a number, below each other."""
        rows = self._values.reshape(-1, self._side[1])[: MOST_TILES * self._side[0]]
        colors = np.ascontiguousarray(sign_colors(rows, None, self._theme))
        return QImage(colors.data, rows.shape[1], len(rows), QImage.Format.Format_RGBA8888).copy()

    def event(self, event: QEvent) -> bool:
        """Tell the number under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.index_at(event.pos())
            text = "" if index is None else f"{self._symbol}{subscript(index)} = {exact(float(self._values[index]))}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Enlarge the numbers to squares."""
        height, width = self._side
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            for tile in range(self._shown):
                painter.drawImage(self._square(tile), self._image, QRect(0, tile * height, width, height))
