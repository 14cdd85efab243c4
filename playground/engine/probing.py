"""Backward lines run with other gradients than those of the pass: how the numbers they write depend on those they read.

Every backward line is linear in the gradients it reads, so its answers to single ones tell its whole Jacobian. All
arrays are afterwards as they were. Knows nothing of what the lines mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.engine.instruction import Array, Instruction, Operand

Places = NDArray[np.intp]  # flat indices into an array
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Matrix:
    """A Jacobian's elements as three arrays of one length, rows in ascending order."""

    rows: Places
    columns: Places
    factors: Array


@dataclass(frozen=True, eq=False)
class Probe:
    """One backward line and the gradients among its operands, by their names in it."""

    step: Instruction
    upstream: Mapping[str, Operand]

    def matrix(self, operand: Operand) -> Matrix:
        """∂(result) / ∂(one of the gradients), column by column.

        A result belongs to a gradient if it is not 0 for 1 there, or is NaN for NaN there: a factor may be 0 as well.
        """
        rows: list[Places] = [np.zeros(0, np.intp)]
        factors: list[Array] = [np.zeros(0)]
        with self._undone():
            for place in range(operand.array.size):
                column = self._answer(operand, place, 1.0)
                linked = np.flatnonzero((column != 0) | np.isnan(self._answer(operand, place, np.nan)))
                rows.append(linked)
                factors.append(column[linked])
        columns = np.repeat(np.arange(operand.array.size), [linked.size for linked in rows[1:]])
        flat = np.concatenate(rows)
        order = np.argsort(flat, kind="stable")
        return Matrix(flat[order], columns[order], np.concatenate(factors)[order])

    def moves(self, operand: Operand, helper: Operand) -> bool:
        """Whether a number that the line shows depends on that gradient."""
        one, other = (self._seen(operand, helper, numbers) for numbers in (_labels(operand), _scattered(operand)))
        return not np.array_equal(one, other, equal_nan=True)

    def copied_from(self, operand: Operand, helper: Operand) -> Places | None:
        """For a helper that lays a gradient out anew, where each number came from (NOWHERE: it is a zero)."""
        places = self._seen(operand, helper, _labels(operand))
        if not np.isin(places, np.arange(operand.array.size + 1)).all():
            return None
        numbers, found = _scattered(operand), places.astype(np.intp)
        copied = np.array_equal(self._seen(operand, helper, numbers), np.append(0.0, numbers)[found])
        return found - 1 if copied else None

    def _answer(self, operand: Operand, place: int, number: float) -> Array:
        """The line's result, flat, when all gradients are 0 but one."""
        operand.array.flat[place] = number
        self.step.run()
        operand.array.flat[place] = 0
        return self.step.result.array.flatten()

    def _seen(self, operand: Operand, helper: Operand, numbers: Array) -> Array:
        """The helper when the gradient holds these numbers."""
        with self._undone():
            operand.array[...] = numbers
            self.step.run()
            return helper.array.copy()

    @contextmanager
    def _undone(self) -> Iterator[None]:
        """All gradients that the line reads are 0; in the end they, and what the line writes, are as they were."""
        kept = [(operand.array, operand.array.copy()) for operand in self.upstream.values()]
        for array, _ in kept:
            array[...] = 0
        try:
            yield
        finally:
            for array, before in kept:
                array[...] = before
            self.step.run()


def _labels(operand: Operand) -> Array:
    """With its own number in each place, counted from 1, a copy tells where it came from."""
    return np.arange(1.0, operand.array.size + 1).reshape(operand.array.shape)


def _scattered(operand: Operand) -> Array:
    return np.random.default_rng(operand.array.size).normal(size=operand.array.shape)
