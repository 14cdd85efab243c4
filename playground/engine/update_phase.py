"""The update phase: each line of a descent as one instruction a parameter, and fused over the flat arrays.

The order is: learning rate, step count, penalties, clipping, decay, the optimizer's rules. Both ways are the same
calls, on views or on the whole, so that their bits agree; what is frozen is in neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache, partial

import numpy as np

from playground.engine.construction import Construction
from playground.engine.descent import Descent
from playground.engine.formulas import operands, parse, right_hand_side
from playground.engine.instruction import Array, Call, Instruction, Operand, Phase, Ref
from playground.engine.operations.operation import Line
from playground.engine.optimizer import Cells, Rule
from playground.engine.parameters import ParameterArrays, Slot
from playground.engine.penalties import CLIP_NORM, CLIP_VALUE, DECAY_RULE, MEASURE_RULES, PENALTY_RULES
from playground.engine.quantities import QUANTITIES, Role
from playground.engine.schedules import Now, Schedule
from playground.engine.update_cells import UpdateCells
from playground.engine.update_pieces import in_parts, pieces

Measure = Callable[[Array], Call]  # of a piece of the gradient, (parameters,): the call that looks at it


class UpdatePhase:
    """The update of a program: its calls for a run at full speed, and its lines for whoever looks."""

    def __init__(self, program: Construction, descent: Descent) -> None:
        self.program, self.descent, self.cells = program, descent, UpdateCells(program, descent)

    def calls(
        self, *, spending: bool = False, gradients: Sequence[Instruction] = (), measure: Measure | None = None
    ) -> tuple[Call, ...]:
        """All of the update over the flat arrays; `spending` may use up gradients that nobody reads any more.

        Of `gradients`, which are those in parts, each part is computed right before its update and kept nowhere; then
        `measure` may look at every piece of the gradient as it comes.
        """
        calls = [self._write_rate] if self.descent.schedule.changes and self.cells.slots else []
        if gradients:
            return (*calls, *self._numbers_first(gradients, measure))
        for rules, for_each in self._stages:
            for part in self.cells.blocks if for_each else (self.cells.whole,):
                calls += _calls_of(rules, part, spending)
        return tuple(calls)

    def in_parts(self, walked: Sequence[Instruction]) -> tuple[Instruction, ...]:
        """The gradients that can be computed part by part within the update: not where all are measured first."""
        return () if self.descent.clipping.norm else in_parts(walked, self.cells)

    def _numbers_first(self, gradients: Sequence[Instruction], measure: Measure | None) -> Iterator[Call]:
        """What is done once, then piece by piece all that is done for each parameter."""
        for rules, for_each in self._stages:
            if not for_each:
                yield from _calls_of(rules, self.cells.whole, spending=True)
        each = [rule for rules, for_each in self._stages if for_each for rule in rules]
        for piece in pieces(self.cells, gradients):
            measured = () if measure is None else (measure(piece.cells.arrays["g"]),)
            yield from (*piece.gradient, *measured, *_calls_of(each, piece.cells, spending=True))

    def lines(self) -> tuple[Instruction, ...]:
        """Emit the lines: single numbers at the loss, all of one parameter before the next."""
        before = len(self.program.instructions)
        self.program.phase, self.program.fused = Phase.UPDATE, True
        if self.descent.schedule.changes and self.cells.slots:
            self._emit_rate(self.descent.schedule)
        for rules, for_each in self._stages:
            if for_each:
                self._emit_each(rules)
            else:
                for rule in rules:
                    self._emit(rule, self._number, rule.calls(self.cells.whole))
        return tuple(self.program.instructions[before:])

    @cached_property
    def _stages(self) -> tuple[tuple[Sequence[Rule], bool], ...]:
        """Rules one after another, and whether they are for each parameter."""
        if not self.cells.slots:
            return ()
        optimizer, clipping = self.descent.optimizer, self.descent.clipping
        stages: list[tuple[Sequence[Rule], bool]] = [(optimizer.beginning, False)]
        stages.append(([*PENALTY_RULES, *([CLIP_VALUE] if clipping.value else [])], True))
        if clipping.norm:
            stages += [(MEASURE_RULES, False), ([CLIP_NORM], True)]
        stages.append(([DECAY_RULE, *optimizer.rules], True))
        return tuple(([rule for rule in rules if self.cells.acts(rule)], for_each) for rules, for_each in stages)

    @cached_property
    def _write_rate(self) -> Call:
        arrays, rate = self.program.arrays, self.cells.numbers["learning_rate"]
        return partial(write_rate, self.descent.schedule, arrays, self.descent.optimizer.learning_rate, rate)

    def _emit_rate(self, schedule: Schedule) -> None:
        """The line for the learning rate where it changes."""
        arrays, initial = self.program.arrays, self.descent.optimizer.learning_rate
        constants = {
            "initial_rate": initial,
            **{entry.name: getattr(schedule, entry.name) for entry in fields(schedule)},
        }
        named = {"learning_rate": self._number("learning_rate")}
        for name in operands(right_hand_side(parse(schedule.formula))):
            constant = name in constants
            read = partial(np.array, constants[name]) if constant else partial(_number_now, schedule, arrays, name)
            named[name] = _plain(name, read)
        line = _line("learning_rate", schedule.formula, schedule.note, named.__getitem__)
        self.program.append(named["learning_rate"], line, (self._write_rate,))

    def _emit_each(self, rules: Sequence[Rule]) -> None:
        cells = self.cells
        for slot in cells.slots if rules else ():
            own = cells.of(slot)
            for rule in rules:
                if cells.act_on(rule, slot):
                    self._emit(rule, partial(self._operand, slot, own), rule.calls(own))

    def _emit(self, rule: Rule, operand: Callable[[str], Operand], calls: tuple[Call, ...]) -> None:
        self.program.append(operand(rule.result), _line(rule.result, rule.formula, rule.note, operand), calls)

    @cached_property
    def _settings(self) -> Mapping[str, Operand]:
        return {name: _plain(name, array) for name, array in self.cells.settings.items()}

    def _number(self, name: str) -> Operand:
        """A setting, a number that is kept or computed at the loss, or the gradient as a whole."""
        if name in self._settings:
            return self._settings[name]
        if name == "g":
            return Operand("g", "", Role.BACKWARD, self.cells.whole["g"], batched=False)
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
        return self._number(name) if shared else _plain(name, own[name])


def _calls_of(rules: Sequence[Rule], cells: Cells, spending: bool) -> Iterator[Call]:
    for rule in rules:
        yield from rule.calls(cells.spending(rule.spends) if spending and rule.spends else cells)


def _line(result: str, formula: str, note: str, operand: Callable[[str], Operand]) -> Line:
    """A line with the operands that it reads."""
    template, read = _template(result, formula)
    return Line(template, {name: operand(name) for name in read}, note=note)


@lru_cache(maxsize=256)
def _template(result: str, formula: str) -> tuple[str, tuple[str, ...]]:
    """The line as it is written and the names it reads; its result is one of them where it overwrites itself."""
    read = operands(right_hand_side(parse(formula)))
    return (formula if result in read else formula.replace(f"{{{result}}}", "{out}", 1)), read


def _plain(name: str, source: Array | Callable[[], Array]) -> Operand:
    """A setting, or a number that is computed when someone looks."""
    return Operand(QUANTITIES[name].symbol, "", Role.DATA, source, batched=False)


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
