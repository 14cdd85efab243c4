"""The listing of a program, as a debugger shows its source: one line an instruction, in mathematics and in NumPy.

The NumPy text comes from the very calls that run, so that it is the program and not a description of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from playground.engine.array_names import ArrayNames, Named
from playground.engine.inlined import Inlined
from playground.engine.instruction import Array, Instruction, Phase, Ref
from playground.engine.literals import dtype_text, number_text
from playground.engine.numpy_calls import Code, NumpyCall
from playground.engine.program import Program
from playground.engine.view_text import lie_alike


@dataclass(frozen=True)
class ListingLine:
    """One instruction: `block` is the name of its node, `ref` the address of what it writes."""

    index: int
    phase: Phase
    node: str
    block: str
    ref: Ref
    mathematics: str
    numpy: tuple[str, ...]

    @property
    def number(self) -> int:
        """The line's number, counted from 1."""
        return self.index + 1


class Listing:
    """The lines of one program, each made when someone looks."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._lines: dict[int, ListingLine] = {}

    @cached_property
    def names(self) -> ArrayNames:
        """What its arrays are called."""
        return ArrayNames(self.program)

    def __len__(self) -> int:
        return len(self.program.instructions)

    def line(self, index: int) -> ListingLine:
        """The line of the instruction at `index`."""
        if index not in self._lines:
            self._lines[index] = self._line(self.program.instructions[index])
        return self._lines[index]

    def height(self, index: int) -> int:
        """How many lines of NumPy the instruction at `index` takes; they need not be written for that."""
        return max(1, sum(call.height for call in self.names.calls[index]))

    def lines(self) -> tuple[ListingLine, ...]:
        """All of them."""
        return tuple(map(self.line, range(len(self))))

    def _line(self, instruction: Instruction) -> ListingLine:
        assert instruction.result.ref is not None
        block = self.program.network.node(instruction.node).name
        numpy = source_of(instruction, self.names)
        return ListingLine(
            *(instruction.index, instruction.phase, instruction.node, block),
            *(instruction.result.ref, instruction.text, numpy),
        )


def source_of(instruction: Instruction, names: ArrayNames) -> tuple[str, ...]:
    """The instruction as lines of NumPy; one without calls gives an array a second name, or has nothing to do."""
    near = names.near(instruction)
    lines = tuple(line for call in names.calls[instruction.index] for line in call_lines(call, names, near))
    return lines or (_renaming(near[0], names, near[1:]),)


def _renaming(result: Named, names: ArrayNames, others: Sequence[Named]) -> str:
    others = [other for other in others if other.ref != result.ref]
    alike = next((other for other in others if lie_alike(other.array, result.array)), None)
    if alike is None and names.block(result.array).owner.ref == result.ref:
        return f"# {result.name} is there already"
    return f"{result.name} = {alike.name if alike else names.text(result.array, others)}"


def call_lines(call: NumpyCall, names: ArrayNames, near: Sequence[Named]) -> tuple[str, ...]:
    """One call: `np.matmul(a0, W1.T, out=z1)`."""
    if isinstance(call.function, Inlined):
        return call.function.lines(partial(_spell, names, near, None))
    inputs = [array for array in call.arrays if not any(array is out for out in call.written)]
    spell = partial(_spell, names, near, {array.dtype for array in inputs if not names.block(array).is_constant})
    given = [spell(value) for value in call.arguments]
    given += [f"{key}={spell(value)}" for key, value in call.keywords.items()]
    function = call.function if call.subject is None else f"{spell(call.subject)}.{call.function}"
    return (f"{function}({', '.join(given)})",)


Kinds = set[np.dtype[Any]] | None  # of the other arrays that a call reads; None where a number stays an array


def _spell(names: ArrayNames, near: Sequence[Named], kinds: Kinds, value: object) -> str:
    if isinstance(value, np.ndarray):
        return names.text(value, near) or _constant(value, kinds)
    if isinstance(value, tuple):
        return f"({''.join(f'{_spell(names, near, kinds, each)}, ' for each in value).strip()})"
    return _plain(value)


def _constant(number: Array, kinds: Kinds) -> str:
    """A number of the program; with its kind where NumPy would otherwise take it for another."""
    text = number_text(number.flat[0])
    plain = kinds == {number.dtype} or (number.dtype == np.float64 and kinds == set())
    return text if plain else f"{dtype_text(number.dtype)}({text})"


def _plain(value: object) -> str:
    if isinstance(value, Code):
        return value.text
    if isinstance(value, np.dtype):
        return dtype_text(value)
    return number_text(value) if isinstance(value, float | np.generic) else repr(value)
