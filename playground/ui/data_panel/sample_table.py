"""The first samples as a table: one column a feature, the target last, classes by name."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from playground.data.dataset import Dataset
from playground.session.numbers import exact, format_number
from playground.ui.data_panel.words import IN_STEP
from playground.ui.fonts import mono_font

MOST_ROWS = 50
_LARGEST_WHOLE = 1e6
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SampleModel(QAbstractTableModel):
    """Read-only; numbers rounded in the cell, exact in the tip; columns of whole numbers are written as such."""

    def __init__(self) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self._whole: list[bool] = []

    def show_data(self, dataset: Dataset) -> None:
        """Replace the samples."""
        self.beginResetModel()
        self._dataset = dataset
        self._whole = (dataset.features == np.floor(dataset.features)).all(axis=0).tolist()
        self._whole.append(dataset.task == "regression" and bool((dataset.targets == np.floor(dataset.targets)).all()))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The first samples."""
        return 0 if self._dataset is None or parent.isValid() else min(MOST_ROWS, self._dataset.samples)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Features and the target."""
        return 0 if self._dataset is None or parent.isValid() else self._dataset.columns + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names of columns, numbers of samples."""
        if role != Qt.ItemDataRole.DisplayRole or self._dataset is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        names = (*self._dataset.feature_names, ", ".join(self._dataset.target_names) or "target")
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A number or a class's name."""
        if self._dataset is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        write = {Qt.ItemDataRole.DisplayRole: format_number, Qt.ItemDataRole.ToolTipRole: exact}.get(
            Qt.ItemDataRole(role)
        )
        value = _value(self._dataset, index.row(), index.column())
        if write is None:
            return None
        whole = not isinstance(value, str) and self._whole[index.column()] and abs(value) < _LARGEST_WHOLE
        text = value if isinstance(value, str) else write(round(value) if whole else value)
        return f"{text}\n{IN_STEP}" if role == Qt.ItemDataRole.ToolTipRole else text


def _value(dataset: Dataset, row: int, column: int) -> float | str:
    if column < dataset.columns:
        return float(dataset.features[row, column])
    if dataset.task == "classification":
        return dataset.class_names[int(dataset.targets[row])]
    return float(dataset.targets[row, 0])


class SampleTable(QTableView):
    """The first samples, to be looked at."""

    number_clicked = Signal(object)  # (row, column) by a click or Enter

    def __init__(self) -> None:
        super().__init__()
        self._model = SampleModel()
        self.setModel(self._model)
        self.setFont(mono_font(11))
        self.setAccessibleName("First samples")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setTabKeyNavigation(False)
        for asked in (self.clicked, self.activated):
            asked.connect(self._click)

    def show_data(self, dataset: Dataset) -> None:
        """Replace the samples and fit the columns to them."""
        self._model.show_data(dataset)
        self.setToolTip(f"The first {self._model.rowCount()} of {dataset.samples:,} samples")
        self.resizeColumnsToContents()

    def _click(self, index: QModelIndex) -> None:
        self.number_clicked.emit((index.row(), index.column()))
