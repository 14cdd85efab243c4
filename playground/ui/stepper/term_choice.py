"""From a click on any element of a formula to the element of the result that it belongs to."""

from __future__ import annotations

from playground.engine.instruction import Factor, Index, Instruction


def chosen_by(instruction: Instruction, name: str, clicked: Index, current: Index) -> Index:
    """The element of the result that a clicked element of the operand `name` (empty: the result) takes part in.

    Where the operand leaves a choice, as x does among the rows of W, what is chosen now stays.
    """
    if not name or instruction.operands[name] is instruction.result:
        return clicked
    factor = _factor(instruction, name)
    if factor is not None and instruction.terms is not None:
        places = dict(zip(factor.axes, clicked, strict=True))
        return tuple(places.get(letter, now) for letter, now in zip(instruction.terms.result, current, strict=True))
    same = instruction.operands[name].array.shape == instruction.result.array.shape
    return clicked if same else current


def _factor(instruction: Instruction, name: str) -> Factor | None:
    groups = instruction.terms.groups if instruction.terms else ()
    return next((factor for group in groups for factor in group if factor.operand == name), None)
