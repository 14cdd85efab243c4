"""The confusion matrix as a table: a row for each class, a column for each it was taken for, precision and recall.

Colours are only a help: every cell has its number, and its tip the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from playground.session.metrics_report import ClassRow, share_text
from playground.ui.palette import LIGHT, Theme
from playground.ui.theme import ink_on, mixed

MOST_CLASSES = 30  # of more classes only precision and recall are shown
UNDECIDED, RECALL, PRECISION = "none", "Recall", "Precision"
_STRENGTH = 0.7  # of the strongest colour
_LEVELS = 40

Place = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True)
class ConfusionCell:
    """A number with its sentence; the share of its class's samples gives the colour, `right` which."""

    text: str
    sentence: str = ""
    share: float = 0.0
    right: bool = False


@dataclass(frozen=True)
class ConfusionTable:
    """Titles of rows and columns, and the cells row by row."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[ConfusionCell, ...], ...] = ()


def confusion_table(classes: tuple[ClassRow, ...]) -> ConfusionTable:
    """The classes of a report as a table, precision and recall at the end of each row; counts only of some classes."""
    names = tuple(row.name for row in classes)
    counted = len(classes) <= MOST_CLASSES
    undecided = counted and any(row.undecided for row in classes)
    columns = (*(names if counted else ()), *((UNDECIDED,) if undecided else ()), PRECISION, RECALL)
    cells = []
    for label, row in enumerate(classes):
        counts = tuple(_counts(label, names, row)) if counted else ()
        cells.append((*counts[: len(columns) - 2], _precision(row), _recall(row)))
    return ConfusionTable(names, columns if classes else (), tuple(cells))


def _counts(label: int, names: tuple[str, ...], row: ClassRow) -> Iterator[ConfusionCell]:
    total = sum(row.counts) + row.undecided
    for column, (name, count) in enumerate(zip((*names, "no class"), (*row.counts, row.undecided), strict=True)):
        sentence = f"{count} of {total} samples of {row.name} were taken for {name}"
        yield ConfusionCell(str(count), sentence, count / total if total else 0.0, right=column == label)


def _recall(row: ClassRow) -> ConfusionCell:
    return ConfusionCell(share_text(row.recall), f"Of the samples of {row.name}, the share that was found")


def _precision(row: ClassRow) -> ConfusionCell:
    return ConfusionCell(share_text(row.precision), f"Of the samples taken for {row.name}, the share that are of it")


@cache
def _paints(theme: Theme) -> tuple[tuple[tuple[QColor | None, QColor], ...], ...]:
    """Fill and ink for every strength, of what is wrong and of what is right."""
    return tuple(
        tuple(_paint(full, level, theme) for level in range(_LEVELS + 1)) for full in (theme.error, theme.positive)
    )


def _paint(full: str, level: int, theme: Theme) -> tuple[QColor | None, QColor]:
    if not level:
        return None, QColor(theme.ink)
    fill = mixed(theme.panel, full, _STRENGTH * level / _LEVELS)
    return fill, ink_on(fill, theme)


class ConfusionModel(QAbstractTableModel):
    """The table of one report."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme, self._table = theme, ConfusionTable()

    def show_classes(self, classes: tuple[ClassRow, ...]) -> None:
        """Show other numbers; the table is built anew only where its titles differ."""
        before, table = self._table, confusion_table(classes)
        if (before.rows, before.columns) == (table.rows, table.columns):
            self._table = table
            self._repaint()
        else:
            self.beginResetModel()
            self._table = table
            self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Colour the cells in another theme."""
        self._theme = theme
        self._repaint()

    def rowCount(self, _parent: Place | None = None) -> int:
        """A row for each class."""
        return len(self._table.rows)

    def columnCount(self, _parent: Place | None = None) -> int:
        """A column for each class, one for no class where that happened, precision and recall."""
        return len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Names of classes."""
        titles = self._table.columns if orientation is Qt.Orientation.Horizontal else self._table.rows
        return titles[section] if role == _ROLE.DisplayRole and section < len(titles) else None

    def data(self, index: Place, role: int = _ROLE.DisplayRole) -> object:
        """The number and its sentence."""
        cell = self._table.cells[index.row()][index.column()]
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return f"{cell.text}: {cell.sentence}" if cell.sentence else None
        return None

    def paints(self, row: int, column: int) -> tuple[str, QColor | None, QColor]:
        """Text, fill and ink of a cell, quickly: a matrix has hundreds."""
        cell = self._table.cells[row][column]
        return cell.text, *_paints(self._theme)[cell.right][round(cell.share * _LEVELS)]

    def _repaint(self) -> None:
        if self._table.cells:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
