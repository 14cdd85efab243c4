"""Rows of values on a card: `symbol, cells`, wrapped into lines, as numbers while they fit and as a heat map beyond.

Geometry here, painting in `value_painting.py`; an index always means the array as given, however it is wrapped.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from playground.engine.quantities import QUANTITIES, Role
from playground.session.number_style import NumberStyle
from playground.ui.block_values import RowKind, ValueRow
from playground.ui.cells import CellsStyle, cell_at, cell_rect, cells_size
from playground.ui.fonts import math_font, math_italic, ui_font, unscripted
from playground.ui.lying import in_rows

SYMBOL_SIZE, SUPERSCRIPT_SIZE, NOTE_SIZE = 16.0, 11.0, 10.0
ROW_GAP, LINE_GAP, SYMBOL_GAP, GHOST_GAP = 8.0, 2.0, 12.0, 18.0
MOST_ROWS, HEAT_LINES, HEAT_PIXEL, HEAT_HEIGHT = 4, 8, 12.0, 60.0
MOST_COLUMNS = 6
NUMBER_CELLS = CellsStyle(width=46.0, digits=3, max_columns=MOST_COLUMNS, max_rows=MOST_ROWS)


_OF_PARAMETERS = frozenset(f"grad_{key}" for key, quantity in QUANTITIES.items() if quantity.role is Role.PARAMETER)


@dataclass(frozen=True)
class Room:
    """How far a row may reach: beyond so many columns, or numbers of a single row, a value is a coloured pixel."""

    columns: int
    numbers: int
    pixels: int  # of a line

    @property
    def width(self) -> float:
        """The most that a heat map takes."""
        return self.pixels * HEAT_PIXEL


ALONE, IN_PAIRS = Room(MOST_COLUMNS, 12, 16), Room(3, 6, 12)
"""A parameter leaves room for what it was before an update; its gradient looks as it does."""


@dataclass(frozen=True)
class Line:
    """One line of cells: `first` is the column it starts with, `rect` where it is on the card."""

    rect: QRectF
    first: int
    shape: tuple[int, int]


Place = tuple[QRectF, tuple[Line, ...], CellsStyle, bool, QRectF | None]
"""All of a layout but its row: what it covers, its lines, their style, whether they are heat, and the ghost's place."""


@dataclass(frozen=True, eq=False)
class RowLayout:
    """One quantity on a card."""

    row: ValueRow
    rect: QRectF
    lines: tuple[Line, ...]
    style: CellsStyle
    heat: bool
    ghost: QRectF | None = None  # where a parameter's value before its update stands, beside the new one

    @property
    def right(self) -> float:
        """Where the row ends."""
        return self.rect.right() if self.ghost is None else self.ghost.right()

    def index_at(self, point: QPointF) -> tuple[int, int] | None:
        """The (row, column) of the array under a point of the card."""
        for line in self.lines:
            if line.rect.contains(point):
                inner = self._cell_at(point - line.rect.topLeft(), line)
                return None if inner is None else (inner[0], inner[1] + line.first)
        return None

    def element_rect(self, index: tuple[int, ...]) -> QRectF | None:
        """Where an element of the quantity is on the card; None if it is none of these values."""
        if len(index) != len(self.row.shape):
            return None
        row, column = in_rows(self.row.shape).cell(index)
        line = next((line for line in self.lines if line.first <= column < line.first + line.shape[1]), None)
        if line is None:
            return None
        cell = (row, column - line.first)
        if not self.heat:
            return cell_rect(cell, line.shape, self.style).translated(line.rect.topLeft())
        high, wide = line.rect.height() / line.shape[0], line.rect.width() / line.shape[1]
        return QRectF(line.rect.left() + cell[1] * wide, line.rect.top() + cell[0] * high, wide, high)

    def _cell_at(self, point: QPointF, line: Line) -> tuple[int, int] | None:
        if not self.heat:
            return cell_at(point, line.shape, self.style)
        row = int(point.y() / line.rect.height() * line.shape[0])
        column = int(point.x() / line.rect.width() * line.shape[1])
        return (row, column) if row < line.shape[0] and column < line.shape[1] else None


def lay_out_rows(rows: tuple[ValueRow, ...], origin: QPointF, numbers: NumberStyle) -> tuple[RowLayout, ...]:
    """The rows one below the other; `origin` is the corner of the first row's cells."""
    places = places_of(tuple(row.kind for row in rows), origin.x(), origin.y(), numbers)
    return tuple(RowLayout(row, *place) for row, place in zip(rows, places, strict=True))


