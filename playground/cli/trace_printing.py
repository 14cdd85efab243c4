"""Steps as they leave the command line: JSON with every digit, or one aligned line each.

In a pass of a single sample its values are columns, as on the blackboard: a vector of n numbers has shape (n,).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from playground.cli.printing import Array, Plain, aligned, column_widths, plain_array, shape_label, short_array
from playground.cli.trace_walk import Walked
from playground.engine.instruction import Instruction, Operand
from playground.engine.program import Program
from playground.engine.trace import Shown

HEADINGS = ("", "phase", "block", "", "formula", "shape", "value")


def as_json(walked: Walked) -> Plain:
    """One step as a JSON object."""
    step, instruction, batch = walked.step, walked.instruction, walked.program.batch
    value = written(step.value, instruction.result, batch)
    return {
        "phase": str(step.phase),
        "node": step.node,
        "quantity": step.quantity,
        "symbol": step.symbol,
        "formula": step.formula,
        "shape": list(value.shape),
        "value": plain_array(value),
        "operands": {name: _operand(shown, instruction, name, batch) for name, shown in step.operands.items()},
        "contributions": [
            {"from": consumer, "value": plain_array(written(part, instruction.result, batch))}
            for consumer, part in step.contributions.items()
        ],
    }


def _operand(shown: Shown, instruction: Instruction, name: str, batch: int) -> Plain:
    return {
        "symbol": shown.symbol,
        "value": plain_array(written(shown.value, instruction.operand(name), batch)),
    }


def written(value: Array, operand: Operand, batch: int) -> Array:
    """The value as it is written: that of a single sample without the axis that counts samples."""
    return value[0] if batch == 1 and operand.batched and value.ndim else value


def print_steps(walked: Iterable[Walked]) -> None:
    """One line for each step; the columns are those of the pass."""
    for update, steps in groupby(walked, lambda entry: entry.update):
        if update > 1:
            print()
        _print_pass(steps)


def _print_pass(steps: Iterable[Walked]) -> None:
    widths: Sequence[int] = ()
    for entry in steps:
        if not widths:
            widths = _widths(entry.program)
            print(aligned(HEADINGS, widths))
        value = written(entry.step.value, entry.instruction.result, entry.program.batch)
        print(aligned((*_cells(entry.program, entry.instruction), short_array(value)), widths))


def _widths(program: Program) -> tuple[int, ...]:
    rows = [_cells(program, instruction) for instruction in program.instructions]
    return column_widths([HEADINGS[:-1], *rows])


def _cells(program: Program, instruction: Instruction) -> tuple[str, ...]:
    shape = written(instruction.result.array, instruction.result, program.batch).shape
    node = program.network.node(instruction.node).name
    index = str(instruction.index + 1)
    return (index, str(instruction.phase), node, instruction.symbol, instruction.text, shape_label(shape))
