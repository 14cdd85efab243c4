"""Finding where NaN or infinity came from: a pass is walked again, one instruction at a time, until a result is wrong.

Training only notices that a pass left something that is no number; what is told to the user is found here.
"""

from __future__ import annotations

import numpy as np

from playground.engine.errors import DivergenceError, Place
from playground.engine.instruction import Array, Instruction, Phase
from playground.engine.program import Program


def all_finite(array: Array) -> bool:
    """Whether no number is NaN or infinite. The sum of squares is quick to ask and rarely overflows by itself."""
    return bool(np.isfinite(array @ array)) or bool(np.isfinite(array).all())


def first_infinite(program: Program) -> Instruction | None:
    """Run the loaded program until a result is not finite and return that instruction; None if all are."""
    with np.errstate(all="ignore"):
        for instruction in program.instructions:
            instruction.run()
            if not np.isfinite(instruction.result.array).all():
                return instruction
    return None


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
    return DivergenceError(message, number, Place(found.node, found.quantity.key, found.index))


def _described(program: Program, found: Instruction) -> str:
    """Such as `z⁽²⁾ (pre-activation of Dense 2, instruction 5) became infinite`."""
    name, what = program.network.node(found.node).name, found.quantity.name
    kind = "NaN" if np.isnan(found.result.array).any() else "infinite"
    return f"{found.symbol} ({what} of {name}, instruction {found.index + 1}) became {kind}"
