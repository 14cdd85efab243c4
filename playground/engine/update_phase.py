"""The update phase: each rule of the optimizer as one instruction a parameter, and fused over the flat arrays.

Both are the same calls, on views or on the whole, so that their bits agree; what is frozen is in neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from playground.engine.construction import Construction, Emitted, same
from playground.engine.instruction import Array, Call, Operand
from playground.engine.operations.operation import Line
from playground.engine.optimizers import Cells, Optimizer
from playground.engine.parameters import Slot
from playground.engine.quantities import QUANTITIES, Role


def emit_update(program: Construction, optimizer: Optimizer) -> tuple[Call, ...]:
    """Emit the update of every parameter that learns; returns the calls that do all of it at once."""
    settings = {name: program.constant(value) for name, value in optimizer.setting_values().items()}
    scratch = np.empty_like(program.arrays.values)
    for slot in program.arrays.layout.slots:
        if slot.trainable:
            _SlotUpdate(program, slot, settings, scratch).emit(optimizer)
    learning = slice(program.arrays.layout.trainable_size)
    whole = _cells(program, lambda flat: flat[learning], settings, scratch)
    return tuple(call for rule in optimizer.rules for call in rule.calls(whole))


def _cells(
    program: Construction, part: Callable[[Array], Array], settings: Mapping[str, Array], scratch: Array
) -> Cells:
    arrays = program.arrays
    moments = {name: part(moment) for name, moment in arrays.moments.items()}
    return Cells(part(arrays.values), part(arrays.gradients), part(scratch), moments, settings)


@dataclass
class _SlotUpdate:
    """Emits the update of one parameter: each rule of the optimizer, on views of the flat arrays."""

    program: Construction
    slot: Slot
    settings: Mapping[str, Array]
    scratch: Array

    def emit(self, optimizer: Optimizer) -> None:
        cells = _cells(self.program, self.slot.view, self.settings, self.scratch)
        operands = self._operands()
        for rule in optimizer.rules:
            line = Line(rule.formula, operands, note=rule.note)
            result = operands["W" if rule.result == "value" else rule.result]
            self.program.append(Emitted(result, line, rule.calls(cells), fused=True))

    def _operands(self) -> dict[str, Operand]:
        arrays, quantity = self.program.arrays, self.slot.quantity
        value: Callable[[str, Array], Operand] = partial(self.program.slot_value, self.slot)
        named = {"W": value(quantity, arrays.values), "g": value(f"grad_{quantity}", arrays.gradients)}
        moments = {name: value(f"{name}_{quantity}", moment) for name, moment in arrays.moments.items()}
        settings = {name: _setting(name, array) for name, array in self.settings.items()}
        return named | moments | settings


def _setting(name: str, array: Array) -> Operand:
    return Operand(QUANTITIES[name].symbol, "", Role.DATA, partial(same, array), batched=False)
