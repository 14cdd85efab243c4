"""The formula of one element by the names of what it is made of: `δa₁⁽²⁾ = W₁,₁⁽³⁾ · δz₁⁽³⁾ + W₂,₁⁽³⁾ · δz₂⁽³⁾`.

It stands between a line's formula and its numbers. Knows names and places, no numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.formulas import Formula, Fraction, Summation, Symbol, right_hand_side, to_text
from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Index, Operand
from playground.session.explanation import Reader, TermShown, TermsShown, element_label
from playground.session.math_text import Kind, Leaf, Piece, Row, formula_tree, parse, symbol
from playground.session.stepper import Stepper

MOST_NAMED = 4  # terms of a sum; of a longer one the first two and the last


@dataclass(frozen=True)
class Named:
    """A right-hand side in names: as one line of Unicode and for typesetting."""

    text: str
    tree: Row


def label(stepper: Stepper, operand: Operand, index: Index) -> str:
    """An element's name, such as `W₂,₁⁽¹⁾`; a lone number of a graph needs no place, one in a formula none either."""
    if not any(character.isalpha() for character in operand.symbol):
        return operand.label
    lone = is_graph(stepper.network) and not operand.single
    return element_label(operand, index[:-1] if lone else index)


def named(stepper: Stepper, reader: Reader, index: Index) -> Named | None:
    """The right-hand side of an element in names; None where a formula runs over elements that it does not name."""
    instruction = reader.instruction
    if instruction.terms is not None and (instruction.expanded is None or _runs(instruction.expanded)):
        return _named_terms(TermsShown(reader, index), _Naming(stepper, reader, index))
    if instruction.source is not None:
        operand, place = instruction.source(index)
        name = label(stepper, instruction.operand(operand), place)
        return Named(name, Row((symbol(name),)))
    formula = right_hand_side(instruction.expanded or instruction.formula)
    naming = _Naming(stepper, reader, index)
    if not instruction.operands or _runs(formula):
        return None
    return Named(to_text(formula, naming.spell), formula_tree(formula, naming.spell))


@dataclass(frozen=True)
class _Naming:
    stepper: Stepper
    reader: Reader
    index: Index

    def spell(self, item: Symbol) -> str:
        """The operand's element in the place of the result's."""
        array = self.reader.array(item.operand)
        place = (0,) * array.ndim if array.size == 1 else self.index
        return label(self.stepper, self.reader.instruction.operand(item.operand), place)

    def term(self, term: TermShown) -> tuple[str, ...]:
        """The names of a product's factors."""
        instruction = self.reader.instruction
        return tuple(label(self.stepper, instruction.operand(factor.operand), factor.index) for factor in term.factors)


def _named_terms(terms: TermsShown, naming: _Naming) -> Named | None:
    count = len(terms)
    if not count:
        return None
    places = range(count) if count <= MOST_NAMED else (0, 1, count - 1)
    names = [naming.term(terms[place]) for place in places]
    texts = [" · ".join(factors) for factors in names]
    trees = [_product(factors) for factors in names]
    if count > MOST_NAMED:
        texts.insert(2, "…")
        trees.insert(2, (Leaf(Kind.SIGN, "…"),))
    pieces = [piece for place, tree in enumerate(trees) for piece in (*((" + ",) if place else ()), *tree)]
    return Named(" + ".join(texts), parse(pieces))


def _product(names: tuple[str, ...]) -> tuple[Piece, ...]:
    return tuple(piece for place, name in enumerate(names) for piece in (*((" · ",) if place else ()), symbol(name)))


def _runs(formula: Formula) -> bool:
    """Whether there is a Σ in it."""
    return any(
        isinstance(item, Summation) or (isinstance(item, Fraction) and (_runs(item.top) or _runs(item.bottom)))
        for item in formula
    )
