"""Where a number of the data table enters a pass: which sample of the training part it is, and at which block.

Counts rows and columns of the dataset from 0. Knows nothing of windows.
"""

from __future__ import annotations

import numpy as np

from playground.engine.instruction import Index, Ref
from playground.engine.network import Network
from playground.engine.operations.source import Input
from playground.session.state import State


def training_number(state: State, row: int) -> int | None:
    """The number of a row of the dataset in the training part, from 0; None for one that is kept for validation."""
    if state.prepared is None:
        return None
    train = state.prepared.train_index
    place = int(np.searchsorted(train, row))
    return place if place < len(train) and train[place] == row else None


def entrance(network: Network, column: int) -> tuple[Ref, Index]:
    """The number of a pass over one sample that a column becomes: an input's, or the loss for what is predicted."""
    first = column
    for node in network.inputs:
        assert isinstance(node.operation, Input)
        if first < node.operation.features:
            return Ref(node.id, "activation"), (0, first)
        first -= node.operation.features
    assert network.loss is not None
    return Ref(network.loss.id, "loss"), ()
