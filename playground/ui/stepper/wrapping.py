"""Groups of matrices wrapped into lines: how large the lines get with cells of some style, and which of them fit.

It measures boxes that were laid out once; knows no steps and paints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QSize, QSizeF

from playground.engine.formulas import Formula, Text
from playground.ui.cells import CellsStyle, cells_size
from playground.ui.formula_boxes import Box, CellsBox, Row
from playground.ui.formula_layout import Look, Lookup, lay_out_matrices

_MARGINS = 14
_LABEL = 30.0  # the symbol above a block
_BETWEEN_LINES, _BETWEEN_GROUPS = 8.0, 28.0
_APART = Text(",")


@dataclass(frozen=True, eq=False)
class Wrapping:
    """Groups that may stand on different lines, each in one piece."""

    groups: Sequence[Formula]
    lookup: Lookup
    look: Look

    def fits(self, style: CellsStyle, room: QSize) -> bool:
        """Whether all lines fit into the room; of one group, whether it fits without being wrapped."""
        sizes = [self._line_size(line, style) for line in self._wrapped(style, room.width())]
        width = max(size.width() for size in sizes)
        height = sum(size.height() + _BETWEEN_LINES for size in sizes) - _BETWEEN_LINES
        return width + _MARGINS <= room.width() and height + _MARGINS <= room.height()

    def lines(self, style: CellsStyle, width: int) -> tuple[Formula, ...]:
        """The groups, those that stand on one line joined."""
        return tuple(_joined(self.groups[place] for place in line) for line in self._wrapped(style, width))

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(lay_out_matrices(group, self.lookup, self.look) for group in self.groups)

    def _wrapped(self, style: CellsStyle, width: int) -> list[list[int]]:
        """The places of the groups on each line."""
        lines: list[list[int]] = [[0]]
        for place in range(1, len(self.groups)):
            longer = [*lines[-1], place]
            if self._line_size(longer, style).width() + _MARGINS <= width:
                lines[-1] = longer
            else:
                lines.append([place])
        return lines

    def _line_size(self, places: Sequence[int], style: CellsStyle) -> QSizeF:
        sizes = [_row_size(self._rows[place], style) for place in places]
        width = sum(size.width() + _BETWEEN_GROUPS for size in sizes) - _BETWEEN_GROUPS
        return QSizeF(width, max(size.height() for size in sizes))


def _row_size(row: Row, style: CellsStyle) -> QSizeF:
    """The room a row would take with other cells; all else in it keeps its size."""
    heights = [cells_size(box.cells.shape, style).height() for box in row.boxes if isinstance(box, CellsBox)]
    return QSizeF(sum(_width(box, style) for box in row.boxes), max(heights, default=0.0) + _LABEL)


def _width(box: Box, style: CellsStyle) -> float:
    if isinstance(box, CellsBox):
        return max(cells_size(box.cells.shape, style).width(), box.label.width) + 2
    return box.width


def _joined(groups: Iterable[Formula]) -> Formula:
    first, *others = groups
    return (*first, *(item for group in others for item in (_APART, *group)))
