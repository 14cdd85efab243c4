"""The words and numbers that explain one element: its formula, the terms that make it up, the value itself.

Used by window and command line alike. Every number is read from the program's own arrays; the terms of a sum are told
by the instruction (`Terms`), not guessed from its formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

import numpy as np

from playground.engine.formulas import Formula, Fraction, Item, Summation, Symbol, Text, right_hand_side
from playground.engine.instruction import Array, Factor, Index, Instruction, Operand, Terms
from playground.engine.quantities import SUPERSCRIPTS, subscript
from playground.session.number_style import AS_USUAL, NumberStyle

SHOWN_TERMS = 8
_WHOLE_POWER = re.compile(r"\^(\d+)(?![\d.])")
_BRACKETED_TWICE = re.compile(r"\(\((−[^()]*)\)\)")
_UNWRITTEN_PRODUCT = re.compile(r"(?<=[\d)²]) (?=[\d(σΦ]|ln|tanh|sign|e\^)")  # as in `0.5 (1 − 0.5)`


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
class Reader:
    """How to read an operand of the instruction as it was when the instruction ran, and how to write numbers."""

    instruction: Instruction
    read: Callable[[Operand], Array]
    digits: int = 4
    written: Array | None = None  # the result as it was written, where a later line has written over it
    numbers: NumberStyle = AS_USUAL

    @property
    def result(self) -> Array:
        """The result as the instruction wrote it."""
        return self.instruction.result.array if self.written is None else self.written

    def array(self, name: str) -> Array:
        """The operand's array."""
        return self.read(self.instruction.operand(name))

    def number(self, value: float) -> str:
        """The number as a factor, bracketed if negative."""
        return self.numbers.factor(value, self.digits)

    def alone(self, value: float) -> str:
        """The number by itself."""
        return self.numbers.write(value, self.digits)


@dataclass(frozen=True)
class _Group:
    """Products of one form: the letters that are summed over with their ranges, and each product's value."""

    factors: tuple[Factor, ...]
    free: dict[str, int]
    values: Array


@dataclass(frozen=True, eq=False)
class TermsShown:
    """The products that add up to one element, each put into words when it is looked at: there can be very many."""

    reader: Reader
    index: Index

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[TermShown]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> TermShown:
        for group in self._groups:
            if place < group.values.size:
                return self._term(group, place)
            place -= group.values.size
        raise IndexError(place)

    @cached_property
    def values(self) -> Array:
        """Every product, in order."""
        return np.concatenate([np.zeros(0), *(group.values.ravel() for group in self._groups)])

    @property
    def places(self) -> dict[str, set[Index]]:
        """The elements of each operand that are factors, without a word about any of them."""
        found: dict[str, set[Index]] = {}
        for group in self._groups:
            letters = {letter: range(size) for letter, size in group.free.items()}
            letters |= {letter: range(at, at + 1) for letter, at in self._bound.items()}
            for factor in group.factors:
                found.setdefault(factor.operand, set()).update(product(*(letters[axis] for axis in factor.axes)))
        return found

    @cached_property
    def _bound(self) -> dict[str, int]:
        return dict(zip(self._terms.result, self.index, strict=True))

    @property
    def _terms(self) -> Terms:
        return self.reader.instruction.terms or Terms("", ())

    @cached_property
    def _arrays(self) -> dict[str, Array]:
        """The operands by name, each read once: a helper that no buffer holds is computed when it is read."""
        names = {factor.operand for group in self._terms.groups for factor in group}
        return {name: self.reader.array(name) for name in names}

    @cached_property
    def _groups(self) -> tuple[_Group, ...]:
        return tuple(map(self._group, self._terms.groups))

    def _group(self, factors: tuple[Factor, ...]) -> _Group:
        free = _free_sizes(self._arrays, factors, self._bound)
        parts = [self._part(factor) for factor in factors]
        letters = ",".join("".join(axis for axis in factor.axes if axis in free) for factor in factors)
        return _Group(factors, free, np.einsum(f"{letters}->{''.join(free)}", *parts))

    def _part(self, factor: Factor) -> Array:
        """The factor's numbers for this element, with the summed axes left."""
        place = tuple(self._bound.get(letter, slice(None)) for letter in factor.axes)
        return np.real(self._arrays[factor.operand])[place]

    def _term(self, group: _Group, place: int) -> TermShown:
        free = np.unravel_index(place, group.values.shape)
        letters = self._bound | {letter: int(at) for letter, at in zip(group.free, free, strict=True)}
        shown = tuple(self._factor(factor, letters) for factor in group.factors)
        return TermShown(shown, float(group.values.flat[place]))

    def _factor(self, factor: Factor, place: dict[str, int]) -> FactorShown:
        index, array = tuple(place[letter] for letter in factor.axes), self._arrays[factor.operand]
        label = _label(self.reader.instruction.operand(factor.operand), index, array.shape)
        return FactorShown(factor.operand, index, label, float(array[index]))


