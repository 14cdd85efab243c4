"""Samples as the engine takes them: features and encoded targets side by side, wherever they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.errors import BatchError
from playground.engine.network import Network
from playground.engine.operations.operation import shape_text

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Samples:
    """`features` (samples, columns) and `targets` (samples, outputs), row by row."""

    features: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.features)

    def rows(self, index: Array | slice) -> Samples:
        """The chosen samples."""
        return Samples(self.features[index], self.targets[index])


@dataclass(frozen=True, eq=False)
class TrainingData:
    """The two parts of a data set; `classes` is 0 for regression, where accuracy has no meaning."""

    train: Samples
    validation: Samples
    classes: int = 0


def check_samples(network: Network, samples: Samples) -> None:
    """Raise `BatchError` unless the samples fit the network's inputs and its loss."""
    shapes, loss = network.shapes, network.loss
    assert loss is not None
    columns = sum(shapes[node.id][0] for node in network.inputs)
    _check_table(samples.features, (columns,), "features", "the inputs take")
    _check_table(samples.targets, shapes[loss.id], "targets", f"{loss.name} takes")
    if len(samples.features) != len(samples.targets):
        raise BatchError(f"there are {len(samples.features)} rows of features, but {len(samples.targets)} of targets")
    if not len(samples):
        raise BatchError("the training part of the data is empty, expected at least one sample")


def _check_table(table: Array, shape: tuple[int, ...], what: str, who: str) -> None:
    if table.shape[1:] != shape:
        raise BatchError(f"the {what} have {shape_text(table.shape[1:])} columns, but {who} {shape_text(shape)}")
    if not np.isfinite(table).all():
        raise BatchError(f"the {what} hold NaN or infinity")
