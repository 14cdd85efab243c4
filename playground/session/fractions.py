"""The exact fractions of a pass over a computational graph, found by the float that the engine has in their place.

Two numbers of a pass that share a float have a fraction only if it is the same one, so that no number can get that of
another. Knows no window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from playground.engine.exact_program import exact_numbers, exact_program
from playground.engine.instruction import Array, Phase
from playground.engine.local_derivatives import local_derivatives
from playground.engine.program import Program
from playground.engine.rational import Rationals
from playground.session.no_fraction import SHARED, UPDATED, NoFractions
from playground.session.stepper import Stepper

Fractions = Mapping[float, Fraction]
"""The fraction by the float; a float that is not there is no rational number, or that of two different ones."""

Pairs = Iterator[tuple[Array, Rationals]]


@dataclass(frozen=True)
class Exactly:
    """What is known exactly of a pass, by the float: its fraction, or why it is none."""

    fractions: Fractions
    reasons: Mapping[float, str]


def fractions_of(stepper: Stepper) -> Fractions | None:
    """Those of all values, gradients and local derivatives of the pass and its update; None without a graph."""
    known = exactly(stepper)
    return None if known is None else known.fractions


def exactly(stepper: Stepper) -> Exactly | None:
    """The fractions of the pass, and why the other numbers are none; None without a graph."""
    floats = Stepper(stepper.network, stepper.settings, stepper.start)  # a pass of its own: the walked one stays
    floats.run_to(_first_of_update(floats))
    exact = exact_program(floats.program, stepper.settings.descent)
    if exact is None:
        return None
    found: dict[float, Fraction | None] = {}
    _take(found, _values(floats.program, exact))
    _take(found, _helpers(floats.program, exact))
    _take(found, _local(floats.program, exact))
    none = NoFractions(floats.program, exact)
    reasons = {**none.reasons()}  # before the update writes over what was learned
    _take(found, _update(floats, exact))
    for number, cause in _reasons_of_update(floats, none, found):
        reasons.setdefault(number, cause)
    for number, fraction in found.items():
        if fraction is None:
            reasons.setdefault(number, SHARED)
    fractions = {number: fraction for number, fraction in found.items() if fraction is not None}
    return Exactly(MappingProxyType(fractions), MappingProxyType(reasons))


def _first_of_update(stepper: Stepper) -> int:
    return sum(instruction.phase is not Phase.UPDATE for instruction in stepper.instructions)


def _values(floats: Program, exact: Program) -> Pairs:
    for ref, operand in floats.values.items():
        if ref in exact.values and operand.array.shape == exact.values[ref].array.shape:
            yield operand.array, exact_numbers(exact.values[ref])


def _helpers(floats: Program, exact: Program) -> Pairs:
    """What the lines read and no buffer holds, such as a slope or the learning rate."""
    twins = {line.result.ref: line for line in floats.instructions}
    for line in exact.instructions:
        operands = twins[line.result.ref].operands if line.result.ref in twins else {}
        for name, operand in line.operands.items():
            if operand.ref is None and name in operands:
                yield np.asarray(operands[name].array), exact_numbers(operand)


def _local(floats: Program, exact: Program) -> Pairs:
    known = local_derivatives(exact)
    for edge, operand in local_derivatives(floats).items():
        if edge in known:
            yield operand.array, exact_numbers(known[edge])


def _update(floats: Stepper, exact: Program) -> Pairs:
    """The results of the update's lines, one after another."""
    lines = [instruction for instruction in exact.instructions if instruction.phase is Phase.UPDATE]
    for instruction in lines:
        floats.step()
        instruction.run()
        current = floats.current
        assert current is not None
        yield current.result.array, exact_numbers(instruction.result)


def _reasons_of_update(
    floats: Stepper, none: NoFractions, found: Mapping[float, Fraction | None]
) -> Iterator[tuple[float, str]]:
    """Why the update's numbers are none: what was learned so far and its gradient, or the rule itself."""
    floats.run_to_end()
    for line in floats.instructions[_first_of_update(floats) :]:
        for number in np.ravel(floats.as_written(line)).tolist():
            if found.get(number) is None:
                yield number, none.of_update(line.node) if number in found else UPDATED


def _take(found: dict[float, Fraction | None], pairs: Pairs) -> None:
    """Note every number; one that has two fractions, or is once none, has none."""
    for array, numbers in pairs:
        for number, rational in zip(np.ravel(array).tolist(), numbers.ravel(), strict=True):
            fraction = rational.fraction
            found[number] = fraction if found.get(number, fraction) == fraction else None
