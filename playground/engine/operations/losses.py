"""The family of losses in one place: how wrong a prediction is, and the gradient with which the backward pass begins.

Each is the mean over the batch, or the sum. A loss "from logits" takes the raw outputs and applies sigmoid or softmax
itself, so that its gradient is the short p − y; the long way, a softmax layer below `CrossEntropy`, stands beside it.
The value L is optional work: the gradients never read it.
"""

from __future__ import annotations

from playground.engine.operations.binary_losses import BinaryCrossEntropy, BinaryCrossEntropyOfProbabilities, Hinge
from playground.engine.operations.class_losses import CrossEntropy, KLDivergence, SoftmaxCrossEntropy
from playground.engine.operations.loss import REDUCTIONS, Loss
from playground.engine.operations.objective import Objective
from playground.engine.operations.regression_losses import (
    HalfSumOfSquares,
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanSquaredError,
    SumOfSquares,
)

__all__ = (
    "ALL_LOSSES",
    "REDUCTIONS",
    "BinaryCrossEntropy",
    "BinaryCrossEntropyOfProbabilities",
    "CrossEntropy",
    "HalfSumOfSquares",
    "Hinge",
    "Huber",
    "KLDivergence",
    "LogCosh",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "Objective",
    "SoftmaxCrossEntropy",
    "SumOfSquares",
)

ALL_LOSSES: tuple[type[Loss], ...] = (
    MeanSquaredError,
    BinaryCrossEntropy,
    SoftmaxCrossEntropy,
    HalfSumOfSquares,
    SumOfSquares,
    MeanAbsoluteError,
    Huber,
    LogCosh,
    Hinge,
    BinaryCrossEntropyOfProbabilities,
    CrossEntropy,
    KLDivergence,
    Objective,
)
"""In the order in which a learner meets them."""
