"""A walk through a pass down to the single term: over a stride, into the terms of a sum, out of them, and back.

Its places are in one line: an instruction that has run, then each term of the looked-at element's sum, then the next
instruction. So every step of every length has its way back. The stepper alone computes; a term only looks at its sum.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playground.engine.instruction import Index, Operand
from playground.session.stepper import Granularity, Stepper, in_one_layer

if TYPE_CHECKING:
    from playground.session.term_cursor import TermCursor

Looking = Callable[[Operand], Index]  # which element of a result is looked at

_AROUND = (Granularity.LAYER, Granularity.PHASE, Granularity.UPDATE)  # what an instruction is in, from within


def first_element(operand: Operand) -> Index:
    """The element that is looked at where nobody has chosen one."""
    return (0,) * operand.array.ndim


class Walk:
    """Where someone stands in a stepper's pass; `looking` tells which element's terms are walked."""

    def __init__(self, stepper: Stepper, looking: Looking = first_element) -> None:
        self.stepper = stepper
        self._looking = looking
        self._terms: TermCursor | None = None

    @property
    def terms(self) -> TermCursor | None:
        """The sum that is being walked with the terms taken so far; None while no term has been taken."""
        terms, current = self._terms, self.stepper.current
        if terms is None or current is None or not terms.is_of(current, self._looking(current.result)):
            return None
        return terms if terms.taken else None

    @property
    def place(self) -> tuple[int, int]:
        """How many instructions have run, and how many terms of the last one's sum have been taken."""
        terms = self.terms
        return self.stepper.cursor, 0 if terms is None else terms.taken

    def step(self, stride: Granularity) -> bool:
        """Forward; False at the end of the pass. A term is the next of the sum, after the last the next instruction."""
        if stride is Granularity.TERM and self._take():
            return True
        self.leave()
        return self.stepper.advance(stride)

    def back(self, stride: Granularity) -> bool:
        """Back; False where nothing is left. From an instruction one term back is the last term of the one before."""
        terms = self.terms
        if stride is Granularity.TERM and terms is not None:
            return terms.back()
        self.leave()
        if not self.stepper.retreat(stride):
            return False
        if stride is Granularity.TERM:
            self._finish(self._sum())
        return True

    def out(self) -> bool:
        """To the end of what one is in: the sum, then the layer, then the phase, then the update. False at its end.

        A layer of one line has no end to go to: out of it is the line after it.
        """
        terms = self.terms
        if terms is not None and not terms.at_end:
            self._finish(terms)
            return True
        self.leave()
        if self._is_whole_layer():
            return self.stepper.step()
        around = next(filter(self._is_within, _AROUND), None)
        return around is not None and self.stepper.advance(around)

    def run_to(self, cursor: int) -> None:
        """To where so many instructions have run."""
        self.leave()
        self.stepper.run_to(cursor)

    def leave(self) -> None:
        """Look at the instruction as a whole again."""
        self._terms = None

    def _take(self) -> bool:
        """Take the next term of the present sum, if there is one."""
        self._terms = self.terms or self._sum()
        return self._terms is not None and self._terms.step()

    def _sum(self) -> TermCursor | None:
        from playground.session.term_cursor import step_into  # a window opens without looking into a sum

        current = self.stepper.current
        return None if current is None else step_into(self.stepper, self._looking(current.result))

    def _finish(self, terms: TermCursor | None) -> None:
        if terms is not None:
            terms.run_to(len(terms))
        self._terms = terms

    def _is_whole_layer(self) -> bool:
        """Whether the last instruction is all that its layer does in this phase."""
        cursor = self.stepper.cursor
        around = self.stepper.instructions[max(cursor - 2, 0) : cursor + 1]
        return cursor > 0 and not any(map(in_one_layer, around, around[1:]))

    def _is_within(self, around: Granularity) -> bool:
        """Whether the group that the last instruction belongs to goes on; the start of a pass is within the update."""
        stepper = self.stepper
        if stepper.at_end or not stepper.cursor:
            return not stepper.at_end and around is Granularity.UPDATE
        return around.joins(*stepper.instructions[stepper.cursor - 1 : stepper.cursor + 1])