@dataclass(frozen=True)
class Explanation:
    """One element of a result."""

    element: str
    index: Index
    value: float
    terms: TermsShown
    note: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The right-hand sides, each equal to the value: `0.588 × 0.757`, `0.445`; spelled when they are looked at."""
        reader = self.terms.reader
        spelled = _spell_terms(reader, self.terms) if len(self.terms) else _spell_formula(reader, self.index)
        candidates = [*_expanded(reader, self.index), *spelled, reader.alone(self.value)]
        return tuple(dict.fromkeys(map(_unbracketed, candidates)))


def explain(reader: Reader, index: Index) -> Explanation:
    """Explain element `index` of the instruction's result, indices as in its array (sample first)."""
    instruction = reader.instruction
    value = float(np.real(reader.result[index]))
    terms = TermsShown(reader, index if instruction.terms else ())
    return Explanation(element_label(instruction.result, index), index, value, terms, instruction.note)


def element_label(operand: Operand, index: Index) -> str:
    """The element's name, e.g. `δz₂⁽¹⁾`; left out are the number of an only sample and that of a number by itself."""
    return _label(operand, index, operand.array.shape)


def _label(operand: Operand, index: Index, shape: tuple[int, ...]) -> str:
    """The name, where the shape of the operand's array is known."""
    if operand.single:
        index = index[:-1]
    if operand.batched and index and shape[0] == 1:
        index = index[1:]
    return f"{operand.symbol}{subscript(index)}{operand.superscript}"


def _free_sizes(arrays: Mapping[str, Array], factors: tuple[Factor, ...], bound: dict[str, int]) -> dict[str, int]:
    """The letters that are summed over, with their ranges, in order of appearance."""
    return {
        letter: size
        for factor in factors
        for letter, size in zip(factor.axes, arrays[factor.operand].shape, strict=True)
        if letter not in bound
    }


def _spell_terms(reader: Reader, terms: TermsShown) -> list[str]:
    places = _shown_places(len(terms), SHOWN_TERMS + 1)
    shown = [terms[place] for place in places]
    products = [" × ".join(reader.number(factor.value) for factor in term.factors) for term in shown]
    values = [reader.number(term.value) for term in shown]
    return [" + ".join(_with_gap(texts, len(terms))) for texts in (products, values)]


def _shown_places(count: int, most: int) -> list[int]:
    """All places of a sum, or of a long one the first and the last."""
    return list(range(count)) if count <= most else [*range(SHOWN_TERMS - 1), count - 1]


def _with_gap(texts: list[str], count: int) -> list[str]:
    """The texts, and before the last how many are left out."""
    hidden = count - len(texts)
    return [*texts[:-1], f"… {hidden} more …", texts[-1]] if hidden else texts


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
    text = "".join(_written(item, reader, index) for item in formula)
    text = _UNWRITTEN_PRODUCT.sub(" × ", _BRACKETED_TWICE.sub(r"(\1)", text))
    return _WHOLE_POWER.sub(_raised, text)


def _raised(power: re.Match[str]) -> str:
    return power[1].translate(SUPERSCRIPTS)


def _written(item: Item, reader: Reader, index: Index) -> str:
    if isinstance(item, Text):
        return item.text.replace("⊙", "×")
    if isinstance(item, Symbol):
        return _number(item, reader, index)
    if isinstance(item, Fraction):
        top, bottom = _substitute(item.top, reader, index), _substitute(item.bottom, reader, index)
        return f"{_bracketed(top)} / {_bracketed(bottom)}"
    return _sum(item, reader, index)


def _number(symbol: Symbol, reader: Reader, index: Index) -> str:
    array = reader.array(symbol.operand)
    return reader.number(float(np.real(array.item() if array.size == 1 else array[index])))


def _sum(item: Summation, reader: Reader, index: Index) -> str:
    """The elements a Σ runs over: a row for a result with elements, everything for a single number."""
    shape = next(reader.array(name).shape for name in _symbols(item.body))
    row = tuple(index[:-1])
    inner = shape[-1:] if index else shape
    places = [(*row, *map(int, np.unravel_index(place, inner))) for place in _shown_places(prod(inner), SHOWN_TERMS)]
    texts = [_substitute(item.body, reader, place) for place in places]
    return f"({' + '.join(_with_gap(texts, prod(inner)))})"


def _symbols(formula: Formula) -> Iterator[str]:
    return (item.operand for item in formula if isinstance(item, Symbol))


def _unbracketed(text: str) -> str:
    """A lone bracketed number without its brackets."""
    alone = text.startswith("(") and text.endswith(")") and " " not in text and text.count("(") == 1
    return text[1:-1] if alone else text


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text and not _enclosed(text) else text


def _enclosed(text: str) -> bool:
    """Whether the bracket that opens a text is closed at its very end: `(a) − (b)` is not enclosed."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place == len(text) - 1
    return False
