"""Stepping into one element: its terms one after another, with the sum so far, and out again to the finished number.

It walks the terms that the explanation shows; the finished number is the program's own. Knows nothing of windows.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from playground.engine.instruction import Array, Index, Instruction
from playground.session.explanation import Explanation, Reader, TermShown, explain
from playground.session.stepper import Stepper


class TermCursor:
    """A place in the sum that makes up one element: `taken` terms have been added."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        self.taken = 0

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self.explanation.terms)

    def is_of(self, instruction: Instruction | None, index: Index) -> bool:
        """Whether these are the terms of that element of that instruction's result."""
        return self.explanation.terms.reader.instruction is instruction and self.explanation.index == index

    @property
    def current(self) -> TermShown | None:
        """The term that was added last."""
        return self.explanation.terms[self.taken - 1] if self.taken else None

    @property
    def sum(self) -> float:
        """The terms taken so far, added up; all of them make the element itself."""
        return self.explanation.value if self.at_end else float(self.sums[self.taken])

    @property
    def at_end(self) -> bool:
        """Whether every term has been added."""
        return self.taken == len(self)

    @cached_property
    def sums(self) -> Array:
        """The sum after no term, one term, two …, (terms + 1,)."""
        return np.concatenate([np.zeros(1), np.cumsum(self.explanation.terms.values)])

    def step(self) -> bool:
        """Add the next term; False if there is none."""
        if self.at_end:
            return False
        self.taken += 1
        return True

    def back(self) -> bool:
        """Take the last term away again; False at the start."""
        if not self.taken:
            return False
        self.taken -= 1
        return True

    def run_to(self, taken: int) -> None:
        """Stand where so many terms have been added."""
        self.taken = min(max(taken, 0), len(self))


def step_into(stepper: Stepper, index: Index) -> TermCursor | None:
    """A cursor over the terms of an element of the current result; None where it is no sum of several terms."""
    instruction = stepper.current
    if instruction is None or instruction.terms is None:
        return None
    known = {id(operand): stepper.as_read(instruction, operand) for operand in instruction.operands.values()}
    reader = Reader(instruction, lambda operand: _array(known.get(id(operand)), operand.array))
    cursor = TermCursor(explain(reader, index))
    return cursor if len(cursor) > 1 else None


def _array(read: Array | None, own: Array) -> Array:
    return own if read is None else read
