"""What all blocks show while a pass is walked; after a step only the blocks that the step touched are read anew.

Knows the stepper and rows of values, no items and no panels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playground.engine.instruction import Instruction
from playground.session.step_rows import VALUES_ALONE, Below, Row, block_rows
from playground.session.stepper import Stepper, between
from playground.ui.block_values import ValueRow
from playground.ui.lying import in_rows

Rows = dict[str, tuple[ValueRow, ...]]


class BlockRows:
    """Remembers what it gave last; a block's rows are the same object as long as no step has touched the block."""

    def __init__(self) -> None:
        self._program: object = None
        self._below, self._cursor = VALUES_ALONE, 0
        self._rows: Rows = {}

    def of(self, stepper: Stepper, below: Below) -> Mapping[str, tuple[ValueRow, ...]]:
        """The rows of every block as they are now."""
        if stepper.program is self._program and below == self._below:
            touched = self._touched(stepper)
        else:
            touched, self._rows = {node.id for node in stepper.network.nodes}, {}
        self._program, self._below, self._cursor = stepper.program, below, stepper.cursor
        self._rows = {**self._rows, **_rows(stepper, touched, below)}
        return self._rows

    def _touched(self, stepper: Stepper) -> set[str]:
        """The blocks of the lines between both places of the cursor; a borrowed parameter stands on its owner alone."""
        return {node for instruction in between(stepper, self._cursor) for node in _blocks_of(instruction)}


def value_rows(stepper: Stepper, below: Below = VALUES_ALONE) -> Mapping[str, tuple[ValueRow, ...]]:
    """What every block shows on the canvas."""
    return _rows(stepper, (node.id for node in stepper.network.nodes), below)


def rows_on(stepper: Stepper, node: str, below: Below) -> tuple[ValueRow, ...]:
    """What one block shows on the canvas."""
    return tuple(map(_value_row, block_rows(stepper, node, below)))


def _rows(stepper: Stepper, nodes: Iterable[str], below: Below) -> Rows:
    return {node: rows_on(stepper, node, below) for node in nodes}


def _blocks_of(instruction: Instruction) -> set[str]:
    ref = instruction.result.ref
    return {instruction.node} if ref is None else {instruction.node, ref.node}


def _value_row(row: Row) -> ValueRow:
    values = None if row.array is None else in_rows(row.shape).drawn(row.array)
    ghost = None if row.before is None else in_rows(row.shape).drawn(row.before)
    return ValueRow(row.quantity, row.symbol, row.superscript, row.role, values, row.shape, row.current, ghost)
