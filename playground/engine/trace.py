"""A trace: each instruction's result with its operands, as frozen records that can be kept, printed or compared.

Recording runs the instruction itself; nothing is computed a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.instruction import Instruction, Operand, Phase
from playground.engine.program import Program
from playground.engine.quantities import QUANTITIES

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Shown:
    """A named value as it was: its symbol with index and a read-only copy."""

    symbol: str
    value: Array


@dataclass(frozen=True, eq=False)
class Step:
    """One instruction carried out. `operands` hold the values that were read, `contributions` the parts of a sum over
    paths by the name of the consumer each came through."""

    index: int
    phase: Phase
    node: str
    quantity: str
    symbol: str
    formula: str
    note: str
    value: Array
    operands: dict[str, Shown]
    contributions: dict[str, Array]


def record(program: Program, instruction: Instruction) -> Step:
    """Run the instruction and record it. Operands that it overwrites (W := W − …) are recorded as they were."""
    result = instruction.result.array
    old = result.copy() if instruction.phase is Phase.UPDATE else None
    instruction.run()
    operands = {
        name: _shown(operand, old if operand.array is result else None)
        for name, operand in instruction.operands.items()
        if operand is not instruction.result or old is not None
    }
    return Step(
        index=instruction.index,
        phase=instruction.phase,
        node=program.network.node(instruction.node).name,
        quantity=instruction.quantity.key,
        symbol=instruction.symbol,
        formula=instruction.text,
        note=instruction.note,
        value=_copy(result),
        operands=operands,
        contributions=_contributions(program, instruction, operands),
    )


def walk(program: Program) -> Iterator[Step]:
    """Run the whole program, update included, recording every instruction."""
    for instruction in program.instructions:
        yield record(program, instruction)


def _shown(operand: Operand, instead: Array | None) -> Shown:
    return Shown(operand.label, _copy(operand.array if instead is None else instead))


def _copy(array: Array) -> Array:
    copy = np.array(array)
    copy.setflags(write=False)
    return copy


def _contributions(program: Program, instruction: Instruction, shown: dict[str, Shown]) -> dict[str, Array]:
    """For a sum over paths, each consumer's part; a consumer with two wires is told apart by its port."""
    parts: dict[str, Array] = {}
    for name, operand in instruction.operands.items():
        if operand.ref is None or operand.ref.quantity != "contribution" or operand is instruction.result:
            continue
        consumer, _, port = operand.ref.via.rpartition(":")
        label = program.network.node(consumer).name
        parts[label if label not in parts else f"{label} (input {int(port) + 1})"] = shown[name].value
    return parts


def quantity_name(step: Step) -> str:
    """The long name of what the step computed."""
    return QUANTITIES[step.quantity].name
