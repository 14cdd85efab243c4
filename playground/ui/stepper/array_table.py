"""All numbers of an array too large for the panel, in a table that scrolls both ways."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QMargins, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QTableView, QWidget

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.cells import CellsStyle
from playground.ui.fonts import mono_font
from playground.ui.labels import column, label
from playground.ui.palette import Theme
from playground.ui.theme import ink_on, sign_colors, sign_limit

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_COLUMN, _ROW, _FONT, _AIR = 72, 24, 12, 10


class ArrayModel(QAbstractTableModel):
    """A (rows, columns) array as a table model; rows and columns are counted from one."""

    def __init__(
        self, values: NDArray[np.float64], theme: Theme, numbers: NumberStyle = AS_USUAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values, self._theme, self._limit = values, theme, sign_limit(values)
        self._numbers = numbers

    @property
    def column_width(self) -> int:
        """Pixels that every number fits into."""
        return max(_COLUMN, round(CellsStyle(font_size=_FONT).written(self._numbers).width) + _AIR)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        """Rows of the array."""
        return 0 if parent.isValid() else self._values.shape[0]

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        """Columns of the array."""
        return 0 if parent.isValid() else self._values.shape[1]

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number, its colours, every digit as a tip."""
        value = float(self._values[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._numbers.write(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._numbers.tip(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole):
            return self._color(value, role)
        return None

    def _color(self, value: float, role: int) -> QColor:
        ground = QColor(*sign_colors(np.array([value]), self._limit, self._theme)[0].tolist())
        return ground if role == Qt.ItemDataRole.BackgroundRole else ink_on(ground, self._theme)


class ArrayTable(QDialog):
    """A window over the panel with every number; it shows the array as it is now. One that is asked for closes it."""

    followed = Signal(object)  # (row, column)

    def __init__(self, title: str, model: ArrayModel, parent: QWidget) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.table = QTableView()
        self.table.setModel(model)
        self.table.setFont(mono_font(_FONT))
        self.table.setAccessibleName(title)
        self.table.horizontalHeader().setDefaultSectionSize(model.column_width)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        layout = column(self, margins=QMargins(12, 12, 12, 12))
        layout.addWidget(label(title, kind="heading"))
        layout.addWidget(self.table, 1)
        layout.addWidget(label("Enter or a double click explains a number.", kind="caption"))
        self.resize(720, 520)
        self.table.activated.connect(self._follow)

    def _follow(self, index: QModelIndex) -> None:
        self.accept()
        self.followed.emit((index.row(), index.column()))
