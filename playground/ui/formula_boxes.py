"""The boxes a formula is laid out from: text, rows, scripts, fractions, stretched brackets and blocks of cells.

A box has a width, a reach above and below its baseline, paints itself there and knows which term is at a point. Boxes
are values; they know nothing of formulas, quantities or widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from playground.ui.cells import Cells, CellsStyle, cell_at, cell_rect, cells_size, paint_cells, turned
from playground.ui.laid_text import paint_text
from playground.ui.palette import Theme

# Shares of the font's size. The font's own ascent is made for the tallest integral and far too large for a line.
_ASCENT, _DESCENT, _AXIS = 0.75, 0.25, 0.25
_RAISED, _LOWERED = 0.38, 0.18
_BAR_GAP = 0.12
_LABEL_GAP = 8.0


class Term(NamedTuple):
    """A place in a formula: an operand, and one element (row, column) of it where single elements are drawn."""

    operand: str
    row: int | None = None
    column: int | None = None


class Box(Protocol):
    """Anything that takes room around a baseline; coordinates of `paint` and `hit` start at its left end."""

    @property
    def width(self) -> float:
        """Pixels to the right of the start."""

    @property
    def ascent(self) -> float:
        """Pixels above the baseline."""

    @property
    def descent(self) -> float:
        """Pixels below the baseline."""

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw with the baseline starting at a point."""

    def hit(self, point: QPointF) -> Term | None:
        """The term at a point, given from the start of the baseline."""


@dataclass(frozen=True, eq=False)
class TextBox:
    """Characters of one font and colour."""

    text: str
    font: QFont
    color: QColor
    operand: str = ""

    @cached_property
    def width(self) -> float:
        """The advance of the text."""
        return _advance(self.text, self.font.family(), self.font.pixelSize())

    @property
    def ascent(self) -> float:
        """A line's share."""
        return _ASCENT * self.font.pixelSize()

    @property
    def descent(self) -> float:
        """A line's share."""
        return _DESCENT * self.font.pixelSize()

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw the text."""
        painter.setPen(self.color)
        paint_text(painter, at, self.text, self.font)

    def hit(self, point: QPointF) -> Term | None:
        """The operand this text spells."""
        return Term(self.operand) if self.operand else None


@lru_cache(maxsize=4096)
def _advance(text: str, family: str, size: int) -> float:
    """A text's width; the same few symbols are measured with every step."""
    font = QFont(family)
    font.setPixelSize(size)
    return QFontMetricsF(font).horizontalAdvance(text)


@dataclass(frozen=True, eq=False)
class Row:
    """Boxes side by side on one baseline."""

    boxes: tuple[Box, ...]

    @cached_property
    def width(self) -> float:
        """The sum."""
        return sum(box.width for box in self.boxes)

    @cached_property
    def ascent(self) -> float:
        """The tallest."""
        return max((box.ascent for box in self.boxes), default=0.0)

    @cached_property
    def descent(self) -> float:
        """The deepest."""
        return max((box.descent for box in self.boxes), default=0.0)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw from left to right."""
        for box in self.boxes:
            box.paint(painter, at)
            at = at + QPointF(box.width, 0)

    def hit(self, point: QPointF) -> Term | None:
        """Ask the box that stands there."""
        for box in self.boxes:
            if 0 <= point.x() < box.width and -box.ascent <= point.y() <= box.descent:
                return box.hit(point)
            point = point - QPointF(box.width, 0)
        return None


@dataclass(frozen=True, eq=False)
class Shifted:
    """A box moved up (positive) or down, for superscripts and subscripts."""

    box: Box
    rise: float

    @property
    def width(self) -> float:
        """Unchanged."""
        return self.box.width

    @property
    def ascent(self) -> float:
        """Moved along."""
        return self.box.ascent + self.rise

    @property
    def descent(self) -> float:
        """Moved along."""
        return self.box.descent - self.rise

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw higher or lower."""
        self.box.paint(painter, at - QPointF(0, self.rise))

    def hit(self, point: QPointF) -> Term | None:
        """Ask the box where it is."""
        return self.box.hit(point + QPointF(0, self.rise))


def raised(box: Box, size: int) -> Shifted:
    """A superscript to text of `size` pixels."""
    return Shifted(box, _RAISED * size)


def lowered(box: Box, size: int) -> Shifted:
    """A subscript to text of `size` pixels."""
    return Shifted(box, -_LOWERED * size)


@dataclass(frozen=True, eq=False)
class BarBox:
    """The bar of a fraction, on the baseline."""

    width: float
    thickness: float
    color: QColor

    @property
    def ascent(self) -> float:
        """Half of it."""
        return self.thickness / 2

    @property
    def descent(self) -> float:
        """The other half."""
        return self.thickness / 2

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """One line."""
        painter.setPen(QPen(self.color, self.thickness))
        painter.drawLine(QLineF(at.x(), at.y(), at.x() + self.width, at.y()))

    def hit(self, point: QPointF) -> Term | None:
        """A bar is no term."""
        return None


