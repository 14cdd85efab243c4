"""Paints rows of values on a card: the symbol in its role's colour, then cells with numbers or coloured pixels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.session.number_style import NumberStyle
from playground.session.numbers import UNKNOWN
from playground.ui.block_values import RowLook, ValueRow
from playground.ui.canvas.value_rows import (
    GHOST_GAP,
    NOTE_SIZE,
    SUPERSCRIPT_SIZE,
    SYMBOL_SIZE,
    Place,
    RowLayout,
    advance,
    places_of,
    shape_note,
)
from playground.ui.cells import Cells, heat_image, paint_anew
from playground.ui.fonts import math_font, math_italic, ui_font, unscripted
from playground.ui.laid_text import paint_text
from playground.ui.palette import Theme
from playground.ui.theme import color_of, sign_limit

Values = NDArray[np.float64]
_GHOSTLY, _PALE = 0.7, 0.6  # how strongly a value that is no longer there is painted, and how strong its colour is
_AROUND = 4.0  # free around a row, for what hangs out of it
_RISE = 6.0  # how far a superscript stands above the line


class RowPicture(NamedTuple):
    """One quantity on its card, whose cells begin at (x, y): its symbol at `left`, then its cells.

    Known by what it looks like: a row that comes back, in a walk to and fro or in the next pass, is found again.
    """

    look: RowLook
    x: float
    y: float
    numbers: NumberStyle
    left: float
    theme: Theme

    @classmethod
    def of(cls, row: RowLayout, left: float, theme: Theme) -> RowPicture:
        """The picture of a row that is laid out on a card."""
        return cls(row.row.look, row.rect.left(), row.rect.top(), row.style.numbers, left, theme)

    def bounds(self) -> QRectF:
        """Symbol and cells, and how far letters may hang out."""
        return self._inside(self._place).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)

    @property
    def _place(self) -> Place:
        [place] = places_of((self.look.kind,), self.x, self.y, self.numbers)
        return place

    def _inside(self, place: Place) -> QRectF:
        rect, *_, ghost = place
        return QRectF(QPointF(self.left, rect.top()), (rect if ghost is None else ghost).bottomRight())

    def paint(self, painter: QPainter) -> None:
        """On the card's own ground, as letters come out heavier on what can be seen through."""
        place, theme = self._place, self.theme
        row = RowLayout(self.look.row(), *place)
        painter.fillRect(self._inside(place), QColor(theme.panel))
        _paint_symbol(painter, row.row, QPointF(self.left, row.rect.top() + 15.0), theme)
        _paint_note(painter, row, self.left, theme)
        limit = None if row.row.values is None else sign_limit(row.row.values)
        _paint_values(painter, row, row.row.values, limit, theme)
        if row.ghost is not None and row.row.ghost is not None:
            _paint_ghost(painter, row, row.ghost, limit, theme)


def paint_ring(painter: QPainter, row: RowLayout, theme: Theme) -> None:
    """Around the cells of the current row; by itself, as a step takes it from one row to another."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color_of(row.row.role, theme), 2.0))
    painter.drawRoundedRect(QRectF(row.rect).adjusted(-3.0, -3.0, 3.0, 3.0), 4.0, 4.0)


def _paint_symbol(painter: QPainter, row: ValueRow, baseline: QPointF, theme: Theme) -> None:
    font, text = math_font(SYMBOL_SIZE), math_italic(row.symbol)
    painter.setPen(color_of(row.role, theme))
    paint_text(painter, baseline, text, font)
    raised = baseline + QPointF(advance(SYMBOL_SIZE, text) + 1.0, -_RISE)
    paint_text(painter, raised, unscripted(row.superscript), math_font(SUPERSCRIPT_SIZE))


def _paint_note(painter: QPainter, row: RowLayout, left: float, theme: Theme) -> None:
    note = shape_note(row.row)
    if note:
        painter.setPen(QColor(theme.muted))
        paint_text(painter, QPointF(left, row.rect.top() + 29.0), note, ui_font(NOTE_SIZE))


def _paint_values(painter: QPainter, row: RowLayout, values: Values | None, limit: float | None, theme: Theme) -> None:
    """Numbers in cells, or pixels, where the row lies; `values` are its own, or what they were before."""
    if row.heat:
        _paint_pixels(painter, row, values, limit, theme)
        return
    for line in row.lines:
        part = None if values is None else values[:, line.first : line.first + line.shape[1]]
        paint_anew(painter, line.rect.topLeft(), Cells(line.shape, part, limit=limit), row.style, theme)


def _paint_pixels(painter: QPainter, row: RowLayout, values: Values | None, limit: float | None, theme: Theme) -> None:
    """The picture of all values is made once, each line shows its part of it."""
    if values is None:
        _paint_unknown(painter, row, theme)
        return
    picture = heat_image(values, theme, limit)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in row.lines:
        part = QRectF(line.first, 0, line.shape[1], 1) if len(row.lines) > 1 else QRectF(picture.rect())
        painter.drawImage(line.rect, picture, part)
        painter.drawRect(line.rect)


def _paint_unknown(painter: QPainter, row: RowLayout, theme: Theme) -> None:
    """One sign for all lines."""
    for line in row.lines:
        painter.fillRect(line.rect, QColor(theme.chip))
    painter.setPen(QColor(theme.faint))
    painter.setFont(ui_font(NOTE_SIZE))
    painter.drawText(row.rect, Qt.AlignmentFlag.AlignCenter, UNKNOWN)


def _paint_ghost(painter: QPainter, row: RowLayout, place: QRectF, limit: float | None, theme: Theme) -> None:
    """What the value was, muted and measured by the same limit, and an arrow from there.

    Its colours are pale by themselves, so that its letters are dark on them and can be read.
    """
    painter.setPen(QColor(theme.muted))
    arrow = QRectF(place.left() - GHOST_GAP, place.top(), GHOST_GAP, place.height())
    paint_text(painter, QPointF(arrow.left() + 4.0, arrow.center().y() + 4.0), "←", ui_font(NOTE_SIZE))
    painter.save()
    painter.setOpacity(_GHOSTLY)
    painter.translate(place.topLeft() - row.rect.topLeft())
    _paint_values(painter, row, row.row.ghost, None if limit is None else limit / _PALE, theme)
    painter.restore()
