"""Data written by hand that fit a network: a column for each number that enters it and each that it is compared with.

Knows how columns are named and made to fit; what the numbers are is the user's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from playground.data.dataset import Dataset
from playground.data.sources import Written
from playground.data.split import Preparation
from playground.engine.network import Network
from playground.engine.operations.losses import Loss
from playground.engine.operations.source import Input

AS_WRITTEN = Preparation(0.0, standardize=False)
"""Nothing set aside and nothing scaled: the numbers enter the network as they were typed."""

MOST_TAKEN = 4  # rows of other data that are taken over
FIRST = 1.0  # what a new number is


def input_names(network: Network) -> tuple[str, ...]:
    """What the numbers that enter are called: by their block, numbered where it takes several."""
    return tuple(name for node in network.inputs for name in _names(node.name, node.operation))


def by_hand(network: Network, dataset: Dataset | None = None) -> Written:
    """A first table for a network, with the first samples of the data it has if they fit, otherwise one row of ones."""
    names = input_names(network)
    targets = _target_names(network, dataset)
    columns = (*names, *targets)
    return Written("Written by hand", _distinct(columns), _rows(len(names), len(targets), dataset), len(targets))


def fitted(source: Written, network: Network) -> Written:
    """The table with as many features as enter the network: columns too many are dropped, missing ones begin at 1."""
    names = input_names(network)
    old, added = len(source.columns) - source.targets, max(0, len(names) - len(source.columns) + source.targets)
    rows = tuple((*row[:old], *(FIRST,) * added)[: len(names)] + row[old:] for row in source.rows)
    return replace(source, columns=_distinct((*names, *source.columns[old:])), rows=rows)


def shown_columns(source: Written, network: Network) -> tuple[str, ...]:
    """The columns as the network calls them now, where they fit its inputs."""
    names, split = input_names(network), len(source.columns) - source.targets
    return (*names, *source.columns[split:]) if len(names) == split and _single(network) else source.columns


def _single(network: Network) -> bool:
    return all(isinstance(node.operation, Input) and node.operation.features == 1 for node in network.inputs)


def _names(name: str, operation: object) -> Iterator[str]:
    features = operation.features if isinstance(operation, Input) else 0
    if features == 1:
        yield name
    else:
        yield from (f"x{number}" for number in range(1, features + 1))


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, numbered where one comes twice."""
    taken: list[str] = []
    for name in names:
        numbers = range(2, len(names) + 2)
        taken.append(next(free for free in (name, *(f"{name} #{n}" for n in numbers)) if free not in taken))
    return tuple(taken)


def _target_names(network: Network, dataset: Dataset | None) -> tuple[str, ...]:
    loss = network.loss
    if loss is not None and isinstance(loss.operation, Loss) and not loss.operation.wants_targets:
        return ()
    count = 1 if dataset is None or dataset.classes else int(dataset.targets.shape[1])
    named = dataset is not None and len(dataset.target_names) == count
    return dataset.target_names if dataset is not None and named else tuple(f"y{n + 1}" for n in range(count))


def _rows(features: int, targets: int, dataset: Dataset | None) -> tuple[tuple[float, ...], ...]:
    if dataset is None or dataset.columns != features:
        return ((FIRST,) * (features + targets),)
    answers = np.asarray(dataset.targets, np.float64).reshape(dataset.samples, -1)[:, :targets]
    table = np.hstack([dataset.features, answers])[:MOST_TAKEN]
    return tuple(tuple(map(float, row)) for row in table.tolist())
