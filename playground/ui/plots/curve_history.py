"""The points of a training curve: bounded, growing in place, thinned so that peaks stay visible. No Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

MOST_POINTS = 65_536  # beyond it, of two neighbours the one with the larger training value stays
_FIRST = 1024
EPOCH, TRAIN, VALIDATION = range(3)


class CurveHistory:
    """Columns epoch, train, validation; a value that does not apply is NaN."""

    def __init__(self) -> None:
        self._rows = np.empty((3, _FIRST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> Array:
        """(3, points): a view, valid until the next change."""
        return self._rows[:, : self._count]

    def clear(self) -> None:
        """Forget all points."""
        self._rows, self._count = np.empty((3, _FIRST)), 0

    def append(self, epochs: ArrayLike, train: ArrayLike, validation: ArrayLike | None = None) -> None:
        """Add one point or several of equal length; without validation it is NaN."""
        new = np.atleast_2d(_columns(epochs, train, validation))
        if self._count + new.shape[1] > self._rows.shape[1]:
            self._grow(self._count + new.shape[1])
        self._rows[:, self._count : self._count + new.shape[1]] = new
        self._count += new.shape[1]
        while self._count > MOST_POINTS:
            self._halve()

    def visible(self, low: float, high: float) -> slice:
        """The points between two epochs, and one more on either side so that lines run to the edge."""
        first, last = np.searchsorted(self.rows[EPOCH], [low, high], side="left")
        return slice(max(0, int(first) - 1), int(last) + 1)

    def nearest(self, epoch: float) -> Array | None:
        """Epoch, train and validation of the point nearest to `epoch`."""
        if not self._count:
            return None
        return self.rows[:, int(np.argmin(np.abs(self.rows[EPOCH] - epoch)))].copy()

    def _grow(self, needed: int) -> None:
        larger = np.empty((3, max(needed, 2 * self._rows.shape[1])))
        larger[:, : self._count] = self.rows
        self._rows = larger

    def _halve(self) -> None:
        pairs = self.rows[:, : self._count // 2 * 2].reshape(3, -1, 2)
        second = pairs[TRAIN, :, 1] > pairs[TRAIN, :, 0]
        kept = np.where(second, pairs[:, :, 1], pairs[:, :, 0])
        odd = self.rows[:, self._count // 2 * 2 :]
        self._rows, self._count = np.hstack([kept, odd]), kept.shape[1] + odd.shape[1]


def peaks(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """The curve with at most about `most` points: of each stretch its lowest and its highest value."""
    if x.size <= most:
        return x, y
    starts = np.arange(0, x.size, -(-2 * x.size // most))
    low, high = np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts)
    return np.repeat(x[starts], 2), np.column_stack([low, high]).ravel()


def _columns(epochs: ArrayLike, train: ArrayLike, validation: ArrayLike | None) -> Array:
    x = np.atleast_1d(np.asarray(epochs, dtype=np.float64))
    missing = np.full_like(x, np.nan) if validation is None else validation
    return np.vstack([x, np.atleast_1d(np.asarray(train, float)), np.atleast_1d(np.asarray(missing, float))])
