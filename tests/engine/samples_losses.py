"""A small network and fitting targets for each loss and its settings; the contract tests run them all."""

from itertools import pairwise

import numpy as np

from playground.engine.network import Edge, Network, Node
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import CrossEntropy, Huber, KLDivergence, Loss, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.samples import Array

ADJUSTED = {
    "smoothed": {"label_smoothing": 0.1},
    "weighted": {"class_weights": (0.5, 2.0, 3.0)},
    "smoothed and weighted": {"label_smoothing": 0.25, "class_weights": (3.0, 0.0, 1.0)},
}


def loss_networks() -> dict[str, Network]:
    """Networks by a name that starts with the loss's kind."""
    networks = {f"{kind} loss": loss_network(loss()) for kind, loss in LOSSES.items()}
    networks |= {f"huber loss, delta {delta}": loss_network(Huber(delta=delta)) for delta in (0.1, 5.0)}
    for kind in (SoftmaxCrossEntropy, CrossEntropy):
        networks |= {f"{kind.kind} loss, {name}": loss_network(kind(**fields)) for name, fields in ADJUSTED.items()}
    return networks


def loss_network(loss: Loss) -> Network:
    """2-3-3, or 2-3-1 for a loss of one number; the last activation is the one that the loss needs below it."""
    last = Dense(3 if loss.wants_targets else 1, "identity" if loss.takes_logits else loss.squashing or "identity")
    blocks: tuple[Operation, ...] = (Input(2), Dense(3, "tanh"), last, loss)
    names = ("X", "N1", "N2", "N3")
    nodes = tuple(Node(name.lower(), name, block) for name, block in zip(names, blocks, strict=True))
    return Network(nodes, tuple(Edge(one.id, other.id) for one, other in pairwise(nodes)))


def loss_targets(loss: Loss, shape: tuple[int, ...], stream: np.random.Generator) -> Array:
    """Targets of the loss's kind: yes or no, one class of several, probabilities, or any numbers."""
    if not loss.classifies:
        return stream.normal(size=shape)
    if loss.per_output:
        return stream.integers(0, 2, shape).astype(float)
    if isinstance(loss, KLDivergence):
        return stream.dirichlet(np.ones(shape[1]), shape[0])
    return np.eye(shape[1])[stream.integers(0, shape[1], shape[0])]
