"""The words and numbers that explain one element: its formula, the terms that make it up, the value itself.

Used by window and command line alike. Every number is read from the program's own arrays; the terms of a sum are told
by the instruction (`Terms`), not guessed from its formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from playground.engine.formulas import Formula, Fraction, Item, Summation, Symbol, Text, right_hand_side
from playground.engine.instruction import Array, Factor, Index, Instruction, Operand
from playground.engine.quantities import subscript
from playground.session.numbers import format_number

SHOWN_TERMS = 8


@dataclass(frozen=True)
class FactorShown:
    """One number in a product: which operand's element it is."""

    operand: str
    index: Index
    label: str
    value: float


@dataclass(frozen=True)
class TermShown:
    """One product of the sum."""

    factors: tuple[FactorShown, ...]
    value: float


@dataclass(frozen=True)
class Explanation:
    """One element of a result. `lines` are the right-hand sides, each equal to the value: `0.588 × 0.757`, `0.445`."""

    element: str
    index: Index
    value: float
    lines: tuple[str, ...]
    terms: tuple[TermShown, ...]
    note: str


@dataclass(frozen=True)
class Reader:
    """How to read an operand of the instruction as it was when the instruction ran, and how to write numbers."""

    instruction: Instruction
    read: Callable[[Operand], Array]
    digits: int = 4

    def array(self, name: str) -> Array:
        """The operand's array."""
        return self.read(self.instruction.operand(name))

    def number(self, value: float) -> str:
        """The number as a factor, bracketed if negative."""
        text = format_number(value, self.digits)
        return f"({text})" if value < 0 else text


def explain(reader: Reader, index: Index) -> Explanation:
    """Explain element `index` of the instruction's result, indices as in its array (sample first)."""
    instruction = reader.instruction
    value = float(np.real(instruction.result.array[index]))
    terms = tuple(_terms(reader, index))
    spelled = _spell_terms(reader, terms) if terms else _spell_formula(reader, index)
    candidates = [*_expanded(reader, index), *spelled, format_number(value, reader.digits)]
    lines = tuple(dict.fromkeys(map(_unbracketed, candidates)))
    return Explanation(element_label(instruction.result, index), index, value, lines, terms, instruction.note)


def element_label(operand: Operand, index: Index) -> str:
    """The element's name, e.g. `δz₂⁽¹⁾`; the sample's number is left out when there is only one."""
    if operand.batched and index and operand.array.shape[0] == 1:
        index = index[1:]
    return f"{operand.symbol}{subscript(index)}{operand.superscript}"


def _terms(reader: Reader, index: Index) -> Iterator[TermShown]:
    terms = reader.instruction.terms
    if terms is None:
        return
    bound = dict(zip(terms.result, index, strict=True))
    for group in terms.groups:
        sizes = _free_sizes(reader, group, bound)
        for free in product(*map(range, sizes.values())):
            place = bound | dict(zip(sizes, free, strict=True))
            factors = tuple(_factor(reader, factor, place) for factor in group)
            yield TermShown(factors, float(np.prod([factor.value for factor in factors])))


def _free_sizes(reader: Reader, group: tuple[Factor, ...], bound: dict[str, int]) -> dict[str, int]:
    """The letters that are summed over, with their ranges, in order of appearance."""
    return {
        letter: size
        for factor in group
        for letter, size in zip(factor.axes, reader.array(factor.operand).shape, strict=True)
        if letter not in bound
    }


def _factor(reader: Reader, factor: Factor, place: dict[str, int]) -> FactorShown:
    index = tuple(place[letter] for letter in factor.axes)
    operand = reader.instruction.operand(factor.operand)
    return FactorShown(factor.operand, index, element_label(operand, index), float(reader.read(operand)[index]))


def _spell_terms(reader: Reader, terms: tuple[TermShown, ...]) -> list[str]:
    shown = terms if len(terms) <= SHOWN_TERMS + 1 else (*terms[: SHOWN_TERMS - 1], terms[-1])
    products = [" × ".join(reader.number(factor.value) for factor in term.factors) for term in shown]
    values = [reader.number(term.value) for term in shown]
    if len(shown) < len(terms):
        hidden = f"… {len(terms) - len(shown)} more …"
        products.insert(-1, hidden)
        values.insert(-1, hidden)
    return [" + ".join(products), " + ".join(values)]


def _expanded(reader: Reader, index: Index) -> list[str]:
    expanded = reader.instruction.expanded
    return [_substitute(right_hand_side(expanded), reader, index)] if expanded else []


def _spell_formula(reader: Reader, index: Index) -> list[str]:
    """The right-hand side with numbers; for a copied element the place it came from."""
    source = reader.instruction.source
    if source is not None:
        name, place = source(index)
        return [element_label(reader.instruction.operand(name), place)]
    if reader.instruction.expanded or not reader.instruction.operands:
        return []
    return [_substitute(right_hand_side(reader.instruction.formula), reader, index)]


def _substitute(formula: Formula, reader: Reader, index: Index) -> str:
    """The formula with this element's numbers in place of its symbols."""
    return "".join(_written(item, reader, index) for item in formula)


def _written(item: Item, reader: Reader, index: Index) -> str:
    if isinstance(item, Text):
        return " × " if item.text == " " else item.text.replace("⊙", "×")
    if isinstance(item, Symbol):
        return _number(item, reader, index)
    if isinstance(item, Fraction):
        top, bottom = _substitute(item.top, reader, index), _substitute(item.bottom, reader, index)
        return f"{_bracketed(top)} / {_bracketed(bottom)}"
    return _sum(item, reader, index)


def _number(symbol: Symbol, reader: Reader, index: Index) -> str:
    array = reader.array(symbol.operand)
    return reader.number(float(np.real(array[index] if array.ndim else array)))


def _sum(item: Summation, reader: Reader, index: Index) -> str:
    places = _places(item, reader, index)
    shown = places if len(places) <= SHOWN_TERMS else [*places[: SHOWN_TERMS - 1], places[-1]]
    texts = [_substitute(item.body, reader, place) for place in shown]
    if len(shown) < len(places):
        texts.insert(-1, f"… {len(places) - len(shown)} more …")
    return f"({' + '.join(texts)})"


def _places(item: Summation, reader: Reader, index: Index) -> list[Index]:
    """The elements a Σ runs over: a row for a result with elements, everything for a single number."""
    shape = next(reader.array(name).shape for name in _symbols(item.body))
    if not index:
        return list(np.ndindex(shape))
    return [(*index[:-1], last) for last in range(shape[-1])]


def _symbols(formula: Formula) -> Iterator[str]:
    return (item.operand for item in formula if isinstance(item, Symbol))


def _unbracketed(text: str) -> str:
    """A lone bracketed number without its brackets."""
    alone = text.startswith("(") and text.endswith(")") and " " not in text and text.count("(") == 1
    return text[1:-1] if alone else text


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text and not text.startswith("(") else text
