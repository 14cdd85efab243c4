"""A function of one number as a curve with its tangent, by the program's own lines on a copy: g where z stands.

The line that applies the function is run over many values in the place of one; nothing else is computed. The slope is
the operand that the backward line multiplies by. Knows no particular function.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.engine.formulas import Formula, Fraction, Summation
from playground.engine.instruction import Array, Index, Instruction, Operand, Phase, run_calls
from playground.engine.local_derivatives import edge_of, local_derivative
from playground.engine.program import Program
from playground.session.explanation import element_label
from playground.session.pass_point import point_of
from playground.session.pictures import Curve
from playground.session.stepper import Stepper

POINTS = 121
_INPUTS = ("x", "y")  # what an operation calls what arrives at its ports, if it is not z
_REACH = 4.0


class Curves:
    """Keeps the copy of a pass for as long as it is asked about the same sample of the same pass."""

    def __init__(self) -> None:
        self._key: tuple[object, int] = (None, 0)
        self._program: Program | None = None

    def of(self, stepper: Stepper, instruction: Instruction, index: Index) -> Curve | None:
        """The curve of the function that a line applies, or passes blame through; None for any other line."""
        forward = _applies(stepper, instruction)
        if forward is None:
            return None
        line, argument = forward
        copy = _Copy(self._copy(stepper, index[0]), line, (0, *index[1:]))
        copy.fill(stepper, index[0])
        values = stepper.as_read(line, argument)
        assert values is not None
        x = float(np.real(values[index]))
        name = _name_of(line, argument)
        slope = copy.slope(name, x)
        local = local_derivative(instruction)
        if local is not None:
            slope = float(np.real(local.array[index]))
        if not np.isfinite(slope):
            return None
        across = _around(x, name == "z" or instruction is not line)
        below, above = element_label(argument, index), element_label(line.result, index)
        y = float(np.real(stepper.as_written(line)[index]))
        return Curve(below, above, x, y, slope, across, copy.values(name, across), _caption(local is not None))

    def _copy(self, stepper: Stepper, sample: int) -> Program:
        if self._program is None or self._key != (stepper.start, sample):
            point = point_of(stepper)
            alone = point.samples.rows(slice(sample, sample + 1))
            self._key, self._program = (stepper.start, sample), replace(point, samples=alone).program()
        return self._program


class _Copy:
    """One line of a program over a single sample, whose argument is put in place."""

    def __init__(self, program: Program, line: Instruction, index: Index) -> None:
        self._program, self._index, self._original = program, index, line
        self._line = next(step for step in program.instructions if step.result.ref == line.result.ref)

    def fill(self, stepper: Stepper, sample: int) -> None:
        """Take over what the line reads."""
        for name, operand in self._original.operands.items():
            read = stepper.as_read(self._original, operand)
            if operand.ref is not None and read is not None and operand is not self._original.result:
                self._line.operands[name].array[...] = read[sample : sample + 1] if operand.batched else read

    def values(self, name: str, across: Array) -> Array:
        """The line's result for each of these arguments."""
        argument, result = self._line.operands[name].array, self._line.result.array
        before, found = argument[self._index], np.empty(len(across))
        for place, x in enumerate(across.tolist()):
            argument[self._index] = x
            run_calls(self._line.calls)
            found[place] = np.real(result[self._index])
        argument[self._index] = before
        run_calls(self._line.calls)
        return found

    def slope(self, name: str, x: float) -> float:
        """The local derivative at x, as the backward line that belongs to this one computes it; NaN without any."""
        argument = self._line.operands[name]
        argument.array[self._index] = x
        run_calls(self._line.calls)
        for step in self._program.instructions:
            local = local_derivative(step) if step.phase is Phase.BACKWARD else None
            if local is not None and self._belongs(step, name):
                run_calls(step.calls)
                return float(np.real(local.array[self._index]))
        return float("nan")

    def _belongs(self, step: Instruction, name: str) -> bool:
        edge = edge_of(self._program.network, step)
        if edge is None:
            return step.node == self._line.node and step.quantity.key == "grad_pre_activation"
        return edge.target == self._line.node and name in ("z", _INPUTS[edge.port % len(_INPUTS)])


def _applies(stepper: Stepper, instruction: Instruction) -> tuple[Instruction, Operand] | None:
    """The forward line that applies a function number by number, and its argument."""
    line: Instruction | None = instruction
    port = 0
    if instruction.phase is Phase.BACKWARD:
        if local_derivative(instruction) is None:
            return None
        edge = edge_of(stepper.network, instruction)
        node, port = (instruction.node, 0) if edge is None else (edge.target, edge.port)
        line = next((step for step in stepper.instructions if _is_activation(step, node)), None)
    if line is None or not _is_activation(line, line.node):
        return None
    names = ("z", _INPUTS[port]) if port < len(_INPUTS) else ()
    argument = next((line.operands[name] for name in names if name in line.operands), None)
    return (line, argument) if argument is not None and _is_alike(line, argument) else None


def _is_activation(step: Instruction, node: str) -> bool:
    return step.node == node and step.phase is Phase.FORWARD and step.quantity.key == "activation"


def _is_alike(line: Instruction, argument: Operand) -> bool:
    """Whether the result is made number by number, without sums over others."""
    written: tuple[Formula, ...] = (line.formula, line.expanded or ())
    summed = any(isinstance(item, Summation) for formula in written for item in _items(formula))
    spelled = "softmax" in line.text  # the one function of all values that a formula names
    return argument.array.shape == line.result.array.shape and bool(argument.array.ndim) and not (summed or spelled)


def _items(formula: Formula) -> Formula:
    """The items of a formula, those of its fractions too."""
    found: Formula = ()
    for item in formula:
        inside = (*_items(item.top), *_items(item.bottom)) if isinstance(item, Fraction) else ()
        found = (*found, item, *inside)
    return found


def _name_of(line: Instruction, argument: Operand) -> str:
    return next(name for name, operand in line.operands.items() if operand is argument)


def _around(x: float, centred: bool) -> Array:
    """Where the curve is drawn: about zero for an activation, else about the point."""
    if centred:
        reach = max(_REACH, 1.25 * abs(x)) if np.isfinite(x) else _REACH
        return np.linspace(-reach, reach, POINTS)
    reach = max(1.0, 0.75 * abs(x)) if np.isfinite(x) else 1.0
    middle = x if np.isfinite(x) else 0.0
    return np.linspace(middle - reach, middle + reach, POINTS)


def _caption(backward: bool) -> str:
    if backward:
        return "Blame passes multiplied by the slope of the curve where the value stands."
    return "The value is read off the curve; its slope there is what blame is multiplied by on its way back."