@dataclass(frozen=True, eq=False)
class FractionBox:
    """One box above another with a bar on the axis of the line."""

    top: Box
    bottom: Box
    size: int
    color: QColor

    @property
    def width(self) -> float:
        """The wider one and a little of the bar on both sides."""
        return max(self.top.width, self.bottom.width) + 0.4 * self.size

    @property
    def ascent(self) -> float:
        """The upper box above the bar."""
        return (_AXIS + _BAR_GAP) * self.size + self.top.ascent + self.top.descent

    @property
    def descent(self) -> float:
        """The lower box below the bar."""
        return (_BAR_GAP - _AXIS) * self.size + self.bottom.ascent + self.bottom.descent

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Both boxes and the bar."""
        for box, offset in (self.bar(), *self.placed()):
            box.paint(painter, at + offset)

    def hit(self, point: QPointF) -> Term | None:
        """Ask the box on that side of the bar."""
        box, offset = self.placed()[0 if point.y() < -_AXIS * self.size else 1]
        return box.hit(point - offset)

    def bar(self) -> tuple[Box, QPointF]:
        """The bar with where it starts."""
        edge = 0.1 * self.size
        return BarBox(self.width - 2 * edge, max(1.0, self.size / 18), self.color), QPointF(edge, -_AXIS * self.size)

    def placed(self) -> tuple[tuple[Box, QPointF], tuple[Box, QPointF]]:
        """Both boxes with where their baselines start."""
        up = -(_AXIS + _BAR_GAP) * self.size - self.top.descent
        down = (_BAR_GAP - _AXIS) * self.size + self.bottom.ascent
        return (
            (self.top, QPointF((self.width - self.top.width) / 2, up)),
            (self.bottom, QPointF((self.width - self.bottom.width) / 2, down)),
        )


@dataclass(frozen=True, eq=False)
class StretchedBox:
    """A bracket as tall as what it holds."""

    text: TextBox
    height: float

    @property
    def width(self) -> float:
        """That of the plain bracket."""
        return self.text.width

    @property
    def ascent(self) -> float:
        """Half of the height above the axis."""
        return self.height / 2 + _AXIS * self.text.font.pixelSize()

    @property
    def descent(self) -> float:
        """Half of the height below the axis."""
        return self.height / 2 - _AXIS * self.text.font.pixelSize()

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Draw the bracket stretched about the axis."""
        size = self.text.font.pixelSize()
        painter.save()
        painter.translate(at.x(), at.y() - _AXIS * size)
        painter.scale(1.0, max(1.0, self.height / size))
        self.text.paint(painter, QPointF(0, _AXIS * size))
        painter.restore()

    def hit(self, point: QPointF) -> Term | None:
        """A bracket is no term."""
        return None


@dataclass(frozen=True, eq=False)
class CellsBox:
    """An operand's values as a block of cells centred on the axis, its symbol above."""

    operand: str
    label: Box
    cells: Cells
    transposed: bool
    style: CellsStyle
    theme: Theme
    size: int  # of the line's font, for the axis

    @cached_property
    def height(self) -> float:
        """The block without its symbol."""
        return cells_size(self.cells.shape, self.style).height()

    @cached_property
    def width(self) -> float:
        """The block or its symbol."""
        return max(cells_size(self.cells.shape, self.style).width(), self.label.width) + 2

    @property
    def ascent(self) -> float:
        """Half of the block and the symbol."""
        return self.height / 2 + _AXIS * self.size + _LABEL_GAP + self.label.descent + self.label.ascent

    @property
    def descent(self) -> float:
        """The other half of the block."""
        return self.height / 2 - _AXIS * self.size + 3

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """The symbol, then the cells."""
        self.label.paint(painter, at + self.label_start)
        self.paint_values(painter, at + self.corner, self.cells)

    def paint_values(self, painter: QPainter, corner: QPointF, cells: Cells) -> None:
        """Draw the cells alone with these values, at the corner that they have now."""
        paint_cells(painter, corner, cells, self.style, self.theme)

    def hit(self, point: QPointF) -> Term | None:
        """The element, by its row and column in the operand as it is stored; on the symbol the whole operand."""
        cell = cell_at(point - self.corner, self.cells.shape, self.style)
        if cell is None:
            return Term(self.operand)
        return Term(self.operand, *turned(cell, self.transposed))

    def place(self, row: int, column: int) -> QRectF:
        """Where an element of the operand as it is stored is drawn, from the start of the baseline."""
        cell = turned((row, column), self.transposed)
        return cell_rect(cell, self.cells.shape, self.style).translated(self.corner)

    @cached_property
    def corner(self) -> QPointF:
        """Where the cells begin, from the start of the baseline."""
        return QPointF(1, -_AXIS * self.size - self.height / 2)

    @property
    def label_start(self) -> QPointF:
        """Where the symbol's baseline starts, from that of the whole."""
        return self.corner - QPointF(0, _LABEL_GAP + self.label.descent)


def bounds(box: Box) -> QRectF:
    """The room of a box around the start of its baseline."""
    return QRectF(0, -box.ascent, box.width, box.ascent + box.descent)
