"""One instruction as the formula layout takes it: every operand with its values, the chosen element marked in each.

An update reads the value it overwrites, so the two sides of its `:=` are told apart here; its matrices are those of the
whole update of that parameter, side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.formulas import Formula, Item, Symbol, Text, operands, right_hand_side
from playground.engine.instruction import Array, Index, Instruction, Operand, Phase
from playground.session.update_view import update_view
from playground.ui.cells import Cell
from playground.ui.formula_layout import OperandView
from playground.ui.stepper.reading import Looked, lying_of
from playground.ui.stepper.update_formula import UpdateFormula

_NEW = "new"  # the name of an update's result beside the operand it overwrites
_MOST_MARKED = 64  # rings around more cells than these would hide the cells


@dataclass(frozen=True, eq=False)
class ShownFormula:
    """`symbols` is the line on the blackboard with a helper written out, `formula` the one to put matrices into, where
    `result` names what the line has written."""

    formula: Formula
    symbols: Formula
    lookup: dict[str, OperandView]
    result: str
    groups: tuple[Formula, ...] = ()  # parts of the formula that may stand on lines of their own


def shown_formula(looked: Looked) -> ShownFormula:
    """The instruction's formula with values."""
    instruction = looked.instruction
    formula, result = _told_apart(instruction)
    marks = _marks(looked)
    symbols = formula
    if instruction.expanded:
        symbols = (*formula, Text(" = "), *_bracketed_squares(right_hand_side(instruction.expanded)))
    lookup = {name: _view(looked, name, marks) for name in operands(symbols) if name != _NEW}
    if result == _NEW:
        lookup[_NEW] = _result_view(looked)
    view = update_view(looked.stepper, instruction)
    if view is not None:
        update = UpdateFormula(looked, view)
        return ShownFormula(update.formula, symbols, lookup | update.lookup, update.result, update.groups)
    return ShownFormula(formula, symbols, lookup, result)


def _told_apart(instruction: Instruction) -> tuple[Formula, str]:
    """The formula and its result's name; in `W := W − …` the new value gets a name of its own."""
    first = operands(instruction.formula)[0]
    if instruction.phase is not Phase.UPDATE:
        return instruction.formula, first
    return (Symbol(_NEW), *instruction.formula[1:]), _NEW


def _bracketed_squares(formula: Formula) -> Formula:
    """The square of a symbol that carries its layer above, with brackets between the two."""
    items: list[Item] = []
    for item in formula:
        if isinstance(item, Text) and item.text.startswith("²") and items:
            items[-1:] = [Text("("), items[-1], Text(")")]
        items.append(item)
    return tuple(items)


def _view(looked: Looked, name: str, marks: dict[str, set[Index]]) -> OperandView:
    operand = looked.instruction.operand(name)
    return _operand_view(looked, operand, looked.read(operand), marks.get(name, set()))


def _result_view(looked: Looked) -> OperandView:
    result = looked.instruction.result
    return _operand_view(looked, result, looked.result, {looked.explanation.index})


def _operand_view(looked: Looked, operand: Operand, array: Array, marked: set[Index]) -> OperandView:
    lying = lying_of(looked.stepper, operand)
    chosen: frozenset[Cell] = frozenset(map(lying.cell, marked))
    return OperandView(operand.symbol, operand.role, operand.superscript, values=lying.drawn(array), chosen=chosen)


def _marks(looked: Looked) -> dict[str, set[Index]]:
    """For each operand the elements that make up the chosen one."""
    instruction, explanation = looked.instruction, looked.explanation
    marks: dict[str, set[Index]] = {}
    if instruction.source is not None:
        name, place = instruction.source(explanation.index)
        marks[name] = {place}
    elif len(explanation.terms) <= _MOST_MARKED:
        marks = explanation.terms.places
    if instruction.terms is None and instruction.source is None:
        marks = _same_place(looked)
    return marks | {operands(instruction.formula)[0]: {explanation.index}}


def _same_place(looked: Looked) -> dict[str, set[Index]]:
    """Element by element, an operand of the result's shape is read at the result's place."""
    instruction, index = looked.instruction, looked.explanation.index
    shape = instruction.result.array.shape
    return {name: {index} for name, operand in instruction.operands.items() if shape and operand.array.shape == shape}
