"""Running on in a pass until a breakpoint asks to pause: the same checks as in a run at full speed."""

from __future__ import annotations

from functools import partial

from playground.engine.history import EpochRecord
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.checks import Setting, Stop, checks_of, problem_of, stop_at
from playground.session.stepper import Stepper


def run_on(stepper: Stepper, breakpoints: Breakpoints, memory: Memory) -> Stop | None:
    """Step until a breakpoint is hit behind the cursor, and say which; None at the end of the pass."""
    checks = checks_of(breakpoints.active, _setting(stepper, memory))
    while stepper.step():
        here = (check for check in checks if check.place == stepper.cursor - 1)
        hit = next((check for check in here if check.fires()), None)
        if hit is not None:
            return stop_at(hit, stepper.program)
    return None


def problem_in(stepper: Stepper, one: Breakpoint) -> str:
    """Why a breakpoint cannot be used in this pass; empty if it can."""
    return problem_of(one, _setting(stepper, Memory()))


def _setting(stepper: Stepper, memory: Memory) -> Setting:
    return Setting(stepper.program, memory, partial(_last_record, stepper))


def _last_record(stepper: Stepper) -> EpochRecord | None:
    return stepper.start.learned.history.last
