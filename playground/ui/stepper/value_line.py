"""One quantity in the panel of values: its symbol, its shape, its numbers; large ones open in a table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent

from playground.engine.instruction import Array, Index, Ref
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.step_rows import Row
from playground.ui.cells import Cell, Cells
from playground.ui.kept_picture import Place, keep, paint_kept
from playground.ui.labels import link, show_only_if
from playground.ui.lying import Lying, in_rows
from playground.ui.matrix_view import MARGIN
from playground.ui.palette import Theme
from playground.ui.stepper.array_table import ArrayModel, ArrayTable
from playground.ui.stepper.element_words import symbol_spoken
from playground.ui.stepper.folded_view import NARROW_CELLS, PANEL_CELLS, FoldedView
from playground.ui.stepper.value_names import ValueNames, value_names
from playground.ui.theme import color_of
from playground.ui.workspaces import FOUR_NUMBERS

_NAMES, _GAP, _NAMES_TOP = 70, 6, 4  # width of the column of symbols, what is between it and the numbers, its top
_ABOVE = 260  # pixels of a panel in which numbers of four digits stand below their names


class ValueLine(FoldedView):
    """Shows a `Row`: what it is called, then its numbers; reused from step to step."""

    clicked = Signal(object)  # (Row, Index) chosen by the user
    pointed = Signal(object)  # the same of the number under the mouse, or None

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._numbers = AS_USUAL
        self._row: Row | None = None
        self._values: Array | None = None
        self._chosen: Cell | None = None
        self._names: ValueNames | None = None
        self._node_name, self._room = "", FOUR_NUMBERS
        self._expand = link("Show all numbers")
        self._expand.setParent(self)
        self._expand.hide()
        self._place()
        self.cell_clicked.connect(self._cell_clicked)
        self.cell_hovered.connect(self._point)
        self._expand.clicked.connect(self.expand)

    def show_row(self, row: Row, node_name: str, chosen: Index | None) -> None:
        """Show a row of a block; `chosen` is an element of it. What looks the same is not painted again."""
        values = None if row.array is None else row.array.copy()
        if self._looks_like(row, node_name, values):
            self._mark(row, chosen)
            return
        self._row, self._node_name, self._values = row, node_name, values
        self._name()
        lying = _lying(row)
        outline = color_of(row.role, self._theme).name() if row.current else None
        drawn = None if values is None else lying.drawn(values)
        self.set_cells(Cells(lying.size, drawn, outline=outline), f"{node_name}, {symbol_spoken(row.symbol)}")
        self._mark(row, chosen)
        show_only_if(self._expand, wanted=self.shows_colors_only and values is not None)
        self._place()

    def rehearse(self, row: Row) -> None:
        """Have the pictures ready with which this row would be shown."""
        names = value_names(row, self._theme, in_line=self._room < FOUR_NUMBERS)
        keep(names, Place(ratio=self.devicePixelRatio()))
        lying = _lying(row)
        self.keep(Cells(lying.size, None if row.array is None else lying.drawn(row.array)))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        super().set_theme(theme)
        row, cell = self._row, self.current
        self._row = None  # the ring's colour is new too
        if row is not None:
            self.show_row(row, self._node_name, None if cell is None else _lying(row).index(cell))

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers = numbers
        super().set_numbers(numbers)
        self._place()

    def set_room(self, width: int) -> None:
        """Stand in a panel so wide: in a narrow one the names stand above the numbers, which have fewer digits."""
        if width != self._room:
            self._room = width
            self.set_style(PANEL_CELLS if width >= _ABOVE else NARROW_CELLS)
            self._name()
            self._place()

    def light(self, places: Mapping[Ref, Index]) -> None:
        """Mark the element of this value that is among these; without one mark the chosen one again."""
        row = self._row
        index = None if row is None else places.get(row.ref)
        cell = self._chosen if row is None or index is None else _lying(row).cell(index)
        if cell != self.current:
            self.set_current(cell)

    def expand(self) -> ArrayTable | None:
        """Open every number of the array in a table."""
        row = self._row
        if row is None or row.array is None:
            return None
        model = ArrayModel(_lying(row).drawn(row.array).copy(), self._theme, self._numbers)
        table = ArrayTable(f"{self._node_name}: {row.name}", model, self)
        table.followed.connect(self._cell_clicked)
        table.open()
        return table

    def _mark(self, row: Row, chosen: Index | None) -> None:
        cell = self._chosen = None if chosen is None else _lying(row).cell(chosen)
        if cell != self.current:
            self.set_current(cell)

    def _looks_like(self, row: Row, node_name: str, values: Array | None) -> bool:
        shown = self._row
        if shown is None or (shown.ref, shown.current, shown.shape) != (row.ref, row.current, row.shape):
            return False
        if values is None or self._values is None or node_name != self._node_name:
            return values is self._values and node_name == self._node_name
        return np.array_equal(values, self._values, equal_nan=True)

    def _resized(self) -> None:
        """The panel gives each line its place."""
        self._measure()

    def _cell_clicked(self, cell: Cell) -> None:
        if self._row is not None:
            self.clicked.emit((self._row, _lying(self._row).index(cell)))

    def _point(self, cell: Cell | None) -> None:
        row = self._row
        self.pointed.emit(None if row is None or cell is None else (row, _lying(row).index(cell)))

    def sizeHint(self) -> QSize:
        """The names beside the numbers or above them, and the link below these."""
        return self._whole

    def paintEvent(self, event: QPaintEvent) -> None:
        """The names, then the numbers."""
        super().paintEvent(event)
        if self._names is not None:
            with QPainter(self) as painter:
                paint_kept(painter, QPointF(0, 0 if self._names.in_line else _NAMES_TOP), self._names)

    @property
    def _expands(self) -> bool:
        return not self._expand.isHidden()

    def _name(self) -> None:
        row = self._row
        names = None if row is None else value_names(row, self._theme, in_line=self._room < FOUR_NUMBERS)
        if row is not None and names != self._names:
            self._names = names
            if self.underMouse():
                self._give_tip()
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Whoever points at the names is told the long one."""
        super().enterEvent(event)
        self._give_tip()

    def _give_tip(self) -> None:
        """Of the number under the mouse; beside the numbers the long name."""
        names = "" if self._row is None else self._row.name
        self.setToolTip(names if self._hovered is None else self.tip(self._hovered))

    def _place(self) -> None:
        """Put every part where it belongs. A layout would do so several times a step, and for all parts."""
        names, block = self._names, self.block_size
        width, height = (0, 0) if names is None else names.size
        if names is not None and names.in_line:
            left, top, names_end = 0, height, height
        else:
            left, top, names_end = max(width, _NAMES) + _GAP, 0, _NAMES_TOP + height
        self.block_corner = QPointF(left + MARGIN, top + MARGIN)
        end, widest = top + block.height(), block.width()
        if self._expands:
            link = self._expand.sizeHint()
            self._expand.setGeometry(left, end, link.width(), link.height())
            end, widest = end + link.height(), max(widest, link.width())
        self._whole = QSize(left + widest, max(names_end, end))


def _lying(row: Row) -> Lying:
    return in_rows(row.shape)