@lru_cache(maxsize=4096)
def places_of(kinds: tuple[RowKind, ...], left: float, top: float, numbers: NumberStyle) -> tuple[Place, ...]:
    """Where such rows stand, one below the other, whatever their numbers: a step changes hardly ever a place."""
    placed: list[Place] = []
    for kind in kinds:
        placed.append(_place(kind, QPointF(left, top), NUMBER_CELLS.written(numbers)))
        top = placed[-1][0].bottom() + ROW_GAP
    return tuple(placed)


def symbol_column(kinds: tuple[RowKind, ...]) -> float:
    """The width all symbols and notes need, with the gap to the cells."""
    return max(max(symbol_width(kind), note_width(kind)) for kind in kinds) + SYMBOL_GAP


def symbol_width(kind: RowKind) -> float:
    """The width of a symbol with its superscript."""
    return advance(SYMBOL_SIZE, math_italic(kind.symbol)) + advance(SUPERSCRIPT_SIZE, unscripted(kind.superscript))


def shape_note(row: RowKind | ValueRow) -> str:
    """What stands below the symbol of a heat map of several rows, so that its size is told."""
    rows, columns = row.drawn_shape
    return f"{rows} × {columns}" if rows > 1 and is_heat(row) else ""


def note_width(kind: RowKind) -> float:
    """The width of the note below the symbol."""
    note = shape_note(kind)
    return QFontMetricsF(ui_font(NOTE_SIZE)).horizontalAdvance(note) if note else 0.0


def is_heat(row: RowKind | ValueRow) -> bool:
    """Whether there are too many values for numbers."""
    (rows, columns), room = row.drawn_shape, room_of(row)
    return columns > room.numbers if rows == 1 else rows > MOST_ROWS or columns > room.columns


def room_of(row: RowKind | ValueRow) -> Room:
    """How far a row may reach."""
    return IN_PAIRS if row.role is Role.PARAMETER or row.quantity in _OF_PARAMETERS else ALONE


def _place(kind: RowKind, origin: QPointF, style: CellsStyle) -> Place:
    lines = _heat_lines(kind, origin) if is_heat(kind) else _number_lines(kind, origin, style)
    rect = QRectF(origin, lines[-1].rect.bottomRight())
    rect.setRight(max(line.rect.right() for line in lines))
    rect.setHeight(max(rect.height(), style.height))
    return rect, tuple(lines), style, is_heat(kind), _ghost_rect(kind, rect)


def _ghost_rect(kind: RowKind, rect: QRectF) -> QRectF | None:
    """Kept free for every parameter that stands on a block, so that no update changes the card's size."""
    if kind.role is not Role.PARAMETER:
        return None
    return rect.translated(rect.width() + GHOST_GAP, 0.0)


def _number_lines(kind: RowKind, origin: QPointF, style: CellsStyle) -> list[Line]:
    rows, columns = kind.drawn_shape
    count = -(-columns // room_of(kind).columns)
    width = -(-columns // count)
    lines: list[Line] = []
    for number, first in enumerate(range(0, columns, width)):
        shape = (rows, min(width, columns - first))
        corner = origin + QPointF(0, number * (style.height + LINE_GAP))
        lines.append(Line(QRectF(corner, cells_size(shape, style)), first, shape))
    return lines


def _heat_lines(kind: RowKind, origin: QPointF) -> list[Line]:
    (rows, columns), room = kind.drawn_shape, room_of(kind)
    if rows > 1 or columns > room.pixels * HEAT_LINES:
        width = min(room.width, HEAT_PIXEL * columns)
        height = min(HEAT_HEIGHT, HEAT_PIXEL * rows)
        return [Line(QRectF(origin.x(), origin.y(), width, height), 0, (rows, columns))]
    lines: list[Line] = []
    for number, first in enumerate(range(0, columns, room.pixels)):
        count = min(room.pixels, columns - first)
        rect = QRectF(origin.x(), origin.y() + number * HEAT_PIXEL, count * HEAT_PIXEL, HEAT_PIXEL)
        lines.append(Line(rect, first, (1, count)))
    return lines


@lru_cache(maxsize=1024)
def advance(size: float, text: str) -> float:
    """The width of a text in the font of symbols."""
    return QFontMetricsF(math_font(size)).horizontalAdvance(text)
