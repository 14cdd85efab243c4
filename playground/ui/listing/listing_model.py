"""The listing as a Qt model: rows stay while the program is the same, only cursor, values and breakpoints change."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from playground.engine.instruction import Ref
from playground.session.listing import ListedRow, Notation, PassListing, value_text
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.step_rows import StepState
from playground.session.stepper import Stepper
from playground.ui.listing.shown_row import ShownRow

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 12


class ListingModel(QAbstractListModel):
    """Rows, the place of the cursor among them, and breakpoints; `shown` is what the delegate paints."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notation = Notation.MATHEMATICS
        self.rows: tuple[ListedRow, ...] = ()
        self.listing: PassListing | None = None
        self.breakpoints: Mapping[Ref, bool] = {}  # by place, whether it is enabled
        self._stepper: Stepper | None = None
        self._numbers = AS_USUAL
        self._program: object = None
        self._cursor = 0
        self._first: dict[int, int] = {}  # rows by the instruction's index

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Take another program, another pass of the same, or only the cursor's new place."""
        before, program = self._program, None if stepper is None else stepper.program
        cursor = 0 if stepper is None else stepper.cursor
        moved = sorted((self._cursor, cursor))
        self._stepper, self._program, self._cursor = stepper, program, cursor
        if stepper is None or self.listing is None or not self.listing.fits(stepper):
            self.listing = None if stepper is None else PassListing(stepper)
            self._reset()
        elif program is not before:
            self._tell(range(len(self.rows)))
        elif moved[0] != moved[1]:
            self._tell(range(self._row(max(moved[0] - 1, 0)), self._row(moved[1])))

    def set_notation(self, notation: Notation) -> None:
        """Write the lines in the other way."""
        if notation is not self.notation:
            self.notation = notation
            self._reset()

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the values otherwise."""
        self._numbers = numbers
        self._tell(range(len(self.rows)))

    def show_breakpoints(self, breakpoints: Mapping[Ref, bool]) -> None:
        """Mark the lines that compute one of these, and the headings of whole blocks."""
        if breakpoints != self.breakpoints:
            self.breakpoints = breakpoints
            self._tell(range(len(self.rows)))

    def whole_line(self, place: Place) -> str:
        """All that an instruction says, with every row it takes; empty for a heading."""
        row = self.rows[place.row()] if place.isValid() else None
        if row is None or row.is_heading or self.listing is None:
            return ""
        return "\n".join(self.listing.sources(row.index, self.notation))

    def ref(self, place: Place) -> Ref | None:
        """What the line at a row computes; for a heading its block, without a quantity."""
        if not place.isValid() or self._stepper is None:
            return None
        row = self.rows[place.row()]
        instruction = self._stepper.instructions[row.index]
        return Ref(instruction.node, "") if row.is_heading else instruction.result.ref

    def place_of(self, index: int) -> QModelIndex:
        """The first row of an instruction; invalid if there is none."""
        return self.index(self._first[index]) if index in self._first else QModelIndex()

    def current_index(self) -> QModelIndex:
        """The line that ran last; invalid at the start."""
        return self.place_of(self._cursor - 1)

    def _reset(self) -> None:
        self.beginResetModel()
        self.rows = () if self.listing is None else self.listing.rows(self.notation)
        firsts = ((row.index, place) for place, row in enumerate(self.rows) if row.is_first)
        self._first = dict(firsts)
        self.endResetModel()

    def _row(self, index: int) -> int:
        return self._first.get(index, len(self.rows))

    def _tell(self, changed: range) -> None:
        """Tell of each row by itself while they are few: a view repaints one row alone, but everything for a range."""
        if len(changed) > _FEW:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def _state(self, row: ListedRow) -> StepState:
        if row.index + 1 == self._cursor and not row.is_heading:
            return StepState.CURRENT
        return StepState.DONE if row.index < self._cursor else StepState.PENDING

    def shown(self, place: Place) -> ShownRow:
        """A row as it stands now."""
        assert self._stepper is not None
        assert self.listing is not None
        row, ref = self.rows[place.row()], self.ref(place)
        value = value_text(self.listing.value(self._stepper, row.index), self._numbers) if row.is_first else ""
        mark = None if ref is None or row.part else self.breakpoints.get(ref)
        source, phase = self.listing.source(row, self.notation), self._stepper.instructions[row.index].phase
        return ShownRow(row, phase, self._state(row), source, value, mark)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        """Headings and lines."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a row, its tool tip, and what a screen reader says."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index).source
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.shown(index).tip
        return self.shown(index).spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
