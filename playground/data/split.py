"""Divides a dataset into a training and a validation part and scales its features by the training part alone.

Nothing here depends on a network; the same dataset and preparation always give the same parts.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.data.dataset import Dataset, Floats, Indices, Targets, frozen
from playground.data.errors import DataError
from playground.data.streams import stream


@dataclass(frozen=True)
class Preparation:
    """How to split and scale: the validation's share in [0, 1), the seed of the draw, and whether to standardize."""

    validation_fraction: float = 0.2
    seed: int = 0
    standardize: bool = True


@dataclass(frozen=True, eq=False)
class Prepared:
    """A split dataset: sorted row numbers of both parts, and mean and scale (columns,) of the training part.

    Without standardizing, mean is 0 and scale 1; a column that is constant in the training part has scale 1.
    """

    dataset: Dataset
    train_index: Indices
    validation_index: Indices
    mean: Floats
    scale: Floats

    @cached_property
    def train_features(self) -> Floats:
        """(training samples, columns), standardized."""
        return frozen(self.standardized(self.dataset.features[self.train_index]))

    @cached_property
    def validation_features(self) -> Floats:
        """(validation samples, columns), standardized by the training part's mean and scale."""
        return frozen(self.standardized(self.dataset.features[self.validation_index]))

    @cached_property
    def train_targets(self) -> Targets:
        """Targets of the training part, as in the dataset."""
        return frozen(self.dataset.targets[self.train_index])

    @cached_property
    def validation_targets(self) -> Targets:
        """Targets of the validation part, as in the dataset."""
        return frozen(self.dataset.targets[self.validation_index])

    def standardized(self, features: Floats) -> Floats:
        """Features in the dataset's own units, (…, columns), as the network sees them: (x − mean) / scale."""
        return np.ascontiguousarray((features - self.mean) / self.scale)


def prepare(dataset: Dataset, preparation: Preparation) -> Prepared:
    """Split by class in equal shares, then scale; DataError for a fraction outside [0, 1).

    Every class keeps at least one training sample, so tiny classes may make the validation part smaller.
    """
    validation = _validation_rows(dataset, preparation)
    train = np.delete(np.arange(dataset.samples), validation)
    mean, scale = np.zeros(dataset.columns), np.ones(dataset.columns)
    if preparation.standardize:
        mean, scale = _mean_and_scale(dataset.features[train])
    return Prepared(dataset, frozen(train), frozen(validation), frozen(mean), frozen(scale))


def _validation_rows(dataset: Dataset, preparation: Preparation) -> Indices:
    fraction = preparation.validation_fraction
    if not 0 <= fraction < 1:
        raise DataError(f"Validation: found a fraction of {fraction!r}, expected at least 0 and less than 1")
    draw = stream(preparation.seed, "split")
    groups = [draw.permutation(rows) for rows in _rows_by_class(dataset)]
    shares = _shares(np.array([len(rows) for rows in groups]), fraction)
    return np.sort(np.concatenate([rows[:share] for rows, share in zip(groups, shares, strict=True)]))


def _rows_by_class(dataset: Dataset) -> list[Indices]:
    """Row numbers of each class that occurs; one group of all rows for regression."""
    if dataset.task == "regression":
        return [np.arange(dataset.samples)]
    order = np.argsort(dataset.targets, kind="stable")
    ends = np.cumsum(np.bincount(dataset.targets, minlength=dataset.classes))
    return [rows for rows in np.split(order, ends[:-1]) if rows.size]


def _shares(counts: Indices, fraction: float) -> Indices:
    """How many of each group to take: in all the nearest whole number, by largest remainders, never a whole group."""
    exact = fraction * counts
    shares = np.floor(exact).astype(np.int64)
    missing = round(fraction * int(counts.sum())) - int(shares.sum())
    shares[np.argsort(shares - exact, kind="stable")[: max(missing, 0)]] += 1
    taken: Indices = np.minimum(shares, counts - 1)
    return taken


def _mean_and_scale(features: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column; a constant column keeps its exact value and scale 1."""
    mean, scale = features.mean(axis=0), features.std(axis=0)
    low, high = features.min(axis=0), features.max(axis=0)
    constant = (low == high) | (scale == 0)
    return np.where(low == high, low, mean), np.where(constant, 1.0, scale)
