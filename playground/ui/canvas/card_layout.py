"""The geometry of a block's card: its size, where its ports, words and rows of values are. No painting, no theme.

All lengths are scene units, pixels at 100 %. The first input and the output lie at one height on every card, so that
a wire along a row is straight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.block_values import RowKind, ValueRow
from playground.ui.canvas.faces import BlockFace
from playground.ui.canvas.value_rows import Place, RowLayout, places_of, symbol_column
from playground.ui.fonts import load_fonts, ui_font

GRID = 10.0
WIDTH, WIDEST, HEIGHT = 170.0, 220.0, 90.0
HEADER = 32.0
PADDING = 12.0
PORT_LINE, PORT_PITCH = 50.0, 22.0
PORT_RADIUS = 5.5
LINE_PITCH = 20.0
NAME_SIZE, TEXT_SIZE, PILL_SIZE = 13.0, 12.0, 11.0
PILL_PADDING = 8.0
MARK_SIZE, MARK_PITCH = 13.0, 18.0
_KEPT = 2048  # measured cards: twice as many as there are blocks in a large network


@dataclass(frozen=True)
class CardLayout:
    """A card with its corner at (0, 0)."""

    face: BlockFace
    size: QSizeF
    rows: tuple[RowLayout, ...] = ()

    @property
    def rect(self) -> QRectF:
        """The card itself, without ports and outlines."""
        return QRectF(QPointF(0, 0), self.size)

    def input_port(self, port: int) -> QPointF:
        """The middle of an input port."""
        return QPointF(0.0, PORT_LINE + PORT_PITCH * port)

    @property
    def output_port(self) -> QPointF:
        """The middle of the output port, which a loss does not have."""
        return QPointF(self.size.width(), PORT_LINE)

    def value_at(self, point: QPointF) -> tuple[ValueRow, tuple[int, int]] | None:
        """The row and the (row, column) of the value under a point of the card."""
        for row in self.rows:
            index = row.index_at(point)
            if index is not None:
                return row.row, index
        return None


def lay_out(face: BlockFace, rows: tuple[ValueRow, ...] = (), numbers: NumberStyle = AS_USUAL) -> CardLayout:
    """The card of a face, with its two lines, or with rows of values instead."""
    size, places = _measured(face, tuple(row.kind for row in rows), numbers)
    return CardLayout(face, size, tuple(RowLayout(row, *place) for row, place in zip(rows, places, strict=True)))


@lru_cache(maxsize=_KEPT)
def _measured(face: BlockFace, kinds: tuple[RowKind, ...], numbers: NumberStyle) -> tuple[QSizeF, tuple[Place, ...]]:
    """The size of a card, and where its rows stand."""
    ports = PORT_LINE + PORT_PITCH * max(0, face.ports - 1) + 18.0
    if not kinds:
        return QSizeF(_on_grid(_words_width(face)), _on_grid(max(HEIGHT, ports))), ()
    places = places_of(kinds, PADDING + symbol_column(kinds), HEADER + 8.0, numbers)
    right = max((rect if ghost is None else ghost).right() for rect, *_, ghost in places)
    bottom = max(rect.bottom() for rect, *_ in places) + 10.0
    width = max(_header_width(face), right + PADDING, 120.0)
    return QSizeF(_on_grid(width), _on_grid(max(bottom, ports))), places


@cache
def font(size: float, bold: bool = False) -> QFont:
    """The window's font in the sizes of a card, made once."""
    load_fonts()
    return ui_font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)


@cache
def metrics(size: float, bold: bool = False) -> QFontMetricsF:
    """Metrics of that font."""
    return QFontMetricsF(font(size, bold))


def pill_width(text: str) -> float:
    """The width of a pill with this text; 0 without any."""
    return metrics(PILL_SIZE).horizontalAdvance(text) + 2 * PILL_PADDING if text else 0.0


def _header_width(face: BlockFace) -> float:
    name = metrics(NAME_SIZE, bold=True).horizontalAdvance(face.name)
    return 2 * PADDING + name + 10.0 + MARK_PITCH * len(face.marks) + pill_width(face.pill)


def _words_width(face: BlockFace) -> float:
    lines = (metrics(TEXT_SIZE).horizontalAdvance(line) + 2 * PADDING for line in face.lines)
    return min(max(WIDTH, _header_width(face), *lines), WIDEST)


def _on_grid(length: float) -> float:
    """The next multiple of the grid."""
    return -(-length // GRID) * GRID
