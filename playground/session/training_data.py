"""From a diagram's data choice to the arrays the engine trains on: loaded, split, standardized, encoded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.data.dataset import Dataset
from playground.data.encoding import encode
from playground.data.sources import load
from playground.data.split import Prepared, prepare
from playground.document.diagram import Diagram
from playground.engine.network import Network
from playground.engine.samples import Samples, TrainingData


@dataclass(frozen=True, eq=False)
class PreparedData:
    """The data of a diagram: as loaded, as split and scaled, and as the engine takes it."""

    dataset: Dataset
    prepared: Prepared
    training: TrainingData


def prepare_data(diagram: Diagram) -> PreparedData:
    """Load and prepare; `DataError` for bad data, `NetworkError` for an unfinished network."""
    dataset = load(diagram.data)
    return fit_to(diagram.network, dataset, prepare(dataset, diagram.preparation))


def fit_to(network: Network, dataset: Dataset, prepared: Prepared) -> PreparedData:
    """Encode the targets for the network's loss; `DataError` if classes and outputs do not fit."""
    loss = network.loss
    outputs = int(np.prod(network.shapes[loss.id])) if loss is not None else 0
    train = Samples(prepared.train_features, encode(dataset, prepared.train_targets, outputs))
    validation = Samples(prepared.validation_features, encode(dataset, prepared.validation_targets, outputs))
    classes = len(dataset.class_names)
    return PreparedData(dataset, prepared, TrainingData(train, validation, classes))
