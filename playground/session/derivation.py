"""A derivation: the lines of a pass that lead from the loss to one number, each in symbols and in numbers.

The lines are the program's own instructions, found by following operands to what computed them; every number is read
from its arrays. A derivative begins at the loss and takes the values of the forward pass as given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from playground.engine.errors import ElementError
from playground.engine.formulas import Formula, Fraction, Summation, Symbol, operands, right_hand_side
from playground.engine.instruction import Array, Index, Instruction, Operand, Phase, Ref
from playground.engine.network import Network
from playground.session.derivation_given import Given, GivenValues
from playground.session.element_formula import Named, label, named
from playground.session.explanation import Reader, TermsShown, explain
from playground.session.helper_sources import HelperSources
from playground.session.math_text import Row, formula_tree
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper

MOST_ELEMENTS = 6  # of a line, put into numbers
MOST_BLOCKS = 16  # of a network, called by their names
_GIVEN = (Phase.FORWARD, Phase.LOSS)


@dataclass(frozen=True)
class Worked:
    """One element: its name, its place, the right-hand side in names, and those in numbers; each equals the value."""

    label: str
    index: Index
    named: Named | None
    lines: tuple[str, ...]
    value: float


@dataclass(frozen=True, eq=False)
class Line:
    """One instruction of the chain, and those of its elements that the result needs; `hidden` more are left out."""

    instruction: Instruction
    block: str
    elements: tuple[Worked, ...]
    hidden: int = 0

    @property
    def tree(self) -> Row:
        """The formula."""
        return formula_tree(self.instruction.formula, self._spell)

    def _spell(self, symbol: Symbol) -> str:
        return self.instruction.operand(symbol.operand).label + "ᵀ" * symbol.transposed


@dataclass(frozen=True, eq=False)
class Derivation:
    """The chain that ends in one element; `label` is its name, `block` where it lives, `given` what it begins with."""

    label: str
    quantity: str
    block: str
    lines: tuple[Line, ...]
    given: tuple[Given, ...] = ()
    network: str = ""
    numbers: NumberStyle = AS_USUAL

    @property
    def value(self) -> float:
        """The number that is derived."""
        return self.lines[-1].elements[0].value


def derive(
    stepper: Stepper, ref: Ref, index: Index, *, forward: bool = False, numbers: NumberStyle = AS_USUAL
) -> Derivation:
    """The derivation of an element, indices as in its array (sample first), from what has run of a pass.

    `forward` also derives the values of the forward pass that a derivative takes as given. `ElementError` for a place
    that is not there, or a value that nothing has computed.
    """
    chain = _Chain(stepper, numbers)
    last = chain.last(ref)
    shape = last.result.array.shape
    if len(index) != len(shape) or not all(0 <= at < size for at, size in zip(index, shape, strict=True)):
        raise ElementError(f"{last.symbol}: found the place {index}, expected one within the shape {shape}", ref.node)
    whole = forward or last.phase in _GIVEN
    lines = tuple(chain.lines(last, index, whole=whole))
    name, block = lines[-1].elements[0].label, lines[-1].block
    return Derivation(name, last.quantity.name, block, lines, chain.given.rows, described(stepper.network), numbers)


def described(network: Network) -> str:
    """The blocks of a network in order: `Input → Hidden → Output`; of a large one how many are left out."""
    names = [node.name for node in network.order]
    ways = (*network.incoming.values(), *network.outgoing.values())
    joint = " → " if all(len(edges) <= 1 for edges in ways) else ", "
    hidden = len(names) - MOST_BLOCKS
    return joint.join(names if hidden <= 0 else [*names[: MOST_BLOCKS - 1], f"… {hidden} more …", names[-1]])


class _Chain:
    """Follows operands back to the lines that computed them."""

    def __init__(self, stepper: Stepper, numbers: NumberStyle) -> None:
        self._stepper, self._numbers = stepper, numbers
        self.given, self._behind = GivenValues(stepper, numbers), HelperSources()
        self._readers: dict[int, Reader] = {}
        self._writers: dict[Ref, list[Instruction]] = defaultdict(list)
        for instruction in stepper.instructions[: stepper.cursor]:
            if instruction.result.ref is not None:
                self._writers[instruction.result.ref].append(instruction)

    def last(self, ref: Ref) -> Instruction:
        """The line that wrote a value last."""
        if not self._writers[ref]:
            raise ElementError(f"nothing in this pass has computed {ref.quantity} of the block {ref.node!r}", ref.node)
        return self._writers[ref][-1]

    def lines(self, last: Instruction, index: Index, *, whole: bool) -> Iterator[Line]:
        """The lines in the order in which they ran, each with the elements that later ones need."""
        wanted: dict[int, dict[Index, None]] = defaultdict(dict)
        wanted[last.index][index] = None
        for place in range(last.index, -1, -1):
            for operand, at in self._needed(place, tuple(wanted[place]) if place in wanted else ()):
                writer = self._before(operand.ref, place)
                if writer is not None and (whole or writer.phase not in _GIVEN):
                    wanted[writer.index][_place_in(writer.result.array, operand.array, at)] = None
                else:
                    self.given.add(self._stepper.instructions[place], operand, at)
        yield from (self._line(place, tuple(wanted[place])) for place in sorted(wanted))

    def _before(self, ref: Ref | None, place: int) -> Instruction | None:
        """The line that wrote a value last before another one ran; None for what was given."""
        writers = self._writers[ref] if ref is not None else []
        return next((writer for writer in reversed(writers) if writer.index < place), None)

    def _needed(self, place: int, wanted: tuple[Index, ...]) -> Iterator[tuple[Operand, Index]]:
        """The elements that the shown elements of a line are made of."""
        instruction = self._stepper.instructions[place]
        for index in wanted[:MOST_ELEMENTS]:
            reader = self._reader(instruction)
            for name, at in parts(reader, index):
                yield instruction.operand(name), at
                if instruction.expanded is None:
                    behind = self._behind.of(instruction, name, at)
                    yield from ((instruction.operand(other), place) for other, place in behind)

    def _line(self, place: int, wanted: tuple[Index, ...]) -> Line:
        instruction = self._stepper.instructions[place]
        shown = wanted[:MOST_ELEMENTS]
        block = self._stepper.network.node(instruction.node).name
        worked = tuple(self._worked(instruction, index) for index in shown)
        return Line(instruction, block, worked, len(wanted) - len(shown))

    def _worked(self, instruction: Instruction, index: Index) -> Worked:
        reader = self._reader(instruction)
        explained, names = explain(reader, index), named(self._stepper, reader, index)
        return Worked(label(self._stepper, instruction.result, index), index, names, explained.lines, explained.value)

    def _reader(self, instruction: Instruction) -> Reader:
        """One for each line: what a helper holds is computed once."""
        if instruction.index not in self._readers:
            read = cache(partial(_as_read, self._stepper, instruction))
            written = self._stepper.as_written(instruction)
            self._readers[instruction.index] = Reader(instruction, read, written=written, numbers=self._numbers)
        return self._readers[instruction.index]


def _as_read(stepper: Stepper, instruction: Instruction, operand: Operand) -> Array:
    array = stepper.as_read(instruction, operand)
    assert array is not None
    return array


def parts(reader: Reader, index: Index) -> Iterator[tuple[str, Index]]:
    """The operands' elements that one element of a line's result is made of, by the operand's name."""
    instruction = reader.instruction
    if instruction.terms is not None:
        yield from ((factor.operand, factor.index) for term in TermsShown(reader, index) for factor in term.factors)
    elif instruction.source is not None:
        yield instruction.source(index)
    elif instruction.expanded is None:
        yield from _of_formula(right_hand_side(instruction.formula), reader, index)
    if instruction.expanded is not None:
        yield from _of_formula(right_hand_side(instruction.expanded), reader, index)


