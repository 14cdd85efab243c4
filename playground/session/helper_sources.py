"""What a helper of a formula is made of, such as δa laid out by windows: a value that is shown but no line computes.

Where it is an arrangement of another operand of its line, that is found out by reading it over numbered places, on the
stepper's own arrays, which are put back at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from playground.engine.instruction import Array, Index, Instruction, Operand, Phase


@dataclass
class HelperSources:
    """Finds the operands' elements behind elements of helpers; each arrangement is found out once."""

    _places: dict[tuple[int, str, str], Array | None] = field(default_factory=dict)

    def of(self, instruction: Instruction, name: str, index: Index) -> Iterator[tuple[str, Index]]:
        """The elements behind one of a helper, by the operand's name; nothing for an operand that is no helper."""
        helper = instruction.operand(name)
        if helper.ref is not None or instruction.phase is Phase.UPDATE:
            return
        for other, operand in instruction.operands.items():
            if operand.ref is not None and operand.array.size:
                place = self._place(instruction, (name, other), index)
                if place is not None:
                    yield other, place

    def _place(self, instruction: Instruction, names: tuple[str, str], index: Index) -> Index | None:
        helper, operand = map(instruction.operand, names)
        key = (instruction.index, *names)
        if key not in self._places:
            self._places[key] = _arrangement(helper, operand)
        places, shape = self._places[key], operand.array.shape
        if places is None:
            behind = index[len(index) - len(shape) :]
            return tuple(min(at, size - 1) for at, size in zip(behind, shape, strict=True))
        return tuple(map(int, np.unravel_index(int(places[index]) - 1, shape))) if places[index] else None


def _stretches(shape: Index, whole: Index) -> bool:
    """Whether NumPy would stretch an array of the one shape to the other."""
    pairs = zip(reversed(shape), reversed(whole), strict=False)
    return len(shape) <= len(whole) and all(size in (1, to) for size, to in pairs)


def _arrangement(helper: Operand, operand: Operand) -> Array | None:
    """For each element of the helper the operand's place that it is a copy of, from 1, and 0 where it is none.

    None where the two lie over each other, so that an element is made of the one in the same place.
    """
    array, shape = operand.array, helper.array.shape
    if _stretches(array.shape, shape):
        return None
    if not array.flags.writeable:
        return np.zeros(shape, np.intp)
    kept, numbers = array.copy(), np.arange(1, array.size + 1).reshape(array.shape)
    try:
        array[...] = numbers
        upwards = np.real(helper.array).copy()
        array[...] = array.size + 1 - numbers
        downwards = np.real(helper.array).copy()
    finally:
        array[...] = kept
    copied = (upwards + downwards == array.size + 1) & (upwards == np.rint(upwards)) & (upwards >= 1)
    return np.where(copied, upwards, 0).astype(np.intp)
