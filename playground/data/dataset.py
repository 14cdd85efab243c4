"""A table of samples ready to learn from: frozen, read-only, checked once when it is made.

It does not know where the samples came from, nor how they are split or scaled.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.data.errors import DataError, EmptyDataError, LabelError, counted

Floats: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]
Targets: TypeAlias = NDArray[Any]  # Indices for classification, Floats for regression
Task: TypeAlias = Literal["classification", "regression"]
AnyArray = TypeVar("AnyArray", bound=NDArray[Any])

LARGEST_VALUE = 1e100  # squares and sums of a million such values still fit a float64


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples with their targets.

    features: (samples, columns) float64. targets: (samples,) int64 labels for classification,
    (samples, outputs) float64 for regression. Both are read-only copies; DataError when they do not fit.
    """

    name: str
    features: Floats
    targets: Targets
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    target_names: tuple[str, ...] = ()
    handwritten: bool = False  # a few samples to look at: there may be no features or targets, or all alike

    def __post_init__(self) -> None:
        """Copy, freeze and check the arrays."""
        label_type = np.int64 if self.class_names else np.float64
        object.__setattr__(self, "features", frozen(np.array(self.features, dtype=np.float64, order="C")))
        object.__setattr__(self, "targets", frozen(np.array(self.targets, dtype=label_type, order="C")))
        _check_features(self)
        _check_targets(self)

    @property
    def task(self) -> Task:
        """Classification when there are classes, otherwise regression."""
        return "classification" if self.class_names else "regression"

    @property
    def samples(self) -> int:
        """Number of rows."""
        return int(self.features.shape[0])

    @property
    def columns(self) -> int:
        """Number of features of a sample."""
        return int(self.features.shape[1])

    @property
    def classes(self) -> int:
        """Number of classes; 0 for regression."""
        return len(self.class_names)

    @cached_property
    def constant_columns(self) -> tuple[str, ...]:
        """The features with one and the same value in all samples: they tell no samples apart."""
        constant = self.features.min(axis=0) == self.features.max(axis=0)
        return tuple(name for name, same in zip(self.feature_names, constant.tolist(), strict=True) if same)


def frozen(array: AnyArray) -> AnyArray:
    """The same array, read-only from now on."""
    array.setflags(write=False)
    return array


def _check_features(dataset: Dataset) -> None:
    shape = dataset.features.shape
    if shape[:1] == (0,):
        raise EmptyDataError(f"{dataset.name}: found no samples, expected at least one")
    if len(shape) != 2 or (0 in shape and not dataset.handwritten):
        raise DataError(f"{dataset.name}: found features of shape {shape}, expected (samples, columns)")
    if len(dataset.feature_names) != dataset.columns:
        raise DataError(
            f"{dataset.name}: found {counted(len(dataset.feature_names), 'feature name')}, expected {dataset.columns}"
        )
    _check_values(dataset.name, dataset.features, dataset.feature_names)


def _check_targets(dataset: Dataset) -> None:
    shape, samples = dataset.targets.shape, dataset.samples
    if dataset.class_names:
        if shape != (samples,):
            raise DataError(f"{dataset.name}: found labels of shape {shape}, expected ({samples},)")
        _check_labels(dataset)
        return
    if len(shape) != 2 or shape[0] != samples or (shape[1] == 0 and not dataset.handwritten):
        raise DataError(f"{dataset.name}: found targets of shape {shape}, expected ({samples}, outputs)")
    if dataset.target_names and len(dataset.target_names) != shape[1]:
        raise DataError(
            f"{dataset.name}: found {counted(len(dataset.target_names), 'target name')}, expected {shape[1]}"
        )
    _check_values(dataset.name, dataset.targets, dataset.target_names)


def _check_labels(dataset: Dataset) -> None:
    low, high = int(dataset.targets.min()), int(dataset.targets.max())
    if low < 0 or high >= dataset.classes:
        target = "".join(dataset.target_names[:1])
        place = f"{dataset.name}, target {target!r}" if target else dataset.name
        raise LabelError(f"{place}: found labels {low} to {high}, expected 0 to {dataset.classes - 1}", target or None)


def _check_values(name: str, values: Floats, columns: tuple[str, ...]) -> None:
    wrong = ~(np.abs(values) <= LARGEST_VALUE)  # true for NaN too
    if wrong.any():
        row, column = (int(place[0]) for place in np.nonzero(wrong))
        where = f"column {columns[column]!r}" if columns else f"target {column + 1}"
        raise DataError(
            f"{name}, sample {row + 1}, {where}: found {float(values[row, column])!r}, "
            f"expected a finite number of at most {LARGEST_VALUE:g}",
            columns[column] if columns else None,
        )
