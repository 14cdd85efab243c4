"""The one list of operations: the palette, the file reader, the command line and the tests all read it."""

from __future__ import annotations

from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    CrossEntropy,
    Loss,
    MeanSquaredError,
    SoftmaxCrossEntropy,
)
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input

_TABLE: tuple[type[Operation], ...] = (
    Input,
    Dense,
    Activation,
    Add,
    Concatenate,
    MeanSquaredError,
    BinaryCrossEntropy,
    SoftmaxCrossEntropy,
    CrossEntropy,
)

OPERATIONS: dict[str, type[Operation]] = {operation.kind: operation for operation in _TABLE}

LOSSES: dict[str, type[Loss]] = {kind: operation for kind, operation in OPERATIONS.items() if issubclass(operation, Loss)}
