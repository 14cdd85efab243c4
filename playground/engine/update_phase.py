"""The update phase: each line of a descent as one instruction a parameter, and fused over the flat arrays.

The order is: learning rate, step count, penalties, clipping, decay, the optimizer's rules. Both ways are the same
calls, on views or on the whole, so that their bits agree; what is frozen is in neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache, partial

import numpy as np

from playground.engine.construction import Construction, Emitted, same
from playground.engine.descent import Descent
from playground.engine.formulas import operands, parse, right_hand_side
from playground.engine.instruction import Array, Call, Operand, Ref
from playground.engine.operations.operation import Line
from playground.engine.optimizer import Cells, Rule
from playground.engine.parameters import ParameterArrays, Slot
from playground.engine.penalties import CLIP_NORM, CLIP_VALUE, DECAY_RULE, MEASURE_RULES, PENALTY_RULES
from playground.engine.quantities import QUANTITIES, Role
from playground.engine.schedules import Now, Schedule
from playground.engine.update_cells import UpdateCells


def emit_update(program: Construction, descent: Descent) -> tuple[Call, ...]:
    """Emit the update of every parameter that learns; returns the calls that do all of it at once."""
    if not program.arrays.layout.trainable_size:
        return ()
    phase = _UpdatePhase(program, UpdateCells(program, descent))
    calls = phase.emit_rate(descent.schedule) if descent.schedule.changes else []
    calls += phase.emit_numbers(descent.optimizer.beginning)
    calls += phase.emit_each([*PENALTY_RULES, *([CLIP_VALUE] if descent.clipping.value else [])])
    if descent.clipping.norm:
        calls += [*phase.emit_numbers(MEASURE_RULES), *phase.emit_each([CLIP_NORM])]
    return (*calls, *phase.emit_each([DECAY_RULE, *descent.optimizer.rules]))


@dataclass(frozen=True)
class _UpdatePhase:
    """Emits lines; whatever does so returns their calls over the whole."""

    program: Construction
    cells: UpdateCells

    def emit_rate(self, schedule: Schedule) -> list[Call]:
        """The line for the learning rate where it changes."""
        arrays, initial = self.program.arrays, self.cells.descent.optimizer.learning_rate
        constants = {
            "initial_rate": initial,
            **{entry.name: getattr(schedule, entry.name) for entry in fields(schedule)},
        }
        rate = self._number("learning_rate")
        named = {"learning_rate": rate}
        for name in operands(right_hand_side(parse(schedule.formula))):
            constant = name in constants
            read = partial(np.array, constants[name]) if constant else partial(_number_now, schedule, arrays, name)
            named[name] = _plain(name, read)
        call = partial(write_rate, schedule, arrays, initial, rate.array)
        self._append(rate, _line("learning_rate", schedule.formula, schedule.note, named.__getitem__), (call,))
        return [call]

    def emit_numbers(self, rules: Sequence[Rule]) -> list[Call]:
        """Lines for single numbers, at the loss."""
        return [call for rule in rules for call in self._emit(rule, self._number, rule.calls(self.cells.whole))]

    def emit_each(self, rules: Sequence[Rule]) -> list[Call]:
        """Lines for each parameter, all of one before the next."""
        cells = self.cells
        acting = [rule for rule in rules if any(cells.act_on(rule, slot) for slot in cells.slots)]
        for slot in cells.slots if acting else ():
            own = cells.of(slot)
            for rule in acting:
                if cells.act_on(rule, slot):
                    self._emit(rule, partial(self._operand, slot, own), rule.calls(own))
        return [call for block in cells.blocks for rule in acting for call in rule.calls(block)]

    def _emit(self, rule: Rule, operand: Callable[[str], Operand], calls: tuple[Call, ...]) -> tuple[Call, ...]:
        self._append(operand(rule.result), _line(rule.result, rule.formula, rule.note, operand), calls)
        return calls

    def _append(self, result: Operand, line: Line, calls: tuple[Call, ...]) -> None:
        self.program.append(Emitted(result, line, calls, fused=True))

    @cached_property
    def _settings(self) -> Mapping[str, Operand]:
        return {name: _plain(name, partial(same, array)) for name, array in self.cells.settings.items()}

    def _number(self, name: str) -> Operand:
        """A setting, a number that is kept or computed at the loss, or the gradient as a whole."""
        if name in self._settings:
            return self._settings[name]
        if name == "g":
            return Operand("g", "", Role.BACKWARD, partial(same, self.cells.whole["g"]), batched=False)
        loss = self.program.network.loss
        assert loss is not None
        ref = Ref(loss.id, name)
        return self.program.values.get(ref) or self.program.register(ref, self.cells.numbers[name])

    def _operand(self, slot: Slot, own: Cells, name: str) -> Operand:
        """A name in a line for one parameter."""
        if name in self.cells.flat:
            quantity = {"W": slot.quantity, "g": f"grad_{slot.quantity}"}.get(name, f"{name}_{slot.quantity}")
            return self.program.slot_value(slot, quantity, self.cells.flat[name])
        shared = name in self._settings or name in self.cells.numbers
        return self._number(name) if shared else _plain(name, partial(same, own[name]))


def _line(result: str, formula: str, note: str, operand: Callable[[str], Operand]) -> Line:
    """A line with the operands that it reads."""
    template, read = _template(result, formula)
    return Line(template, {name: operand(name) for name in read}, note=note)


@lru_cache(maxsize=256)
def _template(result: str, formula: str) -> tuple[str, tuple[str, ...]]:
    """The line as it is written and the names it reads; its result is one of them where it overwrites itself."""
    read = operands(right_hand_side(parse(formula)))
    return (formula if result in read else formula.replace(f"{{{result}}}", "{out}", 1)), read


def _plain(name: str, read: Callable[[], Array]) -> Operand:
    """A setting, or a number that is computed when someone looks."""
    return Operand(QUANTITIES[name].symbol, "", Role.DATA, read, batched=False)


def _now(arrays: ParameterArrays) -> Now:
    clock = arrays.clock
    return Now(clock.epoch + clock.position / clock.samples, arrays.moments)


def _number_now(schedule: Schedule, arrays: ParameterArrays, name: str) -> Array:
    return np.array(schedule.numbers(_now(arrays))[name])


def rate_factor(schedule: Schedule, arrays: ParameterArrays) -> float:
    """The factor of the learning rate for the update that is due."""
    return schedule.factor(_now(arrays))


def write_rate(schedule: Schedule, arrays: ParameterArrays, initial: float, rate: Array) -> None:
    """rate = initial × factor."""
    rate[...] = initial * rate_factor(schedule, arrays)
