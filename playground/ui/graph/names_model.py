"""The names of a formula as a table: what each is worth, and whether it learns."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from playground.session.formula import Formula
from playground.ui.number_text import typed_number, write_number

TITLES = ("Name", "Value", "Learn")
NAME, VALUE, LEARN = range(3)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FLAGS = (_SHOWN, _SHOWN | Qt.ItemFlag.ItemIsEditable, _SHOWN | Qt.ItemFlag.ItemIsUserCheckable)


class NamesModel(QAbstractTableModel):
    """Tells of the formula as it is wanted; whoever listens shows it again."""

    wanted = Signal(object)  # Formula
    refused = Signal(object)  # why what was typed is no number, or ""

    def __init__(self) -> None:
        super().__init__()
        self.formula = Formula("")

    def show_formula(self, formula: Formula) -> None:
        """Replace what is shown; the rows stay while the names do."""
        same = formula.names == self.formula.names
        if not same:
            self.beginResetModel()
        self.formula = formula
        if not same:
            self.endResetModel()
        elif formula.names:
            self.dataChanged.emit(self.index(0, 0), self.index(len(formula.names) - 1, LEARN))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a name."""
        return 0 if parent.isValid() else len(self.formula.names)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Name, value, learn."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The three titles."""
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return TITLES[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, number, a check."""
        name = self.formula.names[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(name, index.column())
        if index.column() == LEARN:
            return self._check(name) if role == Qt.ItemDataRole.CheckStateRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return name if index.column() == NAME else write_number(self.formula.number(name))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values are typed, learning is checked."""
        return _FLAGS[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another number, or for a name to learn."""
        name = self.formula.names[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == LEARN:
            self.wanted.emit(self.formula.with_learned(name, Qt.CheckState(value) == Qt.CheckState.Checked))
            return True
        if role != Qt.ItemDataRole.EditRole or index.column() != VALUE:
            return False
        number = typed_number(value, self.refused.emit)
        if number is None:
            return False
        self.wanted.emit(self.formula.with_number(name, number))
        return True

    def _check(self, name: str) -> Qt.CheckState:
        return Qt.CheckState.Checked if name in self.formula.learned else Qt.CheckState.Unchecked

    def _spoken(self, name: str, column: int) -> str:
        learns = "learns" if name in self.formula.learned else "is given"
        return (name, f"{name} is {write_number(self.formula.number(name))}", f"{name} {learns}")[column]
