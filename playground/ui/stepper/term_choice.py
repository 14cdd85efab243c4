"""From an element of a formula to the operand's element it shows, to the result's it belongs to, and back."""

from __future__ import annotations

from collections.abc import Iterable

from playground.engine.instruction import Factor, Index, Instruction
from playground.session.explanation import FactorShown
from playground.ui.formula_boxes import Term
from playground.ui.stepper.reading import lying_of
from playground.ui.stepper.trail import Trail


def element_of(trail: Trail, term: object) -> tuple[str, Index] | None:
    """The operand's name and its element that a term of the formula shows; None for a symbol or no term at all."""
    assert term is None or isinstance(term, Term)
    stepper, instruction = trail.stepper, trail.instruction
    if stepper is None or instruction is None or term is None or term.row is None or term.column is None:
        return None
    operand = instruction.operands.get(term.operand, instruction.result)
    return term.operand, lying_of(stepper, operand).index((term.row, term.column))


def terms_of(trail: Trail, factors: Iterable[FactorShown]) -> frozenset[Term]:
    """Where these factors stand in the formula."""
    stepper, instruction = trail.stepper, trail.instruction
    if stepper is None or instruction is None:
        return frozenset()
    lyings = ((factor, lying_of(stepper, instruction.operand(factor.operand))) for factor in factors)
    return frozenset(Term(factor.operand, *lying.cell(factor.index)) for factor, lying in lyings)


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
