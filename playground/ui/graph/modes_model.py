"""The nodes of a graph as a table: value, derivative by forward mode, derivative by reverse mode."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from playground.session.modes import ModeRow
from playground.session.number_style import AS_USUAL, NumberStyle

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NODE, VALUE, FORWARD, REVERSE = range(4)
_HINTS: Mapping[int, str] = {
    NODE: "Enter or a double click: forward mode begins here",
    VALUE: "A click or Enter: the line that computes it",
    FORWARD: "A click or Enter: the products that it is the sum of",
    REVERSE: "A click or Enter: the products that it is the sum of, and its line in the pass",
}


class ModesModel(QAbstractTableModel):
    """Read-only; numbers rounded in the cell, exact in the tip."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ModeRow, ...] = ()
        self._titles = ("Node", "Value", "", "")
        self._numbers = AS_USUAL

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self.beginResetModel()
        self._numbers = numbers
        self.endResetModel()

    def show_rows(self, rows: tuple[ModeRow, ...], start: str, end: str) -> None:
        """Replace all; `start` and `end` are the symbols between which it is differentiated."""
        self.beginResetModel()
        self._rows = rows
        self._titles = ("Node", "Value", f"forward: ∂·/∂{start}", f"reverse: ∂{end}/∂·")
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a node."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Node, value and both derivatives."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a column holds."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NODE:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A name or a number."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NODE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if index.column() == NODE:
            named = row.name if row.name == row.symbol else f"{row.symbol} = {row.name}"
            if role == Qt.ItemDataRole.ToolTipRole:
                return _HINTS[NODE]
            return named if role == Qt.ItemDataRole.DisplayRole else None
        number = (row.value, row.forward, row.reverse)[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._numbers.write(number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]} of {row.symbol}, {self._numbers.spoken(number)}"
        tip = f"{self._numbers.tip(number)}\n{_HINTS[index.column()]}"
        return tip if role == Qt.ItemDataRole.ToolTipRole else None

    def node(self, row: int) -> str:
        """The id of the node in a row."""
        return self._rows[row].node
