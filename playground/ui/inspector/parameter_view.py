"""One learned parameter: its symbol, its shape, every value as a cell or a heat map, and three numbers about them."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QLabel, QWidget

from playground.engine.formulas import Symbol
from playground.engine.operations.operation import shape_text
from playground.engine.parameters import SHORT_NAMES, Slot
from playground.engine.quantities import QUANTITIES, superscript
from playground.session.numbers import exact, format_number
from playground.ui.cells import Cells, CellsStyle, as_rows, cells_size
from playground.ui.formula_layout import OperandView
from playground.ui.inspector.formula_line import FormulaLine
from playground.ui.labels import column, label, row
from playground.ui.matrix_view import MARGIN, MatrixView, scrolled
from playground.ui.palette import LIGHT, Theme

ROOM = 290.0  # pixels of a panel of usual width
PANEL_CELLS = CellsStyle(
    height=20.0, font_size=10.0, digits=3, max_rows=12, max_columns=8, heat_width=ROOM, heat_height=ROOM
)
_WIDEST = 50.0
_STRIP = 16.0  # height of a vector's heat map
_DIGITS = 3
_STATISTICS = (("min", np.min), ("mean", np.mean), ("max", np.max))


class ParameterView(QWidget):
    """Values change in place; the parameter itself is given once."""

    def __init__(self, slot: Slot, layer: int | None, block: str, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._slot, self._theme = slot, theme
        quantity = QUANTITIES[slot.quantity]
        self._name = f"{block}, {quantity.name}"
        view = OperandView(SHORT_NAMES.get(slot.quantity, quantity.symbol), quantity.role, _above(layer))
        self._symbol = FormulaLine((Symbol("it"),), {"it": view}, theme)
        self.head = row()
        self._matrix = MatrixView(panel_cells(slot), theme)
        self._numbers = tuple((name, label(kind="mono")) for name, _ in _STATISTICS)
        self._lay_out()

    def show_values(self, flat: NDArray[np.float64]) -> None:
        """Show this parameter's part of the flat array."""
        values = np.array(self._slot.view(flat), dtype=np.float64)
        rows = as_rows(values)
        self._matrix.set_cells(Cells((rows.shape[0], rows.shape[1]), rows), self._name)
        with np.errstate(all="ignore"):
            numbers = [float(statistic(values)) for _, statistic in _STATISTICS]
        for (name, shown), number in zip(self._numbers, numbers, strict=True):
            _write(shown, name, number)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._symbol.set_theme(theme)
        self._matrix.set_theme(theme)

    def _lay_out(self) -> None:
        self.head.addWidget(self._symbol)
        self.head.addWidget(label(shape_text(self._slot.shape)))
        self.head.addStretch(1)
        lines = column(self, spacing=4)
        lines.addLayout(self.head)
        area = scrolled(self._matrix)
        area.setFixedHeight(_height(self._slot))
        lines.addWidget(area)
        numbers = row()
        for index, (_, shown) in enumerate(self._numbers):
            if index:
                numbers.addStretch(1)
            numbers.addWidget(shown)
        lines.addLayout(numbers)
        for _, shown in self._numbers:
            shown.setVisible(prod(self._slot.shape) > 1)


def panel_cells(slot: Slot) -> CellsStyle:
    """Cells as wide as the panel has room for."""
    columns = min(slot.shape[-1], PANEL_CELLS.max_columns)
    width = min(_WIDEST, ROOM / columns - PANEL_CELLS.gap)
    return replace(PANEL_CELLS, width=width, heat_pixel=_STRIP if len(slot.shape) == 1 else PANEL_CELLS.heat_pixel)


def _height(slot: Slot) -> int:
    """The cells, their margins, and room for a scroll bar in a narrow panel."""
    rows = prod(slot.shape[:-1])
    return round(cells_size((rows, slot.shape[-1]), panel_cells(slot)).height()) + 2 * MARGIN + 6


def _above(layer: int | None) -> str:
    return "" if layer is None else superscript(layer)


def _write(shown: QLabel, name: str, number: float) -> None:
    shown.setText(f"{name} {format_number(number, _DIGITS)}")
    shown.setToolTip(f"{name} {exact(number)}")
