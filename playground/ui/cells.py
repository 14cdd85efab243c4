"""Paints an array as coloured cells with their numbers, or, beyond what fits, as a heat map that says its shape.

One geometry serves painting, sizes and the question which cell is under the mouse. Knows arrays and the theme, no
quantities and no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.numbers import UNKNOWN
from playground.ui.fonts import mono_font, ui_font
from playground.ui.kept_picture import Place, keep, paint_kept
from playground.ui.number_cells import BESIDE_NUMBER, lettered, paint_lettered, unknown
from playground.ui.palette import Theme
from playground.ui.theme import sign_colors

Cell = tuple[int, int]
Array = NDArray[np.float64]

NOTE_HEIGHT = 18.0
_NOTE_LINE = 13.0  # that a second line of the note adds
_LARGEST_IMAGE = 512  # pixels a side; more values than that share a pixel, the strongest wins
_SQUARE_FROM = 3.0  # pixels a cell can have in both directions
_OUTSIDE = 1.0  # how far the mark of a heat map leaves its colours free
_FEW, _MOST_KEPT = 1024, 32 * 1024  # values of a block whose picture is kept, among many or among few
_BESIDE_NOTE = 8.0  # by which a note may be wider than was measured
_GRID_FROM = 5.0  # pixels a cell needs before lines between cells help


@dataclass(frozen=True)
class CellsStyle:
    """Sizes in pixels, how numbers are written and with how many digits by themselves, and how many rows and columns
    still show numbers."""

    width: float = 54.0
    height: float = 20.0
    gap: float = 2.0
    radius: float = 2.0
    font_size: float = 11.0
    digits: int = 4
    numbers: NumberStyle = AS_USUAL
    max_rows: int = 16
    max_columns: int = 8
    heat_width: float = 256.0
    heat_height: float = 160.0
    heat_pixel: float = 9.0

    def __hash__(self) -> int:
        """By what mostly differs: a style is part of the key of every kept picture."""
        return hash((self.width, self.height, self.digits, self.max_rows))

    def written(self, numbers: NumberStyle) -> CellsStyle:
        """Cells for numbers written so, wide enough for them."""
        if numbers == self.numbers:
            return self
        character = QFontMetricsF(mono_font(self.font_size)).horizontalAdvance("0")
        needed = numbers.places(self.digits) * character + BESIDE_NUMBER + 2
        return replace(self, numbers=numbers, width=max(self.width, float(np.ceil(needed))))


SMALL = CellsStyle()
LARGE = CellsStyle(width=64.0, height=26.0, font_size=13.0, max_columns=10, heat_width=220.0, heat_height=180.0)


@dataclass(frozen=True, eq=False)
class Cells:
    """What to paint: a (rows, columns) array, or its shape alone while the values are not known (`?`)."""

    shape: Cell
    values: Array | None = None
    chosen: frozenset[Cell] = frozenset()
    outline: str | None = None  # the colour around the whole block, `#RRGGBB`
    limit: float | None = None  # the size that gets the strongest colour; the largest value without it


def as_rows(values: NDArray[np.generic]) -> Array:
    """Any array as (rows, columns): a vector as one row, a number as one cell, more axes flattened to the last."""
    real: Array = np.asarray(values, dtype=np.float64)
    return real.reshape(-1, real.shape[-1]) if real.ndim else real.reshape(1, 1)


def is_heat_map(shape: Cell, style: CellsStyle) -> bool:
    """Whether an array of this shape is too large for numbers."""
    return shape[0] > style.max_rows or shape[1] > style.max_columns


def cells_size(shape: Cell, style: CellsStyle) -> QSizeF:
    """The room the block takes, its note included."""
    pitch, (rows, columns) = _pitch(shape, style), shape
    if not is_heat_map(shape, style):
        return QSizeF(columns * pitch.width() - style.gap, rows * pitch.height() - style.gap)
    note = _note_lines(shape, columns * pitch.width(), style.font_size)
    widest = max(_text_width(line, style.font_size) for line in note) + 2
    below = NOTE_HEIGHT + (len(note) - 1) * _NOTE_LINE
    return QSizeF(max(columns * pitch.width(), widest), rows * pitch.height() + below)


def cell_rect(cell: Cell, shape: Cell, style: CellsStyle) -> QRectF:
    """Where one cell is, from the block's corner."""
    pitch, gap = _pitch(shape, style), 0.0 if is_heat_map(shape, style) else style.gap
    corner = QPointF(cell[1] * pitch.width(), cell[0] * pitch.height())
    return QRectF(corner, QSizeF(pitch.width() - gap, pitch.height() - gap))


