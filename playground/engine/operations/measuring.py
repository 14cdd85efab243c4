"""Statistics of a batch: over which axes they are measured, and how one is read at each of the values it describes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from playground.engine.instruction import Array, Call, Factor, Operand
from playground.engine.operations.axes import axis_letters
from playground.engine.operations.operation import Shape, Site


@dataclass(frozen=True)
class Measure:
    """What is measured over: the letters of all axes of a batch, and of those that keep a statistic of their own."""

    shape: Shape
    letters: str
    kept: str

    @classmethod
    def of(cls, array: Array, kept: str) -> Measure:
        """The measure of an array that keeps the axes of these letters; `n` is the sample."""
        return cls(array.shape, axis_letters(array), kept)

    @property
    def over(self) -> tuple[int, ...]:
        """The axes that are measured over."""
        return tuple(axis for axis, letter in enumerate(self.letters) if letter not in self.kept)

    @property
    def kept_shape(self) -> Shape:
        """The shape of a statistic."""
        return tuple(size for size, letter in zip(self.shape, self.letters, strict=True) if letter in self.kept)

    @property
    def count(self) -> int:
        """How many values go into one statistic."""
        return int(np.prod([self.shape[axis] for axis in self.over]))

    def spread(self, statistic: Array) -> Array:
        """A view of a statistic that fits the values: axes of length 1 where it has none."""
        return statistic[tuple(slice(None) if letter in self.kept else None for letter in self.letters)]

    def shown(self, statistic: Operand) -> Operand:
        """The statistic as a formula reads it at each of the values."""
        view = np.broadcast_to(self.spread(statistic.array), self.shape)
        return replace(statistic, source=view, batched=True)

    def factor(self, operand: str) -> Factor:
        """The values in a sum of products."""
        return Factor(operand, self.letters)

    def mean_calls(self, site: Site, values: Array, out: Array) -> tuple[Call, ...]:
        """The mean of values over the measured axes."""
        return (
            partial(np.add.reduce, values, self.over, None, out),
            partial(np.multiply, out, site.constant(1 / self.count), out),
        )
