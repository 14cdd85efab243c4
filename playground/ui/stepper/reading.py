"""Reading an instruction that has run: its operands as they were then, one element explained, how arrays lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from playground.engine.instruction import Array, Instruction, Operand
from playground.session.explanation import Explanation, Reader
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper
from playground.ui.lying import Lying, in_rows, standing


@dataclass(frozen=True, eq=False)
class Looked:
    """What is looked at: an instruction that has run and one element of its result."""

    stepper: Stepper
    instruction: Instruction
    explanation: Explanation

    def read(self, operand: Operand) -> Array:
        """The operand as the instruction read it."""
        return _as_read(self.stepper, self.instruction, operand)

    @property
    def numbers(self) -> NumberStyle:
        """How the numbers are written."""
        return self.explanation.terms.reader.numbers

    @property
    def result(self) -> Array:
        """The result as the instruction wrote it."""
        return self.stepper.as_written(self.instruction)


def reader_of(stepper: Stepper, instruction: Instruction, numbers: NumberStyle = AS_USUAL) -> Reader:
    """How to read and write the instruction's numbers."""
    read, written = partial(_as_read, stepper, instruction), stepper.as_written(instruction)
    return Reader(instruction, read, written=written, numbers=numbers)


def lying_of(stepper: Stepper, operand: Operand) -> Lying:
    """Columns for one sample, rows for a batch."""
    shape = operand.array.shape
    return standing(shape, operand.batched) if stepper.program.batch == 1 else in_rows(shape)


def _as_read(stepper: Stepper, instruction: Instruction, operand: Operand) -> Array:
    array = stepper.as_read(instruction, operand)
    assert array is not None
    return array