def cell_at(point: QPointF, shape: Cell, style: CellsStyle) -> Cell | None:
    """The (row, column) under a point given from the block's corner, if any."""
    pitch = _pitch(shape, style)
    row, column = int(point.y() // pitch.height()), int(point.x() // pitch.width())
    return (row, column) if 0 <= row < shape[0] and 0 <= column < shape[1] else None


def heat_note(shape: Cell) -> str:
    """What stands under a heat map, so that nothing is left out silently."""
    return f"{shape[0]} × {shape[1]}, heat map"


def _note_lines(shape: Cell, width: float, size: float) -> tuple[str, ...]:
    """The words under a heat map: on two lines where the map is upright and narrower than they are."""
    note = heat_note(shape)
    return (note,) if shape[0] < shape[1] or _text_width(note, size) <= width else tuple(note.split(", "))


@cache
def _text_width(text: str, size: float) -> float:
    return QFontMetricsF(ui_font(size)).horizontalAdvance(text)


def heat_image(values: Array, theme: Theme, limit: float | None = None) -> QImage:
    """One pixel a value (the strongest of several in large arrays), coloured by sign; the image owns its bytes."""
    colors = sign_colors(_strongest(_strongest(values, 0), 1), limit, theme)
    rows, columns = colors.shape[:2]
    return QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


def paint_cells(painter: QPainter, origin: QPointF, cells: Cells, style: CellsStyle, theme: Theme) -> None:
    """Paint the block with its corner at `origin`; what has been painted before is copied, if it is small.

    Marks are painted each time: they go from cell to cell while the numbers stay.
    """
    values = cells.values
    if values is not None and values.size > _MOST_KEPT:
        paint_anew(painter, origin, cells, style, theme)
        return
    paint_kept(painter, origin, _block_of(cells, style, theme), large=_is_large(cells))
    if cells.chosen or cells.outline:
        painter.save()
        painter.translate(origin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_marks(painter, cells, style, theme)
        painter.restore()


def keep_cells(cells: Cells, style: CellsStyle, theme: Theme, place: Place) -> None:
    """Have a copy ready for when the block is painted there."""
    if cells.values is None or cells.values.size <= _MOST_KEPT:
        keep(_block_of(cells, style, theme), place, large=_is_large(cells))


def _block_of(cells: Cells, style: CellsStyle, theme: Theme) -> _Block:
    bits = None if cells.values is None else np.asarray(cells.values, dtype=np.float64).tobytes()
    return _Block(cells.shape, bits, cells.limit, style, theme)


def _is_large(cells: Cells) -> bool:
    return cells.values is not None and cells.values.size > _FEW


def paint_anew(painter: QPainter, origin: QPointF, cells: Cells, style: CellsStyle, theme: Theme) -> None:
    """The same without a copy being kept, for what is part of a picture that is."""
    painter.save()
    painter.translate(origin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_block(painter, cells, style, theme)
    _paint_marks(painter, cells, style, theme)
    painter.restore()


class _Block(NamedTuple):
    """All that a block of cells looks like but its marks, its values as their bits."""

    shape: Cell
    bits: bytes | None
    limit: float | None
    style: CellsStyle
    theme: Theme

    def bounds(self) -> QRectF:
        """The cells and their note."""
        return QRectF(QPointF(0, 0), cells_size(self.shape, self.style)).adjusted(-1, -1, _BESIDE_NOTE, 1)

    def paint(self, painter: QPainter) -> None:
        """As large as the style says."""
        values = None if self.bits is None else np.frombuffer(self.bits).reshape(self.shape)
        _paint_block(painter, Cells(self.shape, values, limit=self.limit), self.style, self.theme)


def _paint_block(painter: QPainter, cells: Cells, style: CellsStyle, theme: Theme) -> None:
    if is_heat_map(cells.shape, style):
        _paint_heat_map(painter, cells, style, theme)
    elif cells.values is None:
        paint_lettered(painter, unknown(cells.shape, theme), style)
    else:
        paint_lettered(painter, lettered(cells.values, cells.limit, style, theme), style)


def _paint_heat_map(painter: QPainter, cells: Cells, style: CellsStyle, theme: Theme) -> None:
    block = _block(cells.shape, style)
    painter.setFont(ui_font(style.font_size))
    if cells.values is None:
        _fill(painter, block, QColor(theme.chip), style)
        painter.setPen(QColor(theme.faint))
        painter.drawText(block, Qt.AlignmentFlag.AlignCenter, UNKNOWN)
    else:
        painter.drawImage(block, heat_image(cells.values, theme, cells.limit))
        _paint_grid(painter, block, _pitch(cells.shape, style), theme)
    painter.setPen(QColor(theme.muted))
    size = cells_size(cells.shape, style)
    note = "\n".join(_note_lines(cells.shape, block.width(), style.font_size))
    below = QRectF(0, block.bottom(), size.width() + _BESIDE_NOTE, size.height() - block.bottom())
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, note)  # clear of an outline


def _paint_grid(painter: QPainter, block: QRectF, pitch: QSizeF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.panel), 1.0))
    lines = []
    if pitch.width() >= _GRID_FROM:
        lines += [QLineF(x, 0, x, block.bottom()) for x in np.arange(pitch.width(), block.right(), pitch.width())]
    if pitch.height() >= _GRID_FROM:
        lines += [QLineF(0, y, block.right(), y) for y in np.arange(pitch.height(), block.bottom(), pitch.height())]
    painter.drawLines(lines)


