"""The list of steps as a Qt model: entries stay for a whole pass, only the cursor moves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from playground.session.step_rows import Entry, StepState, list_entries
from playground.session.stepper import Stepper
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.stepper.element_words import symbol_spoken

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 12
_SPOKEN_STATES: Mapping[StepState, str] = {
    StepState.DONE: "done",
    StepState.CURRENT: "current step",
    StepState.PENDING: "to come",
}


class StepListModel(QAbstractListModel):
    """Entries with their state, for screen readers and tips by role, for the delegate by `line`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.cursor = 0
        self._program: object = None

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Take a pass, or only the cursor's new place in the same one."""
        program = None if stepper is None else stepper.program
        if program is not self._program:
            self.beginResetModel()
            self._program = program
            self.entries = () if stepper is None else list_entries(stepper)
            self.cursor = 0 if stepper is None else stepper.cursor
            self.endResetModel()
        elif stepper is not None and stepper.cursor != self.cursor:
            self._move(stepper.cursor)

    def _move(self, cursor: int) -> None:
        """Tell of each line by itself: a view repaints one line alone, but everything for a range."""
        first, last = sorted((self.cursor, cursor))
        self.cursor = cursor
        changed = range(max(first - 1, 0), min(last, len(self.entries)))
        if len(changed) > _FEW:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def current_index(self) -> QModelIndex:
        """The step that ran last; invalid at the start."""
        return self.index(self.cursor - 1) if self.cursor else QModelIndex()

    def line(self, place: int) -> tuple[Entry, StepState]:
        """A line and its state as they are, for whoever paints many of them."""
        entry = self.entries[place]
        return entry, entry.state(self.cursor)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        """Steps of the pass."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate paints and what a screen reader says."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.node_name} {entry.symbol}{entry.superscript}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"Step {entry.cursor}: {entry.quantity_name} of {entry.node_name}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return None

    def _spoken(self, entry: Entry) -> str:
        word, state = PHASE_LOOKS[entry.phase].word, _SPOKEN_STATES[entry.state(self.cursor)]
        symbol = symbol_spoken(entry.symbol)
        return f"step {entry.cursor}, {word.lower()}, {entry.node_name}, {symbol}, {entry.quantity_name}, {state}"
