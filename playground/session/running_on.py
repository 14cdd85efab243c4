"""Running on in a pass until a breakpoint asks to pause: the same checks as in a run at full speed."""

from __future__ import annotations

from functools import partial

from playground.engine.history import EpochRecord
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.checks import START, Check, Setting, Stop, checks_of, problem_of, stop_at
from playground.session.stepper import Stepper


def run_on(stepper: Stepper, breakpoints: Breakpoints, memory: Memory, end: int | None = None) -> Stop | None:
    """Step until a breakpoint is hit behind the cursor, and say which; None at the end of the pass, or at `end`.

    From the start of a pass it may be hit before the first step.
    """
    checks = checks_of(breakpoints.active, _setting(stepper, memory))
    hit = None if stepper.cursor else _hit(checks, START)
    while hit is None and stepper.cursor != end and stepper.step():
        hit = _hit(checks, stepper.cursor - 1)
    return None if hit is None else stop_at(hit, stepper.program)


def _hit(checks: tuple[Check, ...], place: int) -> Check | None:
    return next((check for check in checks if check.place == place and check.fires()), None)


def problem_in(stepper: Stepper, one: Breakpoint) -> str:
    """Why a breakpoint cannot be used in this pass; empty if it can."""
    return problem_of(one, _setting(stepper, Memory()))


def _setting(stepper: Stepper, memory: Memory) -> Setting:
    return Setting(stepper.program, memory, partial(_last_record, stepper))


def _last_record(stepper: Stepper) -> EpochRecord | None:
    return stepper.start.learned.history.last
