"""The calls of one update with room for checks: the two passes with what the checks read, and the descent.

As in an update that nobody watches, the descent uses up gradients and computes large ones part by part, unless a check
reads them. A length of the gradient is measured piece by piece then. Knows no conditions but what they read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from playground.engine.instruction import Array, Call, Instruction, Phase, Ref
from playground.engine.program import Program
from playground.engine.quantities import QUANTITIES, Role
from playground.session.checks import Check
from playground.session.lookback import compares_lengths


@dataclass(frozen=True, eq=False)
class WatchedUpdate:
    """Where the update proper begins, the calls before it and its own; `squares` are sums of pieces of the gradient."""

    first: int
    passes: tuple[Call, ...]
    descent: tuple[Call, ...]
    squares: tuple[Array, ...] = ()


def watched_update(program: Program, checks: Sequence[Check], waiting: Sequence[Check]) -> WatchedUpdate:
    """The update for checks in their places and for others that are recorded."""
    first = sum(one.phase is not Phase.UPDATE for one in program.instructions)
    measured = [check for check in waiting if compares_lengths(check)]
    others = [*checks, *(check for check in waiting if check not in measured)]
    spending = not any(_reads_gradients(check) for check in (*checks, *waiting) if check.place >= first)
    if not program.in_parts or not spending or _reads_any(program, others, program.in_parts):
        return WatchedUpdate(first, _pass_calls(program, checks), program.calls(Phase.UPDATE, spending=spending))
    squares = _Squares()
    descent = program.descent_in_parts(squares.measured if measured else None)
    return WatchedUpdate(first, _pass_calls(program, checks, program.in_parts), descent, tuple(squares.found))


class _Squares:
    """The sum of squares of each piece of a gradient, taken while it is there."""

    def __init__(self) -> None:
        self.found: list[Array] = []

    def measured(self, gradient: Array) -> Call:
        """The call for one piece."""
        self.found.append(np.zeros((), gradient.dtype))
        return partial(gradient.dot, gradient, self.found[-1])


def _reads_gradients(check: Check) -> bool:
    """Whether a check behind the descent reads more than parameters, so that the descent may not use gradients up."""
    others = (ref for ref in check.needs if QUANTITIES[ref.quantity].role is not Role.PARAMETER)
    return any(others) or _reads_length(check)


def _reads_any(program: Program, checks: Sequence[Check], instructions: Iterable[Instruction]) -> bool:
    """Whether a check reads what these compute."""
    wanted = _with_operands(program, {ref for check in checks for ref in check.needs})
    return any(one.result.ref in wanted for one in instructions) or any(map(_reads_length, checks))


def _reads_length(check: Check) -> bool:
    return "gradient norm" in check.breakpoint.text


def _pass_calls(program: Program, checks: Sequence[Check], apart: Sequence[Instruction] = ()) -> tuple[Call, ...]:
    """The forward and the backward pass, with the optional lines that the checks read, without what is done apart."""
    wanted = _with_operands(program, {ref for check in checks for ref in check.needs})
    before = (one for one in program.instructions if one.phase is not Phase.UPDATE and not one.fused)
    chosen = (one for one in before if not any(one is other for other in apart))
    return tuple(call for one in chosen if not one.optional or one.result.ref in wanted for call in one.calls)


def _with_operands(program: Program, wanted: set[Ref]) -> set[Ref]:
    """The addresses, and what optional lines need to compute them."""
    for one in reversed(program.instructions):
        if one.optional and one.result.ref in wanted:
            wanted |= _read_by(one)
    return wanted


def _read_by(instruction: Instruction) -> set[Ref]:
    return {operand.ref for operand in instruction.operands.values() if operand.ref is not None}
