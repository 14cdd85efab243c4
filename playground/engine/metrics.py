"""How good predictions are, beside the loss: pure functions of (prediction, targets), samples as rows.

What has no value is None, never a made-up 0: the precision of a class that was never predicted, R² of constant targets.
Knows neither networks nor where the numbers came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

THRESHOLD = 0.5
UNDECIDED = -1


@dataclass(frozen=True)
class Confusion:
    """How often each class was taken for each: `counts[actual][predicted]`.

    `undecided[actual]` counts the samples whose prediction held NaN: they are wrong, but for no class.
    """

    counts: tuple[tuple[int, ...], ...]
    undecided: tuple[int, ...]

    @property
    def samples(self) -> int:
        """All samples, decided or not."""
        return sum(map(self.actual, range(len(self.counts))))

    @property
    def accuracy(self) -> float | None:
        """The share of samples whose class was told right; None without samples."""
        return _share(sum(row[index] for index, row in enumerate(self.counts)), self.samples)

    def actual(self, label: int) -> int:
        """How many samples are of the class."""
        return sum(self.counts[label]) + self.undecided[label]

    def predicted(self, label: int) -> int:
        """How many samples were taken for the class."""
        return sum(row[label] for row in self.counts)

    def precision(self, label: int) -> float | None:
        """Of the samples taken for the class, the share that are of it; None if none was."""
        return _share(self.counts[label][label], self.predicted(label))

    def recall(self, label: int) -> float | None:
        """Of the samples of the class, the share that was found; None if there are none."""
        return _share(self.counts[label][label], self.actual(label))


def decided(values: Array, threshold: float = THRESHOLD) -> NDArray[np.int64]:
    """The class each row of (samples, columns) names: one column means class 1 above the threshold, else class 0;
    several the largest, of equals the first. −1 where NaN leaves it open."""
    largest = values.max(axis=1)
    label = largest > threshold if values.shape[1] == 1 else values.argmax(axis=1)
    return np.where(np.isnan(largest), UNDECIDED, label)


def correct_count(prediction: Array, targets: Array, threshold: float = THRESHOLD) -> int:
    """How many rows name the class of their targets."""
    return int(np.count_nonzero(decided(prediction, threshold) == decided(targets)))


def accuracy(prediction: Array, targets: Array, threshold: float = THRESHOLD) -> float | None:
    """The share of rows that name the class of their targets; None without rows."""
    return _share(correct_count(prediction, targets, threshold), len(targets))


def top_k_accuracy(prediction: Array, targets: Array, k: int) -> float | None:
    """The share of rows whose class is among the k largest of several outputs; None without rows.

    Equals stand in the order of their classes, so that k = 1 is the accuracy.
    """
    label = decided(targets)
    own = np.take_along_axis(prediction, label[:, np.newaxis], axis=1)
    earlier = np.arange(prediction.shape[1]) < label[:, np.newaxis]
    before = (prediction > own) | ((prediction == own) & earlier)
    hit = (np.count_nonzero(before, axis=1) < k) & ~np.isnan(prediction).any(axis=1)
    return _share(int(np.count_nonzero(hit)), len(targets))


def confusion(prediction: Array, targets: Array, threshold: float = THRESHOLD) -> Confusion:
    """The confusion matrix; one column of targets stands for two classes, several for one each."""
    classes = max(targets.shape[1], 2)
    counts = np.zeros((classes, classes + 1), dtype=np.int64)  # the last column is that of −1
    np.add.at(counts, (decided(targets), decided(prediction, threshold)), 1)
    return Confusion(tuple(tuple(row[:-1]) for row in counts.tolist()), tuple(counts[:, -1].tolist()))


def rmse(prediction: Array, targets: Array) -> tuple[float | None, ...]:
    """√mean (a − y)² of each column, in the targets' own units; None without rows."""
    with np.errstate(all="ignore"):
        return tuple(map(_root_mean_square, (prediction - targets).T))


def r_squared(prediction: Array, targets: Array) -> tuple[float | None, ...]:
    """R² = 1 − Σ(a − y)² / Σ(y − ȳ)² of each column: 1 is perfect, 0 no better than the mean ȳ, below 0 worse.

    None where the targets are constant: there is nothing to explain.
    """
    with np.errstate(all="ignore"):
        return tuple(map(_explained, prediction.T, targets.T))


def _explained(prediction: Array, targets: Array) -> float | None:
    if not len(targets) or targets.min() == targets.max():
        return None
    left, spread = _root_mean_square(prediction - targets), _root_mean_square(targets - targets.mean())
    assert left is not None
    return 1.0 - float(np.square(np.float64(left) / spread)) if spread else None


def _root_mean_square(values: Array) -> float | None:
    """Scaled by the largest, so that no square overflows or vanishes."""
    largest = float(np.abs(values).max(initial=0.0))
    if not len(values):
        return None
    if not largest or not np.isfinite(largest):
        return largest
    return largest * float(np.sqrt(np.mean(np.square(values / largest))))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
