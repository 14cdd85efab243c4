"""The blocks as a list, in the order of the computation: the canvas for the keyboard and for screen readers.

It shows names, shapes and problems, shares the selection with the canvas, and never edits.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from playground.document.diagram import Diagram
from playground.ui.outline.outline_delegate import OutlineDelegate
from playground.ui.outline.outline_model import NODE, OutlineModel
from playground.ui.palette import LIGHT, Theme

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Outline(QListView):
    """A list of blocks."""

    selection_changed = Signal(object)  # frozenset of node ids chosen by the user
    block_activated = Signal(object)  # node id

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = OutlineModel()
        self._painter = OutlineDelegate(theme, self)
        self._silent = False
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Outline of the network")
        self.activated.connect(self._activate)

    def show_diagram(self, diagram: Diagram, problems: Mapping[str, tuple[str, ...]]) -> None:
        """List the blocks of a diagram; the selection stays with the blocks it is on."""
        chosen = self.chosen()
        self._model.show(diagram, problems)
        self.select(chosen)

    def select(self, ids: frozenset[str]) -> None:
        """Select exactly these blocks without announcing it."""
        rows = [row for row, id in enumerate(self._model.ids) if id in ids]
        wanted = QItemSelection()
        for row in rows:
            wanted.select(self._model.index(row), self._model.index(row))
        self._silent = True
        self.selectionModel().select(wanted, _SELECT)
        if rows and self.currentIndex().row() not in rows:
            self.selectionModel().setCurrentIndex(
                self._model.index(rows[0]), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(self._model.index(rows[0]))
        self._silent = False

    def chosen(self) -> frozenset[str]:
        """The ids of the selected blocks."""
        return frozenset(index.data(NODE) for index in self.selectionModel().selectedIndexes())

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._painter.set_theme(theme)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for a handful of blocks."""
        return QSize(208, 240)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Announce what the user selects."""
        super().selectionChanged(selected, deselected)
        if not self._silent:
            self.selection_changed.emit(self.chosen())

    def _activate(self, index: QModelIndex) -> None:
        self.block_activated.emit(index.data(NODE))
