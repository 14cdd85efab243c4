"""One quantity in the panel of values: its symbol, its shape, its numbers; large ones open in a table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from playground.engine.instruction import Array, Index, Ref
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.step_rows import Row
from playground.ui.cells import Cell, Cells
from playground.ui.formula_layout import OperandView
from playground.ui.labels import label, link, show_only_if
from playground.ui.lying import Lying, in_rows
from playground.ui.palette import Theme
from playground.ui.stepper.array_table import ArrayModel, ArrayTable
from playground.ui.stepper.element_words import symbol_spoken
from playground.ui.stepper.folded_view import NARROW_CELLS, PANEL_CELLS, FoldedView
from playground.ui.stepper.symbol_label import SymbolLabel
from playground.ui.theme import color_of
from playground.ui.workspaces import FOUR_NUMBERS

_NAMES, _GAP, _NAMES_TOP = 70, 6, 4  # width of the column of symbols, what is between it and the numbers, its top
_ABOVE = 260  # pixels of a panel in which numbers of four digits stand below their names


class ValueLine(QWidget):
    """Shows a `Row`; reused from step to step."""

    clicked = Signal(object)  # (Row, Index) chosen by the user

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._numbers = theme, AS_USUAL
        self._row: Row | None = None
        self._values: Array | None = None
        self._chosen: Cell | None = None
        self._node_name, self._sizes, self._room = "", dict[str, QSize](), FOUR_NUMBERS
        self._symbol, self._shape, self.view = SymbolLabel(16, theme), label(kind="caption"), FoldedView(theme)
        self._expand = link("Show all numbers")
        self._via = label(kind="caption")
        for part in (self._symbol, self._shape, self._via, self.view, self._expand):
            part.setParent(self)
        self._expand.hide()
        self._place()
        self.view.cell_clicked.connect(self._cell_clicked)
        self._expand.clicked.connect(self.expand)

    def show_row(self, row: Row, node_name: str, chosen: Index | None) -> None:
        """Show a row of a block; `chosen` is an element of it. What looks the same is not painted again."""
        values = None if row.array is None else row.array.copy()
        if self._looks_like(row, node_name, values):
            self._choose(row, chosen)
            return
        self._row, self._node_name, self._values = row, node_name, values
        above, _arrow, consumer = row.superscript.partition("←")
        self._symbol.show_symbol(OperandView(row.symbol, row.role, above))
        self._symbol.setToolTip(row.name)
        self._via.setText(f"via {consumer}" if consumer else "")
        show_only_if(self._via, wanted=bool(consumer))
        self._shape.setText(" × ".join(map(str, row.sample_shape)))
        lying = self._lying(row)
        outline = color_of(row.role, self._theme).name() if row.current else None
        drawn = None if values is None else lying.drawn(values)
        self.view.set_cells(Cells(lying.size, drawn, outline=outline), self._spoken())
        self._choose(row, chosen)
        show_only_if(self._expand, wanted=self.view.shows_colors_only and values is not None)
        self._place()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self._symbol.set_theme(theme)
        self.view.set_theme(theme)
        row, index = self._row, self._index()
        self._row = None  # the ring's colour is new too
        if row is not None:
            self.show_row(row, self._node_name, index)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers = numbers
        self.view.set_numbers(numbers)
        self._place()

    def set_room(self, width: int) -> None:
        """Stand in a panel so wide: in a narrow one the names stand above the numbers, which have fewer digits."""
        if width != self._room:
            self._room = width
            self.view.set_style(PANEL_CELLS if width >= _ABOVE else NARROW_CELLS)
            self._place()

    def light(self, places: Mapping[Ref, Index]) -> None:
        """Mark the element of this value that is among these; without one mark the chosen one again."""
        row = self._row
        index = None if row is None else places.get(row.ref)
        cell = self._chosen if row is None or index is None else self._lying(row).cell(index)
        if cell != self.view.current:
            self.view.set_current(cell)

    def expand(self) -> ArrayTable | None:
        """Open every number of the array in a table."""
        row = self._row
        if row is None or row.array is None:
            return None
        model = ArrayModel(self._lying(row).drawn(row.array).copy(), self._theme, self._numbers)
        table = ArrayTable(f"{self._node_name}: {row.name}", model, self)
        table.followed.connect(self._cell_clicked)
        table.open()
        return table

    def _choose(self, row: Row, chosen: Index | None) -> None:
        cell = self._chosen = None if chosen is None else self._lying(row).cell(chosen)
        if cell != self.view.current:
            self.view.set_current(cell)

    def _looks_like(self, row: Row, node_name: str, values: Array | None) -> bool:
        shown = self._row
        if shown is None or (shown.ref, shown.current, shown.shape) != (row.ref, row.current, row.shape):
            return False
        if values is None or self._values is None or node_name != self._node_name:
            return values is self._values and node_name == self._node_name
        return np.array_equal(values, self._values, equal_nan=True)

    def _lying(self, row: Row) -> Lying:
        return in_rows(row.shape)

    def _index(self) -> Index | None:
        row, cell = self._row, self.view.current
        return None if row is None or cell is None else self._lying(row).index(cell)

    def _spoken(self) -> str:
        assert self._row is not None
        return f"{self._node_name}, {symbol_spoken(self._row.symbol)}"

    def _cell_clicked(self, cell: Cell) -> None:
        if self._row is not None:
            self.clicked.emit((self._row, self._lying(self._row).index(cell)))

    def sizeHint(self) -> QSize:
        """The names beside the numbers, and the link below these."""
        right = self.view.x() + max(self.view.width(), self._expand.width() if self._expands else 0)
        below = self.view.geometry().bottom() + 1 + (self._expand.height() if self._expands else 0)
        return QSize(right, max(self._names_end, below))

    def _size_of(self, part: QWidget) -> QSize:
        """Measured once for each text: captions take long to tell their size, and the same ones come back."""
        if not isinstance(part, QLabel):
            return part.sizeHint()
        text = part.text()
        if text not in self._sizes:
            self._sizes[text] = part.sizeHint()
        return self._sizes[text]

    @property
    def _expands(self) -> bool:
        return not self._expand.isHidden()

    def _place(self) -> None:
        """Put every part where it belongs. A layout would do so several times a step, and for all parts."""
        corner = self._place_above() if self._room < FOUR_NUMBERS else self._place_beside()
        self.view.move(corner)
        if self._expands:
            below = QPoint(corner.x(), corner.y() + self.view.height())
            self._expand.setGeometry(QRect(below, self._expand.sizeHint()))

    @property
    def _names(self) -> tuple[QWidget, ...]:
        return tuple(part for part in (self._symbol, self._shape, self._via) if not part.isHidden())

    def _place_beside(self) -> QPoint:
        """The names below each other, the numbers beside them."""
        self._names_end, widest = _NAMES_TOP, _NAMES
        for part in self._names:
            size = self._size_of(part)
            part.setGeometry(QRect(QPoint(0, self._names_end), size))
            self._names_end += size.height()
            widest = max(widest, size.width())
        return QPoint(widest + _GAP, 0)

    def _place_above(self) -> QPoint:
        """The names in one line, the numbers below it."""
        sizes = [self._size_of(part) for part in self._names]
        self._names_end, left = max(size.height() for size in sizes), 0
        for part, size in zip(self._names, sizes, strict=True):
            part.setGeometry(QRect(QPoint(left, self._names_end - size.height()), size))
            left += size.width() + _GAP
        return QPoint(0, self._names_end)
