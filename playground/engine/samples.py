"""Samples as the engine takes them: features and encoded targets side by side, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.errors import BatchError, BatchSizeError, EmptyDataError, TargetError
from playground.engine.network import Network, Node
from playground.engine.operations.loss import Loss
from playground.engine.operations.operation import shape_text

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Samples:
    """`features` (samples, columns) and `targets` (samples, outputs), row by row."""

    features: Array
    targets: Array

    def __len__(self) -> int:
        return len(self.features)

    def of(self, dtype: type[np.number[Any]]) -> Samples:
        """The same samples in that precision."""
        return Samples(self.features.astype(dtype, copy=False), self.targets.astype(dtype, copy=False))

    def side_by_side(self) -> Samples:
        """The same samples with the numbers of each next to each other in memory, so that rows are copied at once."""
        return Samples(np.ascontiguousarray(self.features), np.ascontiguousarray(self.targets))

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
    first = (network.inputs or (loss,))[0]  # a formula of learned numbers alone has no inputs
    columns = sum(shapes[node.id][0] for node in network.inputs)
    _check_table(samples.features, (columns,), _Table("features", "the inputs take", first.id))
    _check_table(samples.targets, shapes[loss.id], _Table("targets", f"{loss.name} takes", loss.id))
    if len(samples.features) != len(samples.targets):
        found = f"there are {len(samples.features)} rows of features, but {len(samples.targets)} of targets"
        raise BatchError(found, loss.id)
    if not len(samples):
        raise EmptyDataError("the training part of the data is empty, expected at least one sample", first.id)
    _check_classes(loss, samples.targets)
    for problem in value_problems(network, samples.features):
        raise problem


def value_problems(network: Network, features: Array, names: Sequence[str] = ()) -> Iterator[BatchError]:
    """For each block that reads an Input and cannot take one of its columns, which and why; `names` of the columns."""
    labels = [f"column {name!r}" for name in names] or [f"feature {1 + place}" for place in range(features.shape[1])]
    start = 0
    for node in network.inputs:
        (size,) = network.known_shapes.get(node.id, (0,))
        part = slice(start, start + size)
        for edge in network.outgoing[node.id]:
            yield from _value_problem(network.by_id[edge.target], features[:, part], labels[part])
        start += size


def _value_problem(reader: Node, columns: Array, labels: Sequence[str]) -> Iterator[BatchError]:
    if not reader.operation.value_problem(columns):
        return
    for column, label in zip(columns.T, labels, strict=True):
        problem = reader.operation.value_problem(column)
        if problem:
            yield BatchError(f"{label}: {reader.name} {problem}", reader.id)
            return


def check_batch_size(size: int, samples: int) -> None:
    """Raise `BatchSizeError` for batches larger than the training part."""
    if size > samples:
        raise BatchSizeError(
            f"batch size is {size}, but the training part has only {samples} "
            f"{'sample' if samples == 1 else 'samples'}: set it to {samples} or less"
        )


@dataclass(frozen=True)
class _Table:
    """How an error names a table, its reader and the block to blame."""

    name: str
    reader: str
    node: str


def _check_table(values: Array, shape: tuple[int, ...], table: _Table) -> None:
    if values.shape[1:] != shape:
        found, expected = shape_text(values.shape[1:]), shape_text(shape)
        noun = "column" if found == "1" else "columns"
        raise BatchError(f"the {table.name} have {found} {noun}, but {table.reader} {expected}", table.node)
    if not np.isfinite(values).all():
        raise BatchError(f"the {table.name} hold NaN or infinity", table.node)


def _check_classes(loss: Node, targets: Array) -> None:
    """A loss that compares classes takes shares of them, from 0 to 1."""
    if not (isinstance(loss.operation, Loss) and loss.operation.classifies):
        return
    wrong = np.argwhere((targets < 0) | (targets > 1))
    if len(wrong):
        row, column = (int(place) for place in wrong[0])
        found = f"target {column + 1} of sample {row + 1} is {float(targets[row, column])!r}"
        raise TargetError(f"{found}, but {loss.name} compares classes: expected 0 to 1", loss.id)
