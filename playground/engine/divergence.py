"""Finding where NaN or infinity came from: a pass is walked again, one instruction at a time, until a result is wrong.

Training only notices that a pass left something that is no number; what is told to the user is found here.
"""

from __future__ import annotations

import numpy as np

from playground.engine.errors import DivergenceError
from playground.engine.instruction import Array, Instruction, Phase
from playground.engine.program import Program


def bounded(array: Array) -> bool:
    """Whether every number is finite and small enough to be squared and added: beyond that nothing is learned."""
    flat = array.ravel()
    with np.errstate(all="ignore"):
        return bool(np.isfinite(flat @ flat))


def first_infinite(program: Program) -> Instruction | None:
    """Run the loaded program until a result is not finite; if all are, the first whose squares are not, or None."""
    unbounded = None
    with np.errstate(all="ignore"):
        for instruction in program.instructions:
            instruction.run()
            if not np.isfinite(instruction.result.array).all():
                return instruction
            if unbounded is None and not bounded(instruction.result.array):
                unbounded = instruction
    return unbounded


def led_astray(instruction: Instruction | None) -> bool:
    """Whether the parameters with which the pass began were to blame: its forward values already went wrong."""
    return instruction is None or instruction.phase in (Phase.FORWARD, Phase.LOSS)


def divergence(program: Program, found: Instruction | None, update: tuple[int, int], kept: int) -> DivergenceError:
    """The error for (epoch, update), both counted from 1, when the parameters of update number `kept` were restored."""
    epoch, number = update
    advice = f"the parameters of update {kept} are kept. Lower the learning rate and go on."
    what = "the loss became infinite" if found is None else _described(program, found)
    message = f"training diverged in epoch {epoch}, update {number}: {what}; {advice}"
    if found is None:
        return DivergenceError(message, number)
    return DivergenceError(message, number, (found.node, found.quantity.key, found.index))


def _described(program: Program, found: Instruction) -> str:
    """Such as `z⁽²⁾ (pre-activation of Dense 2, instruction 5) became infinite`."""
    name, what = program.network.node(found.node).name, found.quantity.name
    return f"{found.symbol} ({what} of {name}, instruction {found.index + 1}) {_became(found.result.array)}"


def _became(array: Array) -> str:
    if np.isnan(array).any():
        return "became NaN"
    return "became infinite" if np.isinf(array).any() else f"grew to {np.abs(array).max():.0e}"
