"""What each operation means, written out once more as a textbook does: the independent truth for forward passes.

Loops and plain NumPy on whole batches, no buffers, no instructions. Activation functions and losses are those of the
scalar oracle. An operation that the catalogue lists and `RULES` does not fails the contract.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from playground.engine.network import Network, Node
from playground.engine.operations.losses import Loss
from playground.engine.samples import Samples
from tests.engine.scalar_autodiff import ACTIVATION_RULES, SUMS_OF_A_SAMPLE, Scalar, loss_of

Array = np.ndarray
Settings = Any  # an operation, of which the fields are read
Tables = Mapping[str, Array]


@dataclass(frozen=True)
class Place:
    """An operation with what arrives, its parameters by quantity, and the random mask of this update if it has one."""

    operation: Settings
    inputs: list[Array]
    tables: Tables
    training: bool
    mask: Array | None = None

    @property
    def x(self) -> Array:
        """The first input, (samples, …)."""
        return self.inputs[0]


def activated(key: str, z: Array) -> Array:
    """g along the last axis."""
    rule = ACTIVATION_RULES[key]
    return np.apply_along_axis(lambda row: [s.value for s in rule([Scalar(float(v)) for v in row])], -1, z)


def dense(place: Place) -> Array:
    """g(W x + b) for each vector along the last axis"""
    z = np.einsum("...k,uk->...u", place.x, place.tables["weights"]) + place.tables.get("bias", 0.0)
    return activated(place.operation.activation, z)


def recurrent(place: Place) -> Array:
    """g(W x + U h + b)"""
    x, state = place.inputs
    weights, recurrent_weights = place.tables["weights"], place.tables["recurrent_weights"]
    z = [
        weights @ row + recurrent_weights @ before + place.tables["bias"] for row, before in zip(x, state, strict=True)
    ]
    return activated(place.operation.activation, np.array(z))


def framed(x: Array, padding: tuple[int, ...], fill: float) -> Array:
    """Images with a frame."""
    sides = [(0, 0), (0, 0), *((frame, frame) for frame in padding)]
    return np.pad(x, sides, constant_values=fill)


def window_places(
    sides: tuple[int, ...], size: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...] = (1, 1)
) -> list[list[slice]]:
    """For both directions the rows or columns that each window covers."""
    places = []
    for side, length, step, gap in zip(sides, size, stride, dilation, strict=True):
        reach = gap * (length - 1) + 1
        places.append([slice(start, start + reach, gap) for start in range(0, side - reach + 1, step)])
    return places


def convolution(place: Place) -> Array:
    """g(Σ W X + b) for each filter and window"""
    op, weights = place.operation, place.tables["weights"]
    image = framed(place.x, op.padding, 0.0)
    down, across = window_places(image.shape[2:], op.kernel, op.stride, op.dilation)
    z = np.zeros((len(image), len(weights), len(down), len(across)))
    for (f, filter_), (i, rows), (j, columns) in product(enumerate(weights), enumerate(down), enumerate(across)):
        z[:, f, i, j] = [float((window * filter_).sum()) for window in image[:, :, rows, columns]]
        z[:, f, i, j] += place.tables["bias"][f] if op.bias else 0.0
    return activated(op.activation, z)


def pooled(place: Place, reduce: Callable[..., Array], fill: float) -> Array:
    """One number for each window of each channel"""
    op = place.operation
    image = framed(place.x, op.padding, fill)
    down, across = window_places(image.shape[2:], op.window, op.stride or op.window)
    rows = [np.stack([reduce(image[:, :, r, c], axis=(2, 3)) for c in across], axis=-1) for r in down]
    return np.stack(rows, axis=-2)


def normalized(place: Place, over: tuple[int, ...], statistics: tuple[Array, Array] | None = None) -> Array:
    """γ (x − μ) / √(σ² + ε) + β"""
    x, axis = place.x, place.operation.axis
    mean, variance = statistics or (x.mean(over, keepdims=True), x.var(over, keepdims=True))
    shape = [1] * x.ndim
    shape[axis + 1 if axis >= 0 else axis] = -1
    gain, shift = (place.tables[name].reshape(shape) for name in ("gain", "shift"))
    return gain * (x - mean) / np.sqrt(variance + place.operation.epsilon) + shift


def batch_normalization(place: Place) -> Array:
    """Over the samples in training, by the running statistics in evaluation"""
    axis, ndim = place.operation.axis, place.x.ndim
    kept = axis + 1 if axis >= 0 else axis + ndim
    shape = [-1 if each == kept else 1 for each in range(ndim)]
    running = tuple(place.tables[name].reshape(shape) for name in ("running_mean", "running_variance"))
    over = tuple(each for each in range(ndim) if each != kept)
    return normalized(place, over, None if place.training else running)  # type: ignore[arg-type]


def layer_normalization(place: Place) -> Array:
    """Over the features of a sample"""
    axis = place.operation.axis
    return normalized(place, (axis + 1 if axis >= 0 else axis + place.x.ndim,))


def softmax(place: Place) -> Array:
    """eˣ / Σ eˣ along an axis, or its logarithm"""
    op = place.operation
    axis = op.axis + 1 if op.axis >= 0 else op.axis
    moved = np.moveaxis(place.x, axis, -1)
    return np.moveaxis(activated("log_softmax" if op.log else "softmax", moved), -1, axis)


def prelu(place: Place) -> Array:
    """x, or s x where it is negative"""
    shape = [1] * place.x.ndim
    if place.operation.per_unit:
        shape[place.operation.axis + 1 if place.operation.axis >= 0 else place.operation.axis] = -1
    return np.where(place.x > 0, place.x, place.tables["slopes"].reshape(shape) * place.x)


def reduced(place: Place, reduce: Callable[..., Array]) -> Array:
    """Without the axis; of a vector one number stays"""
    axis = place.operation.axis
    result = reduce(place.x, axis=axis + 1 if axis >= 0 else axis)
    return result if result.ndim > 1 else result[:, None]


def sliced(place: Place) -> Array:
    """From start to before stop"""
    op = place.operation
    return np.take(place.x, range(op.start, op.stop), op.axis + 1 if op.axis >= 0 else op.axis)


def concatenated(place: Place) -> Array:
    """End to end"""
    axis = place.operation.axis
    return np.concatenate(place.inputs, axis + 1 if axis >= 0 else axis)


def matrix_product(place: Place) -> Array:
    """A B, or A Bᵀ"""
    letters = "...ij,...kj->...ik" if place.operation.transpose_second else "...ij,...jk->...ik"
    return np.einsum(letters, *place.inputs)


def dropped(place: Place) -> Array:
    """Some values gone, the rest stretched"""
    if not place.training:
        return place.x
    rate = place.operation.rate
    assert place.mask is not None
    assert set(place.mask.ravel().tolist()) <= {0.0, 1 / (1 - rate)}
    return np.where(place.mask == 0, 0.0, place.x / (1 - rate))


RULES: dict[str, Callable[[Place], Array]] = {
    "dense": dense,
    "activation": lambda place: activated(place.operation.function, place.x),
    "softmax": softmax,
    "prelu": prelu,
    "flatten": lambda place: np.array([row.ravel() for row in place.x]),
    "reshape": lambda place: np.array([row.reshape(place.operation.shape) for row in place.x]),
    "transpose": lambda place: np.array([row.transpose(place.operation.axes) for row in place.x]),
    "slice": sliced,
    "conv2d": convolution,
    "max_pool2d": lambda place: pooled(place, np.max, -np.inf),
    "average_pool2d": lambda place: pooled(place, np.mean, 0.0),
    "global_average_pool": lambda place: place.x.mean((2, 3)),
    "batch_normalization": batch_normalization,
    "layer_normalization": layer_normalization,
    "dropout": dropped,
    "embedding": lambda place: place.tables["table"][place.x.astype(int)],
    "initial_state": lambda place: np.zeros((1, place.operation.units)),
    "recurrent_cell": recurrent,
    "add": lambda place: np.sum(np.stack(place.inputs), axis=0),
    "subtract": lambda place: place.inputs[0] - place.inputs[1],
    "multiply": lambda place: place.inputs[0] * place.inputs[1],
    "concatenate": concatenated,
    "matrix_product": matrix_product,
    "mean": lambda place: reduced(place, np.mean),
    "sum": lambda place: reduced(place, np.sum),
    "scale": lambda place: place.operation.factor * place.x,
    "constant": lambda place: np.array([[place.operation.value]]),
    "parameter": lambda place: place.tables["value"][None],
    "divide": lambda place: place.inputs[0] / place.inputs[1],
    "power": lambda place: place.inputs[0] ** place.inputs[1],
    "fixed_power": lambda place: place.x**place.operation.exponent,
    "negative": lambda place: -place.x,
    "maximum": lambda place: np.where(place.inputs[0] > place.inputs[1], *place.inputs),
    "minimum": lambda place: np.where(place.inputs[0] < place.inputs[1], *place.inputs),
    "exp": lambda place: np.exp(place.x),
    "log": lambda place: np.log(place.x),
    "sqrt": lambda place: np.sqrt(place.x),
    "sin": lambda place: np.sin(place.x),
    "cos": lambda place: np.cos(place.x),
    "tan": lambda place: np.sin(place.x) / np.cos(place.x),
}


@dataclass(frozen=True)
class Plain:
    """A network by its definitions, at these parameters (by owner's id and quantity) and masks (by id)."""

    network: Network
    tables: Mapping[tuple[str, str], Array]
    training: bool = True
    masks: Mapping[str, Array] | None = None

    def outputs(self, features: Array) -> dict[str, Array]:
        """The result of every block but the loss, by id, (samples, …)."""
        found: dict[str, Array] = {}
        start = 0
        for node in self.network.inputs:
            width = self.network.shapes[node.id][0]
            found[node.id] = features[:, start : start + width]
            start += width
        for node in self.network.order:
            if node.id not in found and not isinstance(node.operation, Loss):
                result = RULES[node.operation.kind](self._place(node, found))
                found[node.id] = np.broadcast_to(result, (len(features), *result.shape[1:]))
        return found

    def loss(self, samples: Samples) -> float:
        """L of the batch."""
        end = self.network.loss
        assert end is not None
        prediction = self.outputs(samples.features)[self.network.incoming[end.id][0].source]
        return plain_loss(end.operation, prediction, samples.targets)

    def _place(self, node: Node, found: Mapping[str, Array]) -> Place:
        owner = node.learning.shares or node.id
        tables = {quantity: table for (id, quantity), table in self.tables.items() if id == owner}
        inputs = [found[edge.source] for edge in self.network.incoming[node.id]]
        return Place(node.operation, inputs, tables, self.training, (self.masks or {}).get(node.id))


def plain_loss(operation: Settings, prediction: Array, targets: Array) -> float:
    """The mean or the sum over the batch of each sample's loss, which for some kinds is a mean over its outputs."""
    rows = [
        loss_of(operation, [Scalar(float(a)) for a in row], target).value
        for row, target in zip(prediction, targets.tolist(), strict=True)
    ]
    if operation.reduction == "mean":
        return sum(rows) / len(rows)
    averaged = operation.kind not in SUMS_OF_A_SAMPLE and not hasattr(operation, "class_weights")
    return sum(rows) * (prediction.shape[1] if averaged else 1)
