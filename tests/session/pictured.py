"""A line of a walked pass with its picture, for the tests of the pictures."""

from __future__ import annotations

from functools import partial

from playground.engine.instruction import Array, Index, Instruction, Operand
from playground.engine.network import Network
from playground.session.curves import Curves
from playground.session.explanation import Explanation, Reader, explain
from playground.session.picture_choice import picture_of
from playground.session.pictures import Picture
from playground.session.stepper import Stepper
from tests.session.walked_nets import stepper


def reader(walked: Stepper, line: Instruction) -> Reader:
    """How the line's numbers are read."""
    return Reader(line, partial(_as_read, walked, line), written=walked.as_written(line))


def _as_read(walked: Stepper, line: Instruction, operand: Operand) -> Array:
    array = walked.as_read(line, operand)
    assert array is not None
    return array


def walked_through(net: Network, count: int = 1) -> Stepper:
    """A stepper at the end of the backward pass."""
    walked = stepper(net, count)
    walked.run_to_end()
    return walked


def line_of(walked: Stepper, quantity: str, name: str) -> Instruction:
    """The line that computes a quantity of a block."""
    node = walked.network.named(name).id
    return next(line for line in walked.instructions if (line.node, line.quantity.key) == (node, quantity))


def explained(walked: Stepper, line: Instruction, index: Index) -> tuple[Reader, Explanation]:
    """One element of a line."""
    read = reader(walked, line)
    return read, explain(read, index)


def pictured(walked: Stepper, line: Instruction, index: Index) -> Picture | None:
    """The picture of one element."""
    return picture_of(walked, *explained(walked, line, index), Curves())
