"""The one list of operations: the palette, the file reader, the command line and the tests all read it."""

from __future__ import annotations

from collections.abc import Mapping

from playground.engine.initializers import INITIALIZERS
from playground.engine.operations.activations import ACTIVATIONS, Activation
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.joins import Add, Concatenate, Multiply, Subtract
from playground.engine.operations.losses import ALL_LOSSES, REDUCTIONS, Loss
from playground.engine.operations.matrix_product import MatrixProduct
from playground.engine.operations.normalization import BatchNormalization, LayerNormalization
from playground.engine.operations.numbers import Constant, Parameter
from playground.engine.operations.operation import Operation
from playground.engine.operations.pooling import AveragePool2D, GlobalAveragePool, MaxPool2D
from playground.engine.operations.prelu import PReLU
from playground.engine.operations.recurrent import InitialState, RecurrentCell
from playground.engine.operations.reductions import Mean, Scale, Sum
from playground.engine.operations.scalar_functions import Cosine, Exponential, Logarithm, Sine, SquareRoot, Tangent
from playground.engine.operations.scalars import Divide, FixedPower, Maximum, Minimum, Negative, Power
from playground.engine.operations.shaping import Flatten, Reshape, Slice, Transpose
from playground.engine.operations.softmax_block import Softmax
from playground.engine.operations.source import Input

_TABLE: tuple[type[Operation], ...] = (
    Input,
    Dense,
    Activation,
    PReLU,
    Softmax,
    Flatten,
    Reshape,
    Transpose,
    Slice,
    Conv2D,
    MaxPool2D,
    AveragePool2D,
    GlobalAveragePool,
    BatchNormalization,
    LayerNormalization,
    Dropout,
    Embedding,
    InitialState,
    RecurrentCell,
    Add,
    Subtract,
    Multiply,
    Concatenate,
    MatrixProduct,
    Mean,
    Sum,
    Scale,
    Constant,
    Parameter,
    Divide,
    Power,
    FixedPower,
    Negative,
    Maximum,
    Minimum,
    Exponential,
    Logarithm,
    SquareRoot,
    Sine,
    Cosine,
    Tangent,
    *ALL_LOSSES,
)

OPERATIONS: Mapping[str, type[Operation]] = {operation.kind: operation for operation in _TABLE}

LOSSES: Mapping[str, type[Loss]] = {entry.kind: entry for entry in _TABLE if issubclass(entry, Loss)}

CHOICES: Mapping[str, Mapping[str, str]] = {
    "activation": {key: function.title for key, function in ACTIVATIONS.items()},
    "function": {key: function.title for key, function in ACTIVATIONS.items()},
    "initializer": {key: initializer.title for key, initializer in INITIALIZERS.items()},
    "reduction": REDUCTIONS,
}
"""For each setting that takes one of a closed list: its keys with their titles, by the setting's field name."""
