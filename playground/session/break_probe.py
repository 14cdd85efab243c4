"""Breakpoints in a run at full speed: their checks stand among the calls of an update, where their values are fresh.

Without breakpoints there is no probe, and nothing is paid. What can wait is only recorded there and looked back upon
by `settle`. The update in which one is hit is undone by the training, so that it can be walked to the very instruction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from playground.engine.errors import DivergenceError
from playground.engine.instruction import Call
from playground.engine.parameters import Clock
from playground.engine.program import Program
from playground.engine.training import PauseError
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.checks import START, Check, Setting, Stop, Test, checks_of, stop_at
from playground.session.condition_meaning import Record
from playground.session.condition_syntax import NotANumber
from playground.session.lookback import Lookback, can_wait, settled
from playground.session.watched_update import watched_update


class BreakPauseError(PauseError):
    """A breakpoint was hit: the run ends before this update."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.reason)
        self.stop = stop


class SuspicionError(Exception):
    """A look back cannot exclude that a pause was due; the updates since `settle` are to be walked once more."""


class BreakProbe:
    """Puts the checks of enabled breakpoints among the calls of an update; an `exact` one lets none of them wait."""

    def __init__(self, breakpoints: Breakpoints, memory: Memory, exact: bool = False) -> None:
        self._all, self._memory, self.exact = breakpoints, memory, exact
        self._breakpoints = breakpoints.active
        self._looks: dict[int, Lookback] = {}  # by batch size
        self._held = memory.copy()

    def calls(self, program: Program, record: Record) -> tuple[Call, ...]:
        """The calls of one update with the checks in between."""
        fast = [one for one in self._breakpoints if not _asks_for_nan(one)]  # training itself finds what is no number
        checks = checks_of(fast, Setting(program, self._memory, record))
        waiting = [] if self.exact else [check for check in checks if can_wait(check)]
        checks = tuple(check for check in checks if check not in waiting)
        update = watched_update(program, checks, waiting)
        look = Lookback(program, waiting, update.first, update.squares)
        self._looks[program.batch] = look
        return (
            *_looks(program, [check for check in checks if check.place == START]),
            *update.passes,
            *look.in_pass.calls(),
            *_looks(program, [check for check in checks if START < check.place < update.first]),
            *update.descent,
            *look.in_update.calls(),
            *_looks(program, [check for check in checks if check.place >= update.first]),
        )

    def settle(self) -> None:
        """Look back upon the updates since the last time; `SuspicionError` if a pause may have been due in one."""
        found = settled(tuple(self._looks.values()))
        if found is None:
            raise SuspicionError
        for cell, after in found:
            cell.become(after)
        for look in self._looks.values():
            look.clear()
        self._held = self._memory.copy()

    def again(self) -> BreakProbe:
        """An exact probe that remembers what was known when this one was settled last."""
        self._memory.restore(self._held)
        return BreakProbe(self._all, self._memory, exact=True)

    def afresh(self) -> BreakProbe:
        """Another one like this, for another training."""
        return BreakProbe(self._all, self._memory)

    def on_divergence(self, error: DivergenceError) -> Stop | None:
        """The stop for a run that met NaN or infinity, if a breakpoint asks for it."""
        hit = next((one for one in self._breakpoints if _asks_for_nan(one)), None)
        if hit is None or error.place is None:
            return None
        return Stop(error.place[2] + 1, error.update, hit.text)


def probe_of(breakpoints: Breakpoints, memory: Memory) -> BreakProbe | None:
    """A probe for those that are enabled, None if there are none."""
    return BreakProbe(breakpoints, memory) if breakpoints.active else None


def _asks_for_nan(one: Breakpoint) -> bool:
    return isinstance(one.condition, NotANumber)


def _looks(program: Program, checks: Sequence[Check]) -> tuple[Call, ...]:
    """One call for each kind of check, so that none is made more often than it can change."""
    by_epoch = [check for check in checks if check.follows_epochs]
    always = [check for check in checks if check not in by_epoch]
    looks = [_look(program, always)] if always else []
    looks += [_once_an_epoch(_look(program, by_epoch), program.arrays.clock)] if by_epoch else []
    return tuple(looks)


def _look(program: Program, checks: Sequence[Check]) -> Call:
    """A call that goes through the checks; as long as none holds and none held it only asks their tests."""
    test = reduce(_either, [check.test or _yes for check in checks])
    held = True

    def look() -> None:
        nonlocal held
        if held or test():
            for check in checks:
                if check.fires():
                    raise BreakPauseError(stop_at(check, program))
            held = any(check.cell.was_true for check in checks)

    return look


def _either(one: Test, other: Test) -> Test:
    return lambda: one() or other()  # a loop would cost more than most tests


def _once_an_epoch(look: Call, clock: Clock) -> Call:
    seen: int | None = None

    def call() -> None:
        nonlocal seen
        if clock.epoch != seen:
            seen = clock.epoch
            look()

    return call


def _yes() -> bool:
    return True
