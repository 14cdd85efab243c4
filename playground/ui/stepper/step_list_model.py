"""The list of steps as a Qt model: entries stay from pass to pass, only the cursor moves.

Qt asks for the count of lines dozens of times a step, so a model of Qt's own keeps the words and counts them.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from playground.session.step_rows import Entry, StepState, list_entries
from playground.session.stepper import Stepper
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.stepper.element_words import symbol_spoken

Place = QModelIndex | QPersistentModelIndex
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_SPOKEN_STATES: Mapping[StepState, str] = {
    StepState.DONE: "done",
    StepState.CURRENT: "current step",
    StepState.PENDING: "to come",
}


class StepListModel(QStringListModel):
    """Entries with their state, for screen readers and tips by role, for who paints them by `line`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self.cursor = 0
        self._program: object = None

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Take a pass, or only the cursor's new place where the steps are the same."""
        program = None if stepper is None else stepper.program
        if program is not self._program:
            self._program = program
            self._take(() if stepper is None else list_entries(stepper))
        cursor = 0 if stepper is None else stepper.cursor
        if cursor != self.cursor:
            self._move(cursor)

    def _take(self, entries: tuple[Entry, ...]) -> None:
        """Show other steps, from the start; those of most passes are the same."""
        if entries != self.entries:
            self.entries, self.cursor = entries, 0
            self.setStringList([f"{entry.node_name} {entry.symbol}{entry.superscript}" for entry in entries])

    def _move(self, cursor: int) -> None:
        first, last = sorted((self.cursor, cursor))
        self.cursor = cursor
        self.dataChanged.emit(self.index(max(first - 1, 0)), self.index(min(last, len(self.entries)) - 1))

    def current_index(self) -> QModelIndex:
        """The step that ran last; invalid at the start."""
        return self.index(self.cursor - 1) if self.cursor else QModelIndex()

    def line(self, place: int) -> tuple[Entry, StepState]:
        """A line and its state as they are, for whoever paints many of them."""
        entry = self.entries[place]
        return entry, entry.state(self.cursor)

    def flags(self, index: Place) -> Qt.ItemFlag:
        """Lines are chosen, not edited."""
        return _READ_ONLY

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, its tip, and what a screen reader says."""
        if role == Qt.ItemDataRole.ToolTipRole:
            entry = self.entries[index.row()]
            return f"Step {entry.cursor}: {entry.quantity_name} of {entry.node_name}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self.entries[index.row()])
        return super().data(index, role)

    def _spoken(self, entry: Entry) -> str:
        word, state = PHASE_LOOKS[entry.phase].word, _SPOKEN_STATES[entry.state(self.cursor)]
        symbol = symbol_spoken(entry.symbol)
        return f"step {entry.cursor}, {word.lower()}, {entry.node_name}, {symbol}, {entry.quantity_name}, {state}"
