"""Turns targets into what an output layer is compared with: a 0/1 column, one-hot rows, or the values themselves.

It knows the number of output units, not the network.
"""

import numpy as np

from playground.data.dataset import Dataset, Floats, Targets
from playground.data.errors import OutputCountError, counted


def encode(dataset: Dataset, targets: Targets, outputs: int) -> Floats:
    """Targets of the dataset's kind as (samples, outputs) float64; OutputCountError when the output layer does not fit.

    A network without outputs takes no targets. Two classes fit one unit (0/1) or two (one-hot), more classes one
    unit each; regression one unit a target.
    """
    if outputs == 0:
        return np.empty((len(targets), 0))
    if dataset.task == "regression":
        _check_fit(outputs, dataset.targets.shape[1], "target")
        return np.array(targets, dtype=np.float64)
    if dataset.classes == 2 and outputs == 1:
        return np.asarray(targets, dtype=np.float64).reshape(-1, 1)
    _check_fit(outputs, dataset.classes, "class")
    return np.eye(outputs)[targets]


def _check_fit(outputs: int, needed: int, noun: str) -> None:
    if outputs != needed:
        raise OutputCountError(f"Output has {counted(outputs, 'unit')}, the data {counted(needed, noun)}")
