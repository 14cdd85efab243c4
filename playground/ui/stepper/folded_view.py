"""An array in a narrow panel: a long vector is folded into lines, a matrix stays one, both with numbers or as colours.

An index always means the array as given, however it is folded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import isqrt
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen

from playground.session.numbers import UNKNOWN
from playground.ui.cells import (
    NOTE_HEIGHT,
    Array,
    Cell,
    Cells,
    CellsStyle,
    cell_at,
    cells_size,
    heat_image,
    keep_cells,
    paint_anew,
    pixel_size,
)
from playground.ui.fonts import ui_font
from playground.ui.kept_picture import Place, keep, paint_kept
from playground.ui.matrix_view import MARGIN, MatrixView
from playground.ui.palette import Theme
from playground.ui.theme import sign_limit

COLUMNS = 4  # numbers side by side, fewer if they are long
MOST_NUMBERS = 16  # of a vector; beyond, each value is a coloured pixel
PANEL_CELLS = CellsStyle(
    width=52.0, max_columns=COLUMNS, max_rows=16, heat_width=COLUMNS * 54.0 - 2, heat_height=160.0, heat_pixel=12.0
)
NARROW_CELLS = replace(PANEL_CELLS, width=44.0, digits=3, heat_width=COLUMNS * 46.0 - 2)
_NOTE_WIDTH = 120.0  # room for the words below a heat map
_MOST_COLUMNS, _HEAT_PIXEL = 32, 13.0


@dataclass(frozen=True)
class Fold:
    """How a vector of `count` values is folded: values a line, and the size of a value."""

    count: int
    columns: int
    width: float
    height: float
    heat: bool

    @property
    def lines(self) -> int:
        """Lines needed."""
        return -(-self.count // self.columns)

    @property
    def room(self) -> tuple[int, int]:
        """Pixels across and down of all lines, and of the note below colours."""
        width, height = round(self.columns * self.width), round(self.lines * self.height)
        return (max(width, round(_NOTE_WIDTH)), height + int(NOTE_HEIGHT)) if self.heat else (width, height)

    def rect(self, place: int) -> QRectF:
        """Where a value stands."""
        line, column = divmod(place, self.columns)
        return QRectF(column * self.width, line * self.height, self.width, self.height)

    def place_at(self, point: QPointF) -> int | None:
        """The value at a point, if any."""
        line, column = int(point.y() // self.height), int(point.x() // self.width)
        place = line * self.columns + column
        inside = 0 <= column < self.columns and 0 <= line < self.lines and place < self.count
        return place if inside else None


@lru_cache(maxsize=256)
def fold_of(shape: Cell, style: CellsStyle = PANEL_CELLS) -> Fold | None:
    """The fold of a vector (one row) that is too long for a line; None for all else."""
    rows, count = shape
    side_by_side = max(1, int((style.heat_width + style.gap) // (style.width + style.gap)))
    if rows != 1 or count <= side_by_side:
        return None
    if count <= MOST_NUMBERS:
        return Fold(count, side_by_side, style.width + style.gap, style.height + style.gap, heat=False)
    columns = _heat_columns(count)
    pixel = float(min(_HEAT_PIXEL, style.heat_width // columns))
    return Fold(count, columns, pixel, pixel, heat=True)


@lru_cache(maxsize=256)
def _unfolded(shape: Cell, style: CellsStyle) -> tuple[int, int]:
    """Pixels across and down of an array that stays as it is."""
    size = pixel_size(cells_size(shape, style))
    return size.width(), size.height()


def _heat_columns(count: int) -> int:
    """A square where there is one, as for the pixels of a picture; else lines of 16 or 32."""
    root = isqrt(count)
    if root * root == count and root <= _MOST_COLUMNS:
        return root
    return _MOST_COLUMNS // 2 if count <= _MOST_COLUMNS**2 // 4 else _MOST_COLUMNS


class FoldedView(MatrixView):
    """A `MatrixView` that folds long vectors."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(PANEL_CELLS, theme)
        self._measure()

    def _measure(self) -> None:
        """How the array is folded, and the room of all its lines with a margin on every side."""
        self._fold = fold = fold_of(self._cells.shape, self._style)
        width, height = _unfolded(self._cells.shape, self._style) if fold is None else fold.room
        self.block_size = QSize(width + 2 * MARGIN, height + 2 * MARGIN)

    @property
    def shows_colors_only(self) -> bool:
        """Whether the array is too large for numbers."""
        fold = self._fold
        rows, columns = self._cells.shape
        return fold.heat if fold else rows > self._style.max_rows or columns > self._style.max_columns

    def set_style(self, style: CellsStyle) -> None:
        """Show the array in other cells."""
        if style != self._plain:
            self._plain = style
            self.set_numbers(self._style.numbers)

    def _resized(self) -> None:
        self._measure()
        super()._resized()

    def sizeHint(self) -> QSize:
        """All lines."""
        return self.block_size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line by line."""
        fold = self._fold
        if fold is None:
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            paint_kept(painter, self.block_corner, self._folded(self._cells))
            painter.translate(self.block_corner)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_marks(painter, fold)

    def keep(self, cells: Cells) -> None:
        """Have these cells ready: they may be shown next, beginning at a pixel's corner."""
        place = Place(ratio=self.devicePixelRatio())
        if fold_of(cells.shape, self._style) is None:
            keep_cells(cells, self._style, self._theme, place)
        else:
            keep(self._folded(cells), place)

    def _folded(self, cells: Cells) -> _Folded:
        bits = None if cells.values is None else cells.values.tobytes()
        return _Folded(cells.shape, bits, self._style, self._theme)

    def _paint_marks(self, painter: QPainter, fold: Fold) -> None:
        """The ring around the chosen value, and that around all of them."""
        gap, outline = 0.0 if fold.heat else self._style.gap, self._cells.outline
        if self.current is not None:
            painter.setPen(QPen(QColor(self._theme.ink), 1.5))
            painter.drawRoundedRect(fold.rect(self.current[1]).adjusted(0, 0, -gap, -gap), 2.0, 2.0)
        if outline:
            painter.setPen(QPen(QColor(outline), 2.0))
            block = QRectF(0, 0, fold.columns * fold.width - gap, fold.lines * fold.height - gap)
            painter.drawRoundedRect(block.adjusted(-3, -3, 3, 3), 4.0, 4.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from line to line."""
        fold, current, key = self._fold, self.current, event.key()
        if fold is None or current is None or key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        place = current[1] + (fold.columns if key == Qt.Key.Key_Down else -fold.columns)
        if 0 <= place < fold.count:
            self._choose((0, place))

    def _cell_under(self, point: QPointF) -> Cell | None:
        fold, inner = self._fold, point - self.block_corner
        if fold is None:
            return cell_at(inner, self._cells.shape, self._style)
        place = fold.place_at(inner)
        return None if place is None else (0, place)


class _Folded(NamedTuple):
    """All that a folded vector looks like but its marks, its values as their bits."""

    shape: Cell
    bits: bytes | None
    style: CellsStyle
    theme: Theme

    def bounds(self) -> QRectF:
        """All lines and the note below them."""
        fold = self._fold
        width, height = fold.columns * fold.width, fold.lines * fold.height
        return QRectF(0, 0, max(width, _NOTE_WIDTH), height + NOTE_HEIGHT).adjusted(-1, -1, 1, 1)

    def paint(self, painter: QPainter) -> None:
        """Line by line, then the note."""
        values = None if self.bits is None else np.frombuffer(self.bits).reshape(self.shape)
        self._paint_lines(painter, values)
        if self._fold.heat:
            self._paint_note(painter)

    @property
    def _fold(self) -> Fold:
        fold = fold_of(self.shape, self.style)
        assert fold is not None
        return fold

    def _paint_lines(self, painter: QPainter, values: Array | None) -> None:
        fold = self._fold
        limit = None if values is None else sign_limit(values)
        picture = heat_image(values, self.theme, limit) if fold.heat and values is not None else None
        for line in range(fold.lines):
            start = line * fold.columns
            part = None if values is None else values[:, start : start + fold.columns]
            count = min(fold.columns, fold.count - start)
            rect = QRectF(0, line * fold.height, count * fold.width, fold.height)
            if not fold.heat:
                cells = Cells((1, count), part, limit=limit)
                paint_anew(painter, rect.topLeft(), cells, self.style, self.theme)
            elif part is None:
                painter.fillRect(rect, QColor(self.theme.chip))
            elif picture is not None and fold.count <= picture.width():
                painter.drawImage(rect, picture, QRectF(start, 0, count, 1))
            else:  # so many values that some share a pixel of one picture
                painter.drawImage(rect, heat_image(part, self.theme, limit))

    def _paint_note(self, painter: QPainter) -> None:
        fold = self._fold
        note = f"{UNKNOWN}  {fold.count} values" if self.bits is None else f"{fold.count} values, heat map"
        painter.setFont(ui_font(self.style.font_size))
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(QPointF(0, fold.lines * fold.height + NOTE_HEIGHT - 5), note)
