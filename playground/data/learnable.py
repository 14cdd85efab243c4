"""Whether data that can be read can also be learned from: targets that differ, and features that tell samples apart.

Such data can be opened and looked at; only a run is refused. Knows neither networks nor who is asking.
"""

from __future__ import annotations

import numpy as np

from playground.data.dataset import Dataset
from playground.data.errors import ConstantColumnError, OneClassError


def check_learnable(dataset: Dataset) -> None:
    """Raise `OneClassError` where all samples are of one class, `ConstantColumnError` for a target, or for features
    one and all, that never change. A few constant features do no harm: see `Dataset.constant_columns`. Samples that
    were written by hand are to be looked at, and may be alike."""
    if dataset.handwritten:
        return
    if dataset.task == "classification":
        _check_classes(dataset)
    else:
        _check_targets(dataset)
    _check_features(dataset)


def _check_classes(dataset: Dataset) -> None:
    first, last = int(dataset.targets.min()), int(dataset.targets.max())
    if first == last:
        target = dataset.target_names[0] if dataset.target_names else None
        found = f"found only the class {dataset.class_names[first]!r}"
        raise OneClassError(f"{_place(dataset, target)}: {found}, expected at least 2 classes", target)


def _check_targets(dataset: Dataset) -> None:
    constant = np.flatnonzero(dataset.targets.min(axis=0) == dataset.targets.max(axis=0))
    if constant.size:
        column = int(constant[0])
        target = dataset.target_names[column] if dataset.target_names else None
        found = f"found only {float(dataset.targets[0, column])!r} to predict"
        raise ConstantColumnError(f"{_place(dataset, target)}: {found}, expected at least 2 different values", target)


def _check_features(dataset: Dataset) -> None:
    constant = dataset.constant_columns
    if len(constant) == dataset.columns:
        found = f"found one and the same value in all samples, in {_listed(constant)}"
        expected = "expected a column that tells samples apart"
        raise ConstantColumnError(f"{dataset.name}: {found}, {expected}", constant[0])


def _place(dataset: Dataset, column: str | None) -> str:
    return dataset.name if column is None else f"{dataset.name}, column {column!r}"


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(map(repr, names[:3])) + (", …" if len(names) > 3 else "")
    return f"its only column {shown}" if len(names) == 1 else f"each of its {len(names)} columns ({shown})"
