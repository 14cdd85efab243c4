"""Arrays of a picture around a matrix or side by side: where each stands, how it is painted, which cell is at a point.

Numbers while there is room for them, else colours; it knows nothing of steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.formulas import Symbol
from playground.session.pictures import Cell, Crossing, Sight, Slab
from playground.ui.cells import Cells, CellsStyle, heat_image, paint_cells
from playground.ui.formula_boxes import Box
from playground.ui.formula_layout import Look, OperandView, lay_out_symbols
from playground.ui.palette import LIGHT, Theme

_LABEL_SIZE, _LABEL_LINE = 15, 22.0
_GAP, _SIGN = 10.0, 26.0
_LOWEST, _ROOMY = 16.0, 24.0  # heights of a row of numbers
_PIXEL, _LARGE_PIXEL, _SIDE_SHARE = (
    16.0,
    22.0,
    0.34,
)  # a colour's largest side, that of an image, and the share of the room that a side may take
_GRID_FROM = 6.0


@dataclass(frozen=True, eq=False)
class Placed:
    """A slab in its rectangle; its label begins at `label` on the baseline."""

    slab: Slab
    rect: QRectF
    label: QPointF
    style: CellsStyle | None = None  # of the numbers; None where values are colours

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell under a point."""
        if not self.rect.contains(point):
            return None
        (rows, columns), inner = self.slab.values.shape, point - self.rect.topLeft()
        row, column = int(inner.y() / self.rect.height() * rows), int(inner.x() / self.rect.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def cell_rect(self, first: Cell, last: Cell) -> QRectF:
        """What the cells from one to another cover."""
        rows, columns = self.slab.values.shape
        wide, high = self.rect.width() / columns, self.rect.height() / rows
        corner = self.rect.topLeft() + QPointF(first[1] * wide, first[0] * high)
        return QRectF(corner, corner + QPointF((last[1] - first[1] + 1) * wide, (last[0] - first[0] + 1) * high))


def label_box(slab: Slab, theme: Theme) -> Box:
    """The symbol of a slab as a formula writes it."""
    view = OperandView(slab.symbol, slab.role, slab.superscript)
    return lay_out_symbols((Symbol("it"),), {"it": view}, Look(theme, _LABEL_SIZE))


def place_crossing(crossing: Crossing, room: QRectF, numbers: CellsStyle) -> tuple[Placed, ...]:
    """The slabs of a crossing within a room, as large as it allows."""
    return tuple(_Crossing(crossing, room, numbers).placed())


def place_sight(sight: Sight, room: QRectF, numbers: CellsStyle) -> tuple[Placed, ...]:
    """The slabs side by side."""
    columns = sum(slab.values.shape[1] for slab in sight.slabs)
    rows = max(slab.values.shape[0] for slab in sight.slabs)
    wide, high = room.width() - _SIGN * (len(sight.slabs) - 1), room.height() - _LABEL_LINE
    written = _written(numbers, wide / columns, high / rows)
    pixel = min(wide / columns, high / rows, _LARGE_PIXEL)
    size = QPointF(pixel, pixel) if written is None else _pitch(written)
    placed, left = [], room.left()
    for slab in sight.slabs:
        down, across = slab.values.shape
        rect = QRectF(left, room.top() + _LABEL_LINE, across * size.x(), down * size.y())
        placed.append(Placed(slab, rect, QPointF(left, room.top() + _LABEL_LINE - 8), written))
        left = rect.right() + _SIGN
    return tuple(placed)


@dataclass(frozen=True, eq=False)
class _Crossing:
    """The geometry of one crossing."""

    crossing: Crossing
    room: QRectF
    numbers: CellsStyle

    def placed(self) -> Iterator[Placed]:
        it, center = self.crossing, self.crossing.center
        widths, heights, style = self._sizes()
        x = (self.room.left(), self.room.left() + self._left_side(widths[0]) + _GAP)
        y = (self.room.top(), self.room.top() + max(heights[0], _LABEL_LINE) + _GAP / 2)
        middle = QRectF(x[1], y[1], widths[1], heights[1])
        aside = middle.right() + _GAP if it.right is None else x[0]
        yield Placed(center, middle, QPointF(aside, middle.center().y() + 5), style)
        if it.left is not None:
            rect = QRectF(x[1] - _GAP - widths[0], y[1], widths[0], heights[1])
            yield Placed(it.left, rect, QPointF(x[0], y[1] - 8), style)
        if it.right is not None:
            rect = QRectF(middle.right() + _GAP, y[1], widths[2], heights[1])
            yield Placed(it.right, rect, QPointF(rect.left(), y[1] - 8), style)
        if it.above is not None:
            rect = QRectF(x[1], y[1] - _GAP / 2 - heights[0], widths[1], heights[0])
            beside = rect.right() + _GAP if it.left is not None else x[0]
            yield Placed(it.above, rect, QPointF(beside, rect.center().y() + 5), style)
        if it.below is not None:
            rect = QRectF(x[1], middle.bottom() + _GAP, widths[1], heights[2])
            yield Placed(it.below, rect, QPointF(rect.right() + _GAP, rect.center().y() + 5), style)

    def _left_side(self, slab: float) -> float:
        """As wide as what stands there and its label."""
        it = self.crossing
        return max(slab, _width(it.left)) if it.left is not None else max(_width(it.above), _width(it.center))

    def _right_side(self) -> float:
        """What labels need at the right; a slab there has its label above it."""
        it = self.crossing
        beside = (it.center, it.above if it.left is not None else None, it.below)
        return 0.0 if it.right is not None else max(map(_width, beside))

    def _sizes(self) -> tuple[tuple[float, ...], tuple[float, ...], CellsStyle | None]:
        """Widths and heights of what is before, in and behind the middle; the style of numbers, if they fit."""
        it = self.crossing
        across = (_count(it.left, 1), it.center.values.shape[1], _count(it.right, 1))
        down = (_count(it.above, 0), it.center.values.shape[0], _count(it.below, 0))
        labels = self._right_side() + max(self._left_side(0.0) - (_PIXEL if it.left is not None else 0.0), 0.0)
        wide = self.room.width() - 2 * _GAP - labels
        high = self.room.height() - 2 * _GAP - (_LABEL_LINE if it.above is None else 0.0)
        written = _written(self.numbers, wide / sum(across), high / sum(down))
        if written is not None:
            size = _pitch(written)
            return tuple(count * size.x() for count in across), tuple(count * size.y() for count in down), written
        return _shared(across, wide), _shared(down, high), None


def _width(slab: Slab | None) -> float:
    return 0.0 if slab is None else label_box(slab, LIGHT).width


def _count(slab: Slab | None, axis: int) -> int:
    return 0 if slab is None else slab.values.shape[axis]


def _shared(counts: tuple[int, ...], room: float) -> tuple[float, ...]:
    """Lengths of the three parts as colours: the middle takes what the sides leave."""
    before, behind = (min(count * _PIXEL, _SIDE_SHARE * room) for count in (counts[0], counts[2]))
    return before, max(min(counts[1] * _PIXEL, room - before - behind), 1.0), behind


def _written(numbers: CellsStyle, wide: float, high: float) -> CellsStyle | None:
    """Cells for numbers of at most this size; None if they could not be read."""
    if wide < numbers.width + numbers.gap or high < _LOWEST:
        return None
    height = min(high, _ROOMY) - numbers.gap
    return replace(numbers, height=height, font_size=11.0 if height > 17 else 10.0, max_rows=10**6, max_columns=10**6)


def _pitch(style: CellsStyle) -> QPointF:
    return QPointF(style.width + style.gap, style.height + style.gap)


def paint_slab(painter: QPainter, placed: Placed, theme: Theme) -> None:
    """The label, the values, and a band of light around what is lit."""
    label_box(placed.slab, theme).paint(painter, placed.label)
    values = placed.slab.values
    rows, columns = values.shape
    if placed.style is not None:
        paint_cells(painter, placed.rect.topLeft(), Cells((rows, columns), values), placed.style, theme)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(placed.rect, heat_image(values, theme))
        _paint_grid(painter, placed, theme)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.lit), 2.5))
    inset = 0.0 if placed.style is None else placed.style.gap
    for band in _bands(placed):
        painter.drawRoundedRect(band.adjusted(0, 0, -inset, -inset), 3.0, 3.0)


def _paint_grid(painter: QPainter, placed: Placed, theme: Theme) -> None:
    """Lines between colours that are large enough for them, and one around all."""
    rect, (rows, columns) = placed.rect, placed.slab.values.shape
    painter.setPen(QPen(QColor(theme.panel), 1.0))
    wide, high = rect.width() / columns, rect.height() / rows
    if wide >= _GRID_FROM:
        edges = [rect.left() + wide * place for place in range(1, columns)]
        painter.drawLines([QLineF(x, rect.top(), x, rect.bottom()) for x in edges])
    if high >= _GRID_FROM:
        edges = [rect.top() + high * place for place in range(1, rows)]
        painter.drawLines([QLineF(rect.left(), y, rect.right(), y) for y in edges])
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)


def _bands(placed: Placed) -> Iterator[QRectF]:
    """One rectangle if the lit cells fill one, else one for each cell."""
    lit = placed.slab.lit
    if not lit:
        return
    rows, columns = zip(*lit, strict=True)
    first, last = (min(rows), min(columns)), (max(rows), max(columns))
    if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) == len(lit):
        yield placed.cell_rect(first, last)
    else:
        yield from (placed.cell_rect(cell, cell) for cell in sorted(lit))
