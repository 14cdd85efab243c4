"""How an array lies on the screen: samples as rows, one sample's vector as a column, images side by side; and back.

Knows shapes only; what the numbers mean and who paints them is not its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from playground.engine.instruction import Array, Index
from playground.ui.cells import Cell, turned

_KEPT = 1024  # shapes: a walk asks for the same few with every step


@dataclass(frozen=True)
class Lying:
    """An array of `shape` as (rows, columns); `upright` turns it.

    Up to three axes the last runs across and the others down. Images (samples, channels, height, width) stand side by
    side, on several lines where that is squarer. Of more axes every second one runs across, counted from the last, so
    that the windows of an image stand in a grid.
    """

    shape: tuple[int, ...]
    upright: bool = False

    @cached_property
    def size(self) -> Cell:
        """Rows and columns as drawn; a single number is one cell."""
        return turned((prod(self._lengths(self._down)), prod(self._lengths(self._across))), self.upright)

    def drawn(self, array: Array) -> NDArray[np.float64]:
        """The array as drawn; a view where that is possible."""
        real: NDArray[np.float64] = np.asarray(np.real(array), dtype=np.float64)
        laid = real if self._in_order else real.reshape(self._split).transpose(*self._down, *self._across)
        rows = laid.reshape(turned(self.size, self.upright))
        return rows.T if self.upright else rows

    def cell(self, index: Index) -> Cell:
        """Where an element is drawn."""
        if self._in_order:
            number = 0
            for at, length in zip(index, self.shape, strict=True):
                number = number * length + at
            return turned(divmod(number, self._columns), self.upright)
        place = _place(_number(index, self.shape), self._split)
        row, column = (
            _number(tuple(place[axis] for axis in axes), self._lengths(axes)) for axes in (self._down, self._across)
        )
        return turned((row, column), self.upright)

    def index(self, cell: Cell) -> Index:
        """Which element a cell shows."""
        place = dict[int, int]()
        for number, axes in zip(turned(cell, self.upright), (self._down, self._across), strict=True):
            place.update(zip(axes, _place(number, self._lengths(axes)), strict=True))
        return _place(_number(tuple(place[axis] for axis in range(len(place))), self._split), self.shape)

    @cached_property
    def _split(self) -> tuple[int, ...]:
        """The shape, its channels, or what has only one, shared out on several lines of images."""
        if len(self.shape) != 4:
            return self.shape
        samples, channels, height, width = self.shape
        if channels == 1:
            samples, channels = 1, samples
        lines = lines_of_images(channels, height, width)
        return samples, lines, channels // lines, height, width

    @cached_property
    def _across(self) -> tuple[int, ...]:
        rank = len(self._split)
        if rank < 4:
            return tuple(range(rank)[-1:])
        return (2, 4) if len(self.shape) == 4 else tuple(range(rank - 1, -1, -2))[::-1]

    @cached_property
    def _down(self) -> tuple[int, ...]:
        return tuple(axis for axis in range(len(self._split)) if axis not in self._across)

    @cached_property
    def _in_order(self) -> bool:
        """Whether the axes that run down come first, so that the rows follow each other as they are stored."""
        return (*self._down, *self._across) == tuple(range(len(self._split)))

    @cached_property
    def _columns(self) -> int:
        return prod(self._lengths(self._across))

    def _lengths(self, axes: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self._split[axis] for axis in axes)


def lines_of_images(count: int, height: int, width: int) -> int:
    """On how many full lines images stand so that together they come closest to a square, no taller than wide."""
    fitting = (lines for lines in range(1, count + 1) if count % lines == 0 and lines**2 * height <= count * width)
    return max(fitting, default=1)


def _number(index: Index, shape: tuple[int, ...]) -> int:
    return int(np.ravel_multi_index(index, shape)) if shape else 0


def _place(number: int, shape: tuple[int, ...]) -> Index:
    return tuple(map(int, np.unravel_index(number, shape))) if shape else ()


@lru_cache(maxsize=_KEPT)
def standing(shape: tuple[int, ...], batched: bool) -> Lying:
    """As on the blackboard for one sample: vectors are columns."""
    vector = len(shape) == 1 or (batched and len(shape) == 2 and shape[0] == 1)
    return Lying(shape, upright=vector)


@lru_cache(maxsize=_KEPT)
def in_rows(shape: tuple[int, ...]) -> Lying:
    """Samples, and vectors, as rows."""
    return Lying(shape)
