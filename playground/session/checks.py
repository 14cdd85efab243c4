"""Breakpoints as checks of one program: after which instruction to look, and whether to pause there.

A condition pauses when it becomes true, not as long as it stays so; what was true last time is kept in a memory that
outlives the program. Used while stepping and while training alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from playground.engine.instruction import Instruction, Ref
from playground.engine.program import Program
from playground.session.breakpoints import Breakpoint, Cell, Memory
from playground.session.condition_meaning import START, Read, Record, Scope, compared, place_of, scopes, single
from playground.session.condition_syntax import Comparison, Condition, NotANumber, Trend, values
from playground.session.condition_tokens import ConditionError
from playground.session.quick_tests import quick_test

Test = Callable[[], bool]


@dataclass(frozen=True)
class Stop:
    """Where to pause: so many instructions of the update `update` (from 1) have run, and why."""

    cursor: int
    update: int
    reason: str


@dataclass(frozen=True, eq=False)
class Check:
    """One look after the instruction number `place` (`START`: before the first); `needs` are the values it reads."""

    breakpoint: Breakpoint
    place: int
    needs: frozenset[Ref] = frozenset()
    test: Test | None = None
    cell: Cell = field(default_factory=Cell)
    scope: Scope | None = None  # where the names of its condition are looked up

    @property
    def is_quick(self) -> bool:
        """Whether most looks at it cost next to nothing."""
        return self.test is not None and not isinstance(self.test, partial | _TrendTest)

    @property
    def follows_epochs(self) -> bool:
        """Whether it can only change with an epoch: it reads nothing of the program and no count of updates."""
        return self.place == START and self.test is not None and "update" not in self.breakpoint.text.lower()

    def fires(self) -> bool:
        """Whether to pause: always at a bare place, else when the test has become true."""
        if self.test is None:
            return True
        was, self.cell.was_true = self.cell.was_true, bool(self.test())
        return self.cell.was_true and not was


@dataclass(frozen=True)
class Setting:
    """What checks are made in: a program, the memory of the session, the last record of the run."""

    program: Program
    memory: Memory
    record: Record


def checks_of(breakpoints: Iterable[Breakpoint], setting: Setting) -> tuple[Check, ...]:
    """The checks of all that are enabled, by place; what does not fit this network is left out."""
    found: list[Check] = []
    for one in breakpoints:
        if one.enabled and not problem_of(one, setting):
            found += _checks(one, setting)
    return tuple(sorted(found, key=lambda check: check.place))


def problem_of(one: Breakpoint, setting: Setting) -> str:
    """Why a breakpoint cannot be used with this network; empty if it can."""
    try:
        list(_checks(one, setting))
    except ConditionError as error:
        return str(error)
    return ""


def stop_at(check: Check, program: Program) -> Stop:
    """The stop that a check asks for in the update that is being walked."""
    return Stop(check.place + 1, program.arrays.clock.updates + 1, check.breakpoint.described(program.network))


def _checks(one: Breakpoint, setting: Setting) -> Iterator[Check]:
    condition, places = one.condition, tuple(_places(one, setting.program))
    if condition is None:
        for place in places:
            yield Check(one, place)
    elif isinstance(condition, NotANumber):
        for instruction in setting.program.instructions:
            if one.place is None or instruction.index in places:
                yield Check(one, instruction.index, frozenset(), _not_a_number(instruction), Cell())
    else:
        for scope in scopes(condition, setting.program, setting.record):
            yield from _conditional(one, condition, scope, (setting, places))


def _conditional(
    one: Breakpoint, condition: Comparison | Trend, scope: Scope, where: tuple[Setting, tuple[int, ...]]
) -> Iterator[Check]:
    setting, places = where
    cell = setting.memory.cell(one, scope.block)
    needs = frozenset(ref for value in values(condition) for ref in scope.refs(value))
    known, test = place_of(scope, condition), _test(scope, condition, cell)
    if one.place is None:
        yield Check(one, known, needs, test, cell, scope)
    elif places:
        yield Check(one, max(places[0], known), needs, test, cell, scope)


def _test(scope: Scope, condition: Condition, cell: Cell) -> Test:
    if isinstance(condition, Comparison):
        plain = compared(scope, condition)
        return quick_test(scope, condition) or plain
    assert isinstance(condition, Trend)
    return _TrendTest(single(scope.read(condition.inner), condition.inner, 1), condition, cell)


@dataclass(frozen=True)
class _TrendTest:
    """Counts how often in a row a number grew or shrank; a number that stays counts as neither."""

    read: Read
    trend: Trend
    cell: Cell

    def __call__(self) -> bool:
        return self.cell.counts(float(self.read()), self.trend.rises) >= self.trend.times


def _not_a_number(instruction: Instruction) -> Test:
    array = instruction.result.array

    def test() -> bool:
        return not np.isfinite(array).all()

    return test


def _places(one: Breakpoint, program: Program) -> Iterator[int]:
    before = None
    for instruction in program.instructions:
        if one.is_at(instruction, before):
            yield instruction.index
        before = instruction


__all__ = ["START", "Check", "Setting", "Stop", "checks_of", "problem_of", "stop_at"]
