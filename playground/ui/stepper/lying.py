"""How an array lies on the screen: samples as rows, one sample's vector as a column; and back from cells to indices.

Knows shapes only; what the numbers mean and who paints them is not its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from playground.engine.instruction import Array, Index
from playground.ui.cells import Cell
from playground.ui.formula_boxes import turned


@dataclass(frozen=True)
class Lying:
    """An array of `shape` as (rows, columns): more axes than two are folded into the rows; `upright` turns it."""

    shape: tuple[int, ...]
    upright: bool = False

    @property
    def size(self) -> Cell:
        """Rows and columns as drawn; a single number is one cell."""
        rows = (prod(self.shape[:-1]), self.shape[-1]) if self.shape else (1, 1)
        return turned(rows, self.upright)

    def drawn(self, array: Array) -> NDArray[np.float64]:
        """The array as drawn; a view where that is possible."""
        real: NDArray[np.float64] = np.asarray(np.real(array), dtype=np.float64)
        rows = real.reshape(turned(self.size, self.upright))
        return rows.T if self.upright else rows

    def cell(self, index: Index) -> Cell:
        """Where an element is drawn."""
        if not self.shape:
            return 0, 0
        row = int(np.ravel_multi_index(index[:-1], self.shape[:-1])) if len(self.shape) > 1 else 0
        return turned((row, index[-1]), self.upright)

    def index(self, cell: Cell) -> Index:
        """Which element a cell shows."""
        if not self.shape:
            return ()
        row, column = turned(cell, self.upright)
        return (*map(int, np.unravel_index(row, self.shape[:-1])), column) if len(self.shape) > 1 else (column,)


def standing(shape: tuple[int, ...], batched: bool) -> Lying:
    """As on the blackboard for one sample: vectors are columns."""
    vector = len(shape) == 1 or (batched and len(shape) == 2 and shape[0] == 1)
    return Lying(shape, upright=vector)


def in_rows(shape: tuple[int, ...]) -> Lying:
    """Samples, and vectors, as rows."""
    return Lying(shape)