def _of_formula(formula: Formula, reader: Reader, index: Index) -> Iterator[tuple[str, Index]]:
    """Element by element; inside a Σ the row it runs over, or everything for a single number."""
    for item in formula:
        if isinstance(item, Symbol):
            array = reader.array(item.operand)
            yield item.operand, (0,) * array.ndim if array.size == 1 else index
        elif isinstance(item, Fraction):
            yield from _of_formula(item.top, reader, index)
            yield from _of_formula(item.bottom, reader, index)
        elif isinstance(item, Summation):
            shape = reader.array(operands(item.body)[0]).shape
            row, inner = (tuple(index[:-1]), shape[-1:]) if index else ((), shape)
            for place in np.ndindex(*inner):
                yield from _of_formula(item.body, reader, (*row, *place))


def _place_in(whole: Array, seen: Array, index: Index) -> Index:
    """Where an element of an operand lies in the array that it is a view of: the place of the same memory."""
    offset = _address(seen) + sum(step * at for step, at in zip(seen.strides, index, strict=True)) - _address(whole)
    if whole.flags.c_contiguous and 0 <= offset < whole.nbytes:
        return tuple(map(int, np.unravel_index(offset // whole.itemsize, whole.shape)))
    own = index[len(index) - whole.ndim :]  # a copy, perhaps stretched as NumPy stretches arrays
    return tuple(min(at, size - 1) for at, size in zip(own, whole.shape, strict=True))


def _address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])
