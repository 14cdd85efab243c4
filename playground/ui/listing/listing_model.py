"""The listing as a Qt model: rows stay while the program is the same, only cursor, values and breakpoints change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from playground.engine.instruction import Phase, Ref
from playground.session.listing import ListedRow, Notation, PassListing, value_text
from playground.session.step_rows import StepState
from playground.session.stepper import Stepper
from playground.ui.phase_looks import PHASE_LOOKS

Place = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
STATE, PHASE, VALUE, DOT = ROW + 1, ROW + 2, ROW + 3, ROW + 4
_NOWHERE = QModelIndex()
_FEW = 12
_SPOKEN_STATES: Mapping[StepState, str] = {
    StepState.DONE: "done",
    StepState.CURRENT: "current line",
    StepState.PENDING: "to come",
}


class ListingModel(QAbstractListModel):
    """Rows with their state; the roles above are what the delegate reads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notation = Notation.MATHEMATICS
        self.rows: tuple[ListedRow, ...] = ()
        self.listing: PassListing | None = None
        self.breakpoints: frozenset[Ref] = frozenset()
        self._stepper: Stepper | None = None
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

    def show_breakpoints(self, breakpoints: frozenset[Ref]) -> None:
        """Mark the lines that compute one of these."""
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
        """What the line at a row computes; None for a heading."""
        row = self.rows[place.row()] if place.isValid() else None
        if row is None or row.is_heading or self._stepper is None:
            return None
        return self._stepper.instructions[row.index].result.ref

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

    def _source(self, row: ListedRow) -> str:
        return "" if self.listing is None else self.listing.source(row, self.notation)

    def _state(self, row: ListedRow) -> StepState:
        if row.index + 1 == self._cursor and not row.is_heading:
            return StepState.CURRENT
        return StepState.DONE if row.index < self._cursor else StepState.PENDING

    def _phase(self, row: ListedRow) -> Phase:
        assert self._stepper is not None
        return self._stepper.instructions[row.index].phase

    def _value(self, row: ListedRow) -> str:
        """The value beside a line's first row."""
        if not row.is_first or self._stepper is None or self.listing is None:
            return ""
        return value_text(self.listing.value(self._stepper, row.index))

    def _tip(self, row: ListedRow) -> str:
        """All that a narrow panel cuts off; never read as tags."""
        texts = [text for text in (self._source(row), self._value(row)) if text]
        return f"<span style='white-space:pre'>{escape(chr(10).join(texts))}</span>"

    def _spoken(self, place: Place, row: ListedRow) -> str:
        look = PHASE_LOOKS[self._phase(row)]
        if row.is_heading:
            return f"{self._source(row)}, {look.word.lower()}"
        return ", ".join(self._words(place, row, look.word.lower()))

    def _words(self, place: Place, row: ListedRow, phase: str) -> Iterator[str]:
        yield f"line {row.index + 1}"
        yield phase
        yield self._source(row)
        yield _SPOKEN_STATES[self._state(row)]
        if self.ref(place) in self.breakpoints:
            yield "breakpoint"
        if row.is_first:
            yield f"value {self._value(row)}"

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        """Headings and lines."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate paints and what a screen reader says."""
        row = self.rows[index.row()]
        readers = {
            ROW: lambda: row,
            STATE: lambda: self._state(row),
            PHASE: lambda: self._phase(row),
            VALUE: lambda: self._value(row),
            DOT: lambda: row.is_first and self.ref(index) in self.breakpoints,
            int(Qt.ItemDataRole.DisplayRole): lambda: self._source(row),
            int(Qt.ItemDataRole.ToolTipRole): lambda: self._tip(row),
            int(Qt.ItemDataRole.AccessibleTextRole): lambda: self._spoken(index, row),
        }
        return readers[int(role)]() if int(role) in readers else None
