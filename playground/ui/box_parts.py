"""Boxes of a formula taken apart into what is painted: texts by font and colour, blocks of cells, and all else.

A walk shows the same boxes with every step; which text stands where is found once, and painting is a plain loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QStaticText

from playground.ui.formula_boxes import Box, CellsBox, FractionBox, Row, Shifted, TextBox
from playground.ui.laid_text import laid_out

_KEPT = 2048


class Writing(NamedTuple):
    """Texts of one font and colour, each laid out, with the corner where it is drawn."""

    font: QFont
    color: QColor
    texts: list[tuple[QPointF, QStaticText]]


@dataclass(frozen=True, eq=False)
class Parts:
    """What boxes paint however they were put together; a block of cells stands here without its symbol."""

    writings: tuple[Writing, ...]
    others: tuple[tuple[Box, QPointF], ...]
    blocks: tuple[tuple[CellsBox, QPointF], ...]

    def paint_still(self, painter: QPainter) -> None:
        """Draw all that is the same whatever the numbers are."""
        for font, color, texts in self.writings:
            painter.setFont(font)
            painter.setPen(color)
            for place, text in texts:
                painter.drawStaticText(place, text)
        for box, place in self.others:
            box.paint(painter, place)


def parts_of(placed: Iterable[tuple[Box, QPointF]], zoom: float = 1.0) -> Parts:
    """Boxes, each with the start of its baseline, taken apart for a painter's zoom."""
    writings: dict[tuple[str, int], Writing] = {}
    blocks, others = [], []
    for box, at in (leaf for top, start in placed for leaf in _leaves(top, start)):
        if type(box) is TextBox:
            text, rise = laid_out(box.text, box.font, zoom)
            writing = writings.setdefault((box.font.key(), box.color.rgba()), Writing(box.font, box.color, []))
            writing.texts.append((at - rise, text))
        elif isinstance(box, CellsBox):
            blocks.append((box, at))
        else:
            others.append((box, at))
    return Parts(tuple(writings.values()), tuple(others), tuple(blocks))


def _leaves(box: Box, at: QPointF) -> Iterator[tuple[Box, QPointF]]:
    """The boxes in a box that are not put together from others, and blocks of cells beside their symbols."""
    if isinstance(box, Row):
        for part in box.boxes:
            yield from _leaves(part, at)
            at = at + QPointF(part.width, 0)
        return
    if isinstance(box, Shifted):
        yield from _leaves(box.box, at - QPointF(0, box.rise))
        return
    if isinstance(box, FractionBox):
        for part, offset in (box.bar(), *box.placed()):
            yield from _leaves(part, at + offset)
        return
    if isinstance(box, CellsBox):
        yield from _leaves(box.label, at + box.label_start)
    yield box, at
