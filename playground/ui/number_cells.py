"""Paints numbers in coloured cells, many in the time of one frame: what is the same for all cells is made once.

Knows arrays, sizes and colours; which cells are chosen, and what the numbers mean, is not its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText

from playground.session.number_style import NumberStyle
from playground.session.numbers import UNKNOWN
from playground.ui.fonts import number_font
from playground.ui.laid_text import static_text
from playground.ui.palette import Theme
from playground.ui.theme import sign_level, sign_limit, sign_paints

if TYPE_CHECKING:
    from playground.ui.cells import Array, Cell, CellsStyle

BESIDE_NUMBER = 4.0  # pixels of a cell that its number leaves free
_TEXTS_KEPT = 4096  # laid out numbers: a walk there and back shows the same ones again

Lettered = tuple[QColor, QColor, str]  # the cell's colour, the number's, and the number


@dataclass(frozen=True)
class Lettering:
    """The font of the cells, the advance of a character, where a text begins below the cell's top, and how many
    characters there is room for."""

    font: QFont
    character: float
    top: float
    places: int


@lru_cache(maxsize=64)
def lettering(size: float, width: float, height: float) -> Lettering:
    """How numbers stand in cells of this size."""
    font = number_font(size)
    metrics = QFontMetricsF(font)
    character = metrics.horizontalAdvance("0")
    top = (height + metrics.capHeight()) / 2 - metrics.ascent()
    return Lettering(font, character, top, int((width - BESIDE_NUMBER) / character))


def lettered(values: Array, limit: float | None, style: CellsStyle, theme: Theme) -> list[list[Lettered]]:
    """For each cell its colours and its text."""
    places, paints = lettering(style.font_size, style.width, style.height).places, sign_paints(theme)
    numbers_style, digits, largest = style.numbers, style.digits, (limit or sign_limit(values))
    return [
        [(*paints[sign_level(number, largest)], _fitted(numbers_style, number, digits, places)) for number in numbers]
        for numbers in values.tolist()
    ]


def unknown(shape: Cell, theme: Theme) -> list[list[Lettered]]:
    """Cells whose values are not known yet."""
    rows, columns = shape
    return [[(QColor(theme.chip), QColor(theme.faint), UNKNOWN)] * columns] * rows


def paint_lettered(painter: QPainter, cells: list[list[Lettered]], style: CellsStyle) -> None:
    """Paint the cells from the painter's origin on: first all fills, then all texts."""
    across, down = style.width + style.gap, style.height + style.gap
    _paint_fills(painter, cells, style, (across, down))
    letters, zoom = lettering(style.font_size, style.width, style.height), painter.worldTransform().m11()
    painter.setFont(letters.font)
    pen: QColor | None = None
    for row, line in enumerate(cells):
        for column, (_fill, ink, text) in enumerate(line):
            if ink is not pen:
                pen = ink
                painter.setPen(ink)
            left = column * across + (style.width - letters.character * len(text)) / 2
            painter.drawStaticText(QPointF(left, row * down + letters.top), _laid_out(text, style.font_size, zoom))


def _paint_fills(painter: QPainter, cells: list[list[Lettered]], style: CellsStyle, pitch: tuple[float, float]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    width, height, radius = style.width, style.height, style.radius
    for row, line in enumerate(cells):
        for column, (fill, _ink, _text) in enumerate(line):
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(column * pitch[0], row * pitch[1], width, height), radius, radius)


@lru_cache(maxsize=_TEXTS_KEPT)
def _fitted(numbers: NumberStyle, value: float, digits: int, places: int) -> str:
    return numbers.fitted(value, digits, places)


@lru_cache(maxsize=_TEXTS_KEPT)
def _laid_out(text: str, _size: float, _zoom: float) -> QStaticText:
    """A text that Qt lays out once for a size and a zoom."""
    return static_text(text)
