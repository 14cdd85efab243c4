"""A row of the listing as it is shown: what the delegate paints, the tool tip, and the words of a screen reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from playground.engine.instruction import Phase
from playground.session.listing import ListedRow
from playground.session.step_rows import StepState
from playground.ui.phase_looks import PHASE_LOOKS

_STATES: Mapping[StepState, str] = {
    StepState.DONE: "done",
    StepState.CURRENT: "current line",
    StepState.PENDING: "to come",
}


@dataclass(frozen=True)
class ShownRow:
    """`value` stands beside a line's first row; `breakpoint` says whether one is there and enabled, None for none."""

    row: ListedRow
    phase: Phase
    state: StepState
    source: str
    value: str
    breakpoint: bool | None

    @property
    def tip(self) -> str:
        """All that a narrow panel cuts off; never read as tags."""
        text = "\n".join(filter(None, (self.source, self.value)))
        return f"<span style='white-space:pre'>{escape(text)}</span>"

    @property
    def spoken(self) -> str:
        """The row in words."""
        return ", ".join(self._words())

    def _words(self) -> Iterator[str]:
        phase = PHASE_LOOKS[self.phase].word.lower()
        if self.row.is_heading:
            yield from (self.source, phase)
        else:
            yield from (f"line {self.row.index + 1}", phase, self.source, _STATES[self.state])
        if self.breakpoint is not None:
            yield "breakpoint" if self.breakpoint else "disabled breakpoint"
        if self.row.is_first:
            yield f"value {self.value}"