def _paint_marks(painter: QPainter, cells: Cells, style: CellsStyle, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.ink), 1.5))
    for mark in _marks(cells, style):
        painter.drawRoundedRect(mark, style.radius, style.radius)
    if cells.outline:
        painter.setPen(QPen(QColor(cells.outline), 2.0))
        painter.drawRoundedRect(_block(cells.shape, style).adjusted(-3, -3, 3, 3), 4.0, 4.0)


def _marks(cells: Cells, style: CellsStyle) -> list[QRectF]:
    """Around each chosen number; in a heat map, whose cells are small, one around all that lie side by side."""
    chosen, shape = cells.chosen, cells.shape
    if not chosen or not is_heat_map(shape, style):
        return [cell_rect(cell, shape, style) for cell in chosen]
    first, last = (tuple(map(end, zip(*chosen, strict=True))) for end in (min, max))
    if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) > len(chosen):
        return [cell_rect(cell, shape, style) for cell in chosen]
    ends = (cell_rect((row, column), shape, style) for row, column in (first, last))
    return [reduce(QRectF.united, ends).adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)]


def _fill(painter: QPainter, rect: QRectF, color: QColor, style: CellsStyle) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, style.radius, style.radius)


def _block(shape: Cell, style: CellsStyle) -> QRectF:
    """The cells without the note."""
    last = cell_rect((shape[0] - 1, shape[1] - 1), shape, style)
    return QRectF(QPointF(0, 0), last.bottomRight())


def _pitch(shape: Cell, style: CellsStyle) -> QSizeF:
    """From one cell's corner to the next one's."""
    if not is_heat_map(shape, style):
        return QSizeF(style.width + style.gap, style.height + style.gap)
    pitch = _heat_pitch(shape, style, style.heat_height)
    if len(_note_lines(shape, shape[1] * pitch.width(), style.font_size)) == 1:
        return pitch
    return _heat_pitch(shape, style, style.heat_height - _NOTE_LINE)  # the second line takes its room from the map


def _heat_pitch(shape: Cell, style: CellsStyle, height: float) -> QSizeF:
    across, down = style.heat_width / shape[1], height / shape[0]
    if 1 not in shape and min(across, down) >= _SQUARE_FROM:
        across = down = min(across, down)
    return QSizeF(_heat_step(across, style), _heat_step(down, style))


def _heat_step(room: float, style: CellsStyle) -> float:
    """Whole pixels where there are any, so that all cells look alike."""
    return float(int(min(room, style.heat_pixel))) if room >= 1 else room


def _strongest(values: Array, axis: int) -> Array:
    """At most `_LARGEST_IMAGE` entries along an axis, each the value of largest size among its neighbours."""
    step = -(-values.shape[axis] // _LARGEST_IMAGE)
    if step <= 1:
        return values
    along = np.moveaxis(values, axis, 0)
    missing = -len(along) % step
    padded = np.concatenate([along, np.repeat(along[-1:], missing, axis=0)])
    high, low = padded[::step].copy(), padded[::step].copy()
    for offset in range(1, step):
        np.maximum(high, padded[offset::step], out=high)
        np.minimum(low, padded[offset::step], out=low)
    return np.moveaxis(np.where(np.abs(low) > np.abs(high), low, high), 0, axis)


def pixel_size(size: QSizeF) -> QSize:
    """A size in whole pixels that holds all of it."""
    return QSize(int(np.ceil(size.width())), int(np.ceil(size.height())))


def turned(cell: Cell, transposed: bool) -> Cell:
    """The cell of the transposed array."""
    return (cell[1], cell[0]) if transposed else cell
