"""One quantity in the panel of values: its symbol, its shape, its numbers; large ones open in a table."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.engine.instruction import Array, Index
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.step_rows import Row
from playground.ui.cells import Cell, Cells
from playground.ui.formula_layout import OperandView
from playground.ui.labels import column, label, link
from playground.ui.lying import Lying, in_rows
from playground.ui.palette import Theme
from playground.ui.stepper.array_table import ArrayModel, ArrayTable
from playground.ui.stepper.element_words import symbol_spoken
from playground.ui.stepper.folded_view import FoldedView
from playground.ui.stepper.symbol_label import SymbolLabel
from playground.ui.theme import color_of

_NAMES = 70  # width of the column of symbols


class ValueLine(QWidget):
    """Shows a `Row`; reused from step to step."""

    clicked = Signal(object)  # (Row, Index) chosen by the user

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._numbers = theme, AS_USUAL
        self._row: Row | None = None
        self._values: Array | None = None
        self._node_name = ""
        self._symbol, self._shape, self.view = SymbolLabel(16, theme), label(kind="caption"), FoldedView(theme)
        self._expand = link("Show all numbers")
        self._via = label(kind="caption")
        self._lay_out()
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
        self._via.setVisible(bool(consumer))
        self._shape.setText(" × ".join(map(str, row.sample_shape)))
        lying = self._lying(row)
        outline = color_of(row.role, self._theme).name() if row.current else None
        drawn = None if values is None else lying.drawn(values)
        self.view.set_cells(Cells(lying.size, drawn, outline=outline), self._spoken())
        self._choose(row, chosen)
        self._expand.setVisible(self.view.shows_colors_only and values is not None)

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

    def expand(self) -> ArrayTable | None:
        """Open every number of the array in a table."""
        row = self._row
        if row is None or row.array is None:
            return None
        model = ArrayModel(self._lying(row).drawn(row.array).copy(), self._theme, self._numbers)
        table = ArrayTable(f"{self._node_name}: {row.name}", model, self)
        table.open()
        return table

    def _choose(self, row: Row, chosen: Index | None) -> None:
        cell = None if chosen is None else self._lying(row).cell(chosen)
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

    def _lay_out(self) -> None:
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        names = column(spacing=0, margins=QMargins(0, 4, 0, 0))
        for part in (self._symbol, self._shape, self._via):
            names.addWidget(part, 0, top | left)
        grid = QGridLayout(self)
        grid.setContentsMargins(QMargins(0, 0, 0, 0))
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _NAMES)
        grid.setColumnStretch(1, 1)
        grid.addLayout(names, 0, 0, top | left)
        grid.addWidget(self.view, 0, 1, top | left)
        grid.addWidget(self._expand, 1, 1, left)
