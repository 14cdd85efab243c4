"""The few samples written by hand, as a table to type into; every finished change is told as a whole new source.

It checks nothing but that a number is typed; whether the rows fit the network is the document's business.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QPushButton, QTableView, QWidget

from playground.data.sources import Written
from playground.session.numbers import exact
from playground.ui.data_panel.words import IN_STEP
from playground.ui.fonts import mono_font
from playground.ui.icons import set_icon
from playground.ui.labels import column, label, row
from playground.ui.number_text import typed_number, write_number
from playground.ui.palette import LIGHT, Theme

MOST_SHOWN = 8  # rows without scrolling
_ROW, _SMALLEST = 26, 56
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


class RowsModel(QAbstractTableModel):
    """The numbers exactly as they are; targets have a header in bold."""

    typed = Signal(object)  # the source with another number in it
    refused = Signal(object)  # why what was typed is no number, or "" when it is one

    def __init__(self) -> None:
        super().__init__()
        self.source, self._titles = Written("", (), ((),)), tuple[str, ...]()

    def show_rows(self, source: Written, titles: tuple[str, ...]) -> None:
        """Replace the rows; `titles` stand above the columns."""
        self.beginResetModel()
        self.source, self._titles = source, titles
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The samples."""
        return 0 if parent.isValid() else len(self.source.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Features and targets."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names of columns, numbers of samples."""
        upright = orientation == Qt.Orientation.Vertical
        if role == Qt.ItemDataRole.DisplayRole:
            return section + 1 if upright else self._titles[section]
        if upright:
            return None
        is_target = section >= len(self._titles) - self.source.targets
        if role == Qt.ItemDataRole.ToolTipRole:
            return "What is to be predicted" if is_target else "Enters the network"
        return mono_font(12, QFont.Weight.Bold) if role == Qt.ItemDataRole.FontRole and is_target else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number."""
        value = self.source.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return write_number(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{exact(value)}\n{IN_STEP}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]} of sample {index.row() + 1}, {exact(value)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every number can be typed over."""
        return _EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell of another number; a text that is none changes nothing and says why."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        number = typed_number(value, self.refused.emit)
        if number is None:
            return False
        if number != self.source.rows[index.row()][index.column()]:
            self.typed.emit(replaced(self.source, index.row(), index.column(), number))
        return True


def replaced(source: Written, row: int, column: int, number: float) -> Written:
    """The source with one other number."""
    changed = (*source.rows[row][:column], number, *source.rows[row][column + 1 :])
    return replace(source, rows=(*source.rows[:row], changed, *source.rows[row + 1 :]))


class RowsTable(QWidget):
    """The table with its two buttons."""

    changed = Signal(object)  # the source as it is wanted
    number_clicked = Signal(object)  # (row, column) by a click or Enter

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.model, self.table = RowsModel(), QTableView()
        self._add, self._remove = QPushButton("Add row"), QPushButton("Remove row")
        self._reason = label(kind="field-error", wrap=True)
        self._reason.hide()
        self._dress(theme)
        lines, buttons = column(self), row()
        lines.addWidget(self.table)
        lines.addWidget(self._reason)
        for button in (self._add, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines.addLayout(buttons)
        self.model.typed.connect(self.changed)
        self.model.refused.connect(self._say)
        self._add.clicked.connect(self._add_row)
        self._remove.clicked.connect(self._remove_row)
        for asked in (self.table.clicked, self.table.activated):
            asked.connect(self._click)

    def show_rows(self, source: Written, titles: tuple[str, ...]) -> None:
        """Show a source, keeping the place in the table."""
        place = self.table.currentIndex()
        at = place.row(), place.column()
        self.model.show_rows(source, titles)
        self._say("")
        self.table.setCurrentIndex(self.model.index(min(at[0], len(source.rows) - 1), at[1]))
        self._remove.setEnabled(len(source.rows) > 1)
        self.table.setVisible(bool(titles))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + _ROW * min(len(source.rows), MOST_SHOWN) + 16)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        set_icon(self._add, "add", theme)
        set_icon(self._remove, "delete", theme)

    def _dress(self, theme: Theme) -> None:
        self.set_theme(theme)
        table = self.table
        table.setModel(self.model)
        table.setFont(mono_font(12))
        table.setAccessibleName("Samples written by hand")
        table.setTabKeyNavigation(False)
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(_SMALLEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _add_row(self) -> None:
        source = self.model.source
        self.changed.emit(replace(source, rows=(*source.rows, source.rows[-1])))

    def _remove_row(self) -> None:
        source = self.model.source
        gone = max(0, self.table.currentIndex().row())
        self.changed.emit(replace(source, rows=source.rows[:gone] + source.rows[gone + 1 :]))

    def _click(self, index: QModelIndex) -> None:
        self.number_clicked.emit((index.row(), index.column()))

    def _say(self, reason: object) -> None:
        self._reason.setText(str(reason))
        self._reason.setVisible(bool(reason))
