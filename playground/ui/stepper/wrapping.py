"""Groups of matrices, or the parts of one long formula, wrapped into lines: how large the lines get with cells of some
style, and which of them fit.

It measures boxes that were laid out once; knows no steps and paints nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QSize, QSizeF

from playground.engine.formulas import Formula, Item, Summation, Text
from playground.ui.cells import Cell, Cells, CellsStyle, cells_size
from playground.ui.formula_boxes import Box, CellsBox, Row
from playground.ui.formula_layout import Look, Lookup, lay_out_matrices, spelled_sum

_MARGINS = 14
_LABEL = 30.0  # the symbol above a block
_BETWEEN_LINES, _BETWEEN_GROUPS, _BETWEEN_PARTS = 8.0, 28.0, 8.0
_BREAKABLE = re.compile(r"(?= [+−=] )")
_CLOSING = re.compile(r"[\s)\]]*(?=[^\s)\]]|$)")
_APART: Formula = (Text(","),)


@dataclass(frozen=True, eq=False)
class Wrapping:
    """Groups that may stand on different lines, each in one piece; on one line they are set apart by `apart`."""

    groups: Sequence[Formula]
    lookup: Lookup
    look: Look
    apart: Formula = _APART

    def fits(self, style: CellsStyle, room: QSize) -> bool:
        """Whether all lines fit into the room; of one group, whether it fits without being wrapped."""
        sizes = self._sizes(style)
        heights = [max(sizes[place].height() for place in line) for line in self._wrapped(sizes, room.width())]
        height = sum(heights) + _BETWEEN_LINES * (len(heights) - 1)
        return self.fits_across(style, room.width()) and height + _MARGINS <= room.height()

    def fits_across(self, style: CellsStyle, width: int) -> bool:
        """Whether no line is wider than this, however many there are."""
        sizes = self._sizes(style)
        lines = ([sizes[place] for place in line] for line in self._wrapped(sizes, width))
        return max(map(self._line_width, lines)) + _MARGINS <= width

    def lines(self, style: CellsStyle, width: int) -> tuple[Formula, ...]:
        """The groups, those that stand on one line joined."""
        return tuple(self._joined(line) for line in self._wrapped(self._sizes(style), width))

    def _joined(self, line: Sequence[int]) -> Formula:
        first, *others = (self.groups[place] for place in line)
        return (*first, *(item for group in others for item in (*self.apart, *group)))

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(lay_out_matrices(group, self.lookup, self.look) for group in self.groups)

    def _sizes(self, style: CellsStyle) -> list[QSizeF]:
        """The room each group takes with these cells; all else in it keeps its size."""
        if style not in self._measured:
            blocks = {cells.shape: cells_size(cells.shape, style) for row in self._rows for cells in _cells(row)}
            self._measured[style] = [_row_size(row, blocks) for row in self._rows]
        return self._measured[style]

    @cached_property
    def _measured(self) -> dict[CellsStyle, list[QSizeF]]:
        return {}

    def _wrapped(self, sizes: Sequence[QSizeF], width: int) -> list[list[int]]:
        """The places of the groups on each line: as many as fit, at least one."""
        lines: list[list[int]] = [[0]]
        for place in range(1, len(sizes)):
            longer = [*lines[-1], place]
            if self._line_width([sizes[other] for other in longer]) + _MARGINS <= width:
                lines[-1] = longer
            else:
                lines.append([place])
        return lines

    def _line_width(self, sizes: Sequence[QSizeF]) -> float:
        between = _BETWEEN_GROUPS if self.apart else _BETWEEN_PARTS
        return sum(size.width() + between for size in sizes) - between


def _cells(row: Row) -> Iterator[Cells]:
    return (box.cells for box in row.boxes if isinstance(box, CellsBox))


def _row_size(row: Row, blocks: Mapping[Cell, QSizeF]) -> QSizeF:
    """The room of a row whose blocks take so much."""
    height = max((blocks[cells.shape].height() for cells in _cells(row)), default=0.0)
    return QSizeF(sum(_width(box, blocks) for box in row.boxes), height + _LABEL)


def _width(box: Box, blocks: Mapping[Cell, QSizeF]) -> float:
    if isinstance(box, CellsBox):
        return max(blocks[box.cells.shape].width(), box.label.width) + 2
    return box.width


def parts(formula: Formula) -> tuple[Formula, ...]:
    """A formula in pieces that each begin with a sign outside of round brackets; together they are the whole of it."""
    found: list[list[Item]] = [[]]
    depth = 0
    for item in _spelled(formula):
        for piece in _BREAKABLE.split(item.text) if isinstance(item, Text) else (item,):
            if isinstance(piece, str):
                if depth == 0 and found[-1] and _BREAKABLE.match(piece):
                    found.append([])
                _add_text(found[-1], piece)
                depth += piece.count("(") - piece.count(")")
            else:
                found[-1].append(piece)
    return tuple(map(tuple, found))


def smallest_parts(formula: Formula) -> tuple[Formula, ...]:
    """A formula in pieces of one block each, with what stands before it and the brackets that close behind it."""
    found: list[list[Item]] = [[]]
    for item in _spelled(formula):
        blocked = any(not isinstance(before, Text) for before in found[-1])
        if not isinstance(item, Text):
            if blocked:
                found.append([])
            found[-1].append(item)
            continue
        closing = _CLOSING.match(item.text)
        behind = closing.end() if closing and blocked else 0
        _add_text(found[-1], item.text[:behind])
        if blocked and item.text[behind:].strip():
            found.append([])
        _add_text(found[-1], item.text[behind:])
    if len(found) > 1 and all(isinstance(item, Text) for item in found[-1]):
        found[-2:] = [found[-2] + found[-1]]
    return tuple(map(tuple, found))


def _add_text(items: list[Item], text: str) -> None:
    """Text that goes on where text ends stays one text, so that it is spaced as before."""
    if items and isinstance(items[-1], Text):
        items[-1] = Text(items[-1].text + text)
    elif text:
        items.append(Text(text))


def _spelled(formula: Formula) -> Iterator[Item]:
    """The formula with every sum spelled out: a long one may be broken inside."""
    for item in formula:
        yield from _spelled(spelled_sum(item)) if isinstance(item, Summation) else (item,)
