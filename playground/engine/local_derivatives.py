"""The factor ∂a/∂x by which a wire multiplies the gradient on its way back, where an operation works number by number.

Such an operation's backward line has an operand `local` (or `slope`, the g′ of an activation function), or it only
passes δa on, with or without a minus. Knows nothing of the operations themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from playground.engine.formulas import Symbol, Text
from playground.engine.instruction import Instruction, Operand, Phase
from playground.engine.network import Edge, Network
from playground.engine.program import Program
from playground.engine.quantities import Role

_NAMES = ("local", "slope")
_PASSED_ON: Mapping[str, float] = {" = ": 1.0, " = −": -1.0}


def local_derivative(instruction: Instruction) -> Operand | None:
    """∂a/∂x of a backward line δx = δa · ∂a/∂x, shaped like its result; None for any other line."""
    if instruction.phase is not Phase.BACKWARD:
        return None
    named = (instruction.operands[name] for name in _NAMES if name in instruction.operands)
    return next(named, None) or _passed_on(instruction)


def local_derivatives(program: Program) -> Mapping[Edge, Operand]:
    """∂a/∂x for every wire that has one; the numbers are there once the backward pass has reached the wire."""
    found = ((edge_of(program.network, step), local_derivative(step)) for step in program.instructions)
    return {edge: local for edge, local in found if edge is not None and local is not None}


def edge_of(network: Network, instruction: Instruction) -> Edge | None:
    """The wire along which a backward line hands the gradient down; None for a line that stays within its block."""
    ref = instruction.result.ref
    if instruction.phase is not Phase.BACKWARD or not instruction.via or ref is None:
        return None
    if not ref.via:
        return network.outgoing[ref.node][0]
    target, _, port = ref.via.rpartition(":")
    return Edge(ref.node, target, int(port))


def _passed_on(instruction: Instruction) -> Operand | None:
    """1 or −1 for a line that says δx = δa or δx = −δa, element by element, and nothing more."""
    shape = instruction.result.array.shape
    match instruction.formula:
        case (Symbol(), Text(text=sign), Symbol(operand="da", transposed=False)) if sign in _PASSED_ON:
            if instruction.operand("da").array.shape == shape:
                ones = partial(np.broadcast_to, _PASSED_ON[sign], shape)
                return Operand(f"{sign.replace(' = ', '')}1", "", Role.FORWARD, ones)
    return None
