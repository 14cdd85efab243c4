"""One learned parameter: its symbol, its shape, every value as a cell or a heat map, and three numbers about them."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.engine.formulas import Symbol
from playground.engine.operations.operation import shape_text
from playground.engine.parameters import Slot
from playground.engine.quantities import QUANTITIES, superscript
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.cells import Cells, CellsStyle, as_rows, cells_size
from playground.ui.formula_layout import OperandView
from playground.ui.inspector.formula_line import FormulaLine
from playground.ui.inspector.tiles_view import TilesView
from playground.ui.labels import column, label, row
from playground.ui.matrix_view import MARGIN, MatrixView
from playground.ui.palette import LIGHT, Theme

ROOM = 290.0  # pixels of a panel of usual width
PANEL_CELLS = CellsStyle(
    height=20.0, font_size=10.0, digits=3, max_rows=16, max_columns=8, heat_width=ROOM, heat_height=ROOM
)
_WIDEST = 50.0
_STRIP = 16.0  # height of a vector's heat map
_BAR = 6  # room for a scroll bar in a narrow panel
_DIGITS = 3
_MATRIX = 2  # axes up to which numbers stand in rows and columns
_STATISTICS = (("min", np.min), ("mean", np.mean), ("max", np.max))


class ParameterView(QWidget):
    """Can be given another parameter; a view of cells is kept for each width they have had."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme, self._written = theme, AS_USUAL
        self._slot: Slot | None = None
        self._flat: NDArray[np.float64] | None = None
        self._name = ""
        self._symbol, self._shape = FormulaLine(theme), label()
        self._matrices: dict[CellsStyle, MatrixView] = {}
        self._tiles = TilesView(round(ROOM), theme)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._numbers = tuple(label(kind="mono") for _ in _STATISTICS)
        self._lay_out()

    def show_parameter(self, slot: Slot, layer: int | None, block: str) -> None:
        """Say which parameter of which block this is; its values follow."""
        quantity = QUANTITIES[slot.quantity]
        above = "" if layer is None else superscript(layer)
        view = OperandView(quantity.symbol, quantity.role, above)
        self._symbol.set_formula((Symbol("it"),), {"it": view})
        self._slot, self._name = slot, f"{block}, {quantity.name}"
        self._shape.setText(shape_text(slot.shape))
        for shown in self._numbers:
            shown.setVisible(prod(slot.shape) > 1)

    def show_values(self, flat: NDArray[np.float64]) -> None:
        """Show this parameter's part of the flat array."""
        assert self._slot is not None
        self._flat = flat
        values = np.array(self._slot.view(flat), dtype=np.float64)
        if values.ndim > _MATRIX:
            self._show_tiles(values)
        else:
            self._show_cells(values)
        with np.errstate(all="ignore"):
            numbers = [(name, float(statistic(values))) for name, statistic in _STATISTICS]
        for shown, (name, number) in zip(self._numbers, numbers, strict=True):
            shown.setText(f"{name} {self._written.write(number, _DIGITS)}")
            shown.setToolTip(f"{name} {self._written.tip(number)}")

    def _show_cells(self, values: NDArray[np.float64]) -> None:
        rows = as_rows(values)
        shape, style = (rows.shape[0], rows.shape[1]), panel_cells(values.shape).written(self._written)
        matrix = self._matrix(style)
        matrix.set_cells(Cells(shape, rows), self._name)
        self._show_widget(matrix)
        self._area.setFixedHeight(round(cells_size(shape, style).height()) + 2 * MARGIN + _BAR)

    def _show_tiles(self, values: NDArray[np.float64]) -> None:
        assert self._slot is not None
        self._tiles.show_values(values, self._slot.symbol, self._name)
        self._show_widget(self._tiles)
        self._area.setFixedHeight(self._tiles.height() + _BAR)

    def _show_widget(self, widget: QWidget) -> None:
        if self._area.widget() is not widget:
            self._area.takeWidget()
            self._area.setWidget(widget)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._written = numbers
        if self._flat is not None and self._slot is not None and self._flat.size >= self._slot.stop:
            self.show_values(self._flat)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self._symbol.set_theme(theme)
        self._tiles.set_theme(theme)
        for matrix in self._matrices.values():
            matrix.set_theme(theme)

    def _matrix(self, style: CellsStyle) -> MatrixView:
        matrix = self._matrices.get(style)
        if matrix is None:
            matrix = self._matrices[style] = MatrixView(style, self._theme)
        return matrix

    def _lay_out(self) -> None:
        head, numbers = row(), row()
        head.addWidget(self._symbol)
        head.addWidget(self._shape)
        head.addStretch(1)
        for index, shown in enumerate(self._numbers):
            if index:
                numbers.addStretch(1)
            numbers.addWidget(shown)
        lines = column(self, spacing=4)
        lines.addLayout(head)
        lines.addWidget(self._area)
        lines.addLayout(numbers)


def panel_cells(shape: tuple[int, ...]) -> CellsStyle:
    """Cells as wide as the panel has room for; the heat map of a vector is a strip."""
    width = min(_WIDEST, ROOM / min(shape[-1], PANEL_CELLS.max_columns) - PANEL_CELLS.gap)
    return replace(PANEL_CELLS, width=width, heat_pixel=_STRIP if len(shape) == 1 else PANEL_CELLS.heat_pixel)
