"""Faults in single lines of the forward and the backward pass: what textbooks warn of, and what authors get wrong.

Each has a name, the network that must notice it, and the way it is planted.
"""

from typing import NamedTuple

import numpy as np

from tests.engine.planting import (
    GENERIC,
    Array,
    Plant,
    Written,
    in_line,
    instead,
    swapped_axes,
    without,
)


class LineFault(NamedTuple):
    """A fault and the sample network on which it must show."""

    network: str
    plant: Plant


def at(network: str, kind: str, quantity: str, change: object) -> LineFault:
    """A change of the calls of one line, or what is written in its place."""
    return LineFault(network, in_line(kind, quantity, change))  # type: ignore[arg-type]


def writes(network: str, kind: str, quantity: str, compute: object) -> LineFault:
    """Another result in the place of the right one."""
    return at(network, kind, quantity, instead(compute))  # type: ignore[arg-type]


GENERIC_PLACES = {
    "∂L/∂W of a dense layer": ("dense tanh", "dense", "grad_weights"),
    "∂L/∂b of a dense layer": ("dense tanh", "dense", "grad_bias"),
    "δz of a dense layer": ("dense tanh", "dense", "grad_pre_activation"),
    "δa below a dense layer": ("dense tanh", "dense", "grad_activation"),
    "∂L/∂W of a convolution": ("conv2d", "conv2d", "grad_weights"),
    "δa below a convolution": ("conv2d twice", "conv2d", "grad_activation"),
    "∂L/∂γ of batch normalization": ("batch_normalization of features", "batch_normalization", "grad_gain"),
    "∂L/∂E of an embedding": ("embedding", "embedding", "grad_table"),
    "a path at a fork": ("add a skip", "dense", "contribution"),
    "a share in a weight used twice": ("dense shared", "dense", "share_weights"),
}

BY_NAME = {
    f"{place}: {change}": at(*where, GENERIC[change])
    for place, where in GENERIC_PLACES.items()
    for change in (
        "the wrong sign",
        "a factor of two",
        "the neighbour's",
        "stale",
        "one NaN",
        "added to the pass before",
    )
}
BY_NAME |= {
    f"{place}: {change}": at(*GENERIC_PLACES[place], GENERIC[change])
    for place in ("∂L/∂W of a dense layer", "∂L/∂b of a dense layer", "δz of a dense layer")
    for change in (
        "backwards",
        "one part in a hundred million",
        "single precision",
        "the last row forgotten",
        "not written",
    )
}


def batch_of(written: Written) -> int:
    """How many samples the operand `dz` has."""
    return len(written["dz"])


BY_NAME |= {
    "∂L/∂W: transposed where the layer is square": writes("dense shared", "dense", "share_weights", swapped_axes),
    "∂L/∂W: missing 1/N": writes("dense tanh", "dense", "grad_weights", lambda w: w.out * batch_of(w)),
    "∂L/∂b: the mean instead of the sum": writes("dense tanh", "dense", "grad_bias", lambda w: w["dz"].mean(0)),
    "∂L/∂b: of the first sample alone": writes("dense tanh", "dense", "grad_bias", lambda w: w["dz"][0]),
    "δz: the slope forgotten": writes("dense tanh", "dense", "grad_pre_activation", lambda w: w["da"]),
    "δz: tanh′ as 1 − a": writes("dense tanh", "dense", "grad_pre_activation", lambda w: w["da"] * (1 - w["a"])),
    "δz: tanh′ of a for that of z": writes(
        "dense tanh", "dense", "grad_pre_activation", lambda w: w["da"] * (1 - np.tanh(w["a"]) ** 2)
    ),
    "δz: σ′ as σ": writes("dense sigmoid", "dense", "grad_pre_activation", lambda w: w["da"] * w["a"]),
    "δz: the slope squared": writes(
        "dense sigmoid", "dense", "grad_pre_activation", lambda w: w["da"] * w["slope"] ** 2
    ),
    "δz: leaky slope forgotten": writes(
        "dense leaky_relu", "dense", "grad_pre_activation", lambda w: w["da"] * (w["z"] > 0)
    ),
    "δz: ReLU passes what it blocked": writes("dense relu", "dense", "grad_pre_activation", lambda w: w["da"]),
    "δz: ELU's slope as a": writes(
        "dense elu", "dense", "grad_pre_activation", lambda w: w["da"] * np.where(w["z"] > 0, 1, w["a"])
    ),
    "δz: softplus′ as softplus": writes("dense softplus", "dense", "grad_pre_activation", lambda w: w["da"] * w["a"]),
    "δz: SiLU′ as its gate": writes(
        "dense silu", "dense", "grad_pre_activation", lambda w: w["da"] / (1 + np.exp(-w["z"]))
    ),
    "δz: sine′ as sine": writes("dense sine", "dense", "grad_pre_activation", lambda w: w["da"] * w["a"]),
    "δz: the Gaussian's factor −2 forgotten": writes(
        "dense gaussian", "dense", "grad_pre_activation", lambda w: w["da"] * w["z"] * w["a"]
    ),
    "δz: square′ as z": writes("dense square", "dense", "grad_pre_activation", lambda w: w["da"] * w["z"]),
    "softmax: without the Σ term": writes("dense softmax", "dense", "grad_pre_activation", lambda w: w["a"] * w["da"]),
    "softmax: its diagonal alone": writes(
        "dense softmax", "dense", "grad_pre_activation", lambda w: w["a"] * (1 - w["a"]) * w["da"]
    ),
    "softmax: summed over the samples": writes(
        "dense softmax",
        "dense",
        "grad_pre_activation",
        lambda w: w["a"] * (w["da"] - (w["da"] * w["a"]).sum(0, keepdims=True)),
    ),
    "softmax over an axis: summed over another": writes(
        "softmax of rank 2, axis 0, log False",
        "softmax",
        "grad_activation",
        lambda w: w["a"] * (w["da"] - (w["da"] * w["a"]).sum(-1, keepdims=True)),
    ),
    "log-softmax: the probability forgotten": writes(
        "dense log_softmax",
        "dense",
        "grad_pre_activation",
        lambda w: w["da"] - w["da"].sum(-1, keepdims=True),
    ),
    "dense: z without the bias": at("dense tanh", "dense", "pre_activation", without(1)),
    "a stale z": at("dense tanh", "dense", "pre_activation", GENERIC["stale"]),
}


def flipped(axis: int) -> object:
    """z of a convolution whose filters are turned along one direction only."""

    def compute(written: Written) -> Array:
        turned = np.flip(written["W"], axis)
        return np.einsum("fcpq,ncpqij->nfij", turned, written["X"]) + written["b"][:, None, None]

    return compute


def routed_to_last(written: Written) -> Array:
    """δa of each window at the last of its largest values."""
    return written.out[..., ::-1, ::-1].copy()


BY_NAME |= {
    "convolution: filters turned upside down": writes("conv2d", "conv2d", "pre_activation", flipped(2)),
    "convolution: filters turned left to right": writes("conv2d", "conv2d", "pre_activation", flipped(3)),
    "convolution: bias gradient over the rows only": writes(
        "conv2d", "conv2d", "grad_bias", lambda w: w["dz"][..., 0].sum((0, 2))
    ),
    "convolution: bias gradient as a mean": writes("conv2d", "conv2d", "grad_bias", lambda w: w["dz"].mean((0, 2, 3))),
    "convolution: the first channel alone learns": writes(
        "conv2d twice", "conv2d", "grad_weights", lambda w: w.out * (np.arange(w.out.shape[1]) < 1)[:, None, None]
    ),
    "convolution: the last window forgotten": writes(
        "conv2d",
        "conv2d",
        "grad_weights",
        lambda w: np.einsum("nfij,ncpqij->fcpq", w["dz"][..., :-1], w["X"][..., :-1]),
    ),
    "convolution: overlapping windows overwrite": writes(
        "conv2d", "conv2d", "grad_activation", lambda w: np.einsum("fcpq,nfpqhw->nchw", w["W"], w["laid"]) * 0.5
    ),
    "max pooling: shared among all of a window": writes(
        "max_pool2d with a rest", "max_pool2d", "grad_activation", lambda w: w["above"].sum(1) / 4
    ),
    "max pooling: mirrored": writes("max_pool2d", "max_pool2d", "grad_activation", routed_to_last),
    "average pooling: 1/count forgotten": writes(
        "average_pool2d", "average_pool2d", "grad_activation", lambda w: w["above"].sum(1)
    ),
    "average pooling: padding not counted": writes(
        "average_pool2d with padding", "average_pool2d", "activation", lambda w: w.out * 1.5
    ),
    "global average: 1/count forgotten": writes(
        "global_average_pool",
        "global_average_pool",
        "grad_activation",
        lambda w: np.broadcast_to(w["da"][:, :, None, None], w.out.shape),
    ),
}

_LAYER = ("layer_normalization of rows", "layer_normalization")
_BATCH = ("batch_normalization of features", "batch_normalization")
BY_NAME |= {
    "layer normalization: without both mean terms": writes(*_LAYER, "grad_activation", lambda w: w["dx"] / w["s"]),
    "layer normalization: without the mean": writes(
        *_LAYER, "grad_activation", lambda w: (w["dx"] - w["xh"] * w["q"]) / w["s"]
    ),
    "layer normalization: without the part along x̂": writes(
        *_LAYER, "grad_activation", lambda w: (w["dx"] - w["m"]) / w["s"]
    ),
    "layer normalization: the deviation forgotten": writes(
        *_LAYER, "grad_activation", lambda w: w["dx"] - w["m"] - w["xh"] * w["q"]
    ),
    "layer normalization: ε outside the root": writes(*_LAYER, "sample_deviation", lambda w: np.sqrt(w["v"]) + w["e"]),
    "layer normalization: the unbiased variance": writes(*_LAYER, "sample_variance", lambda w: w.out * 4 / 3),
    "layer normalization: γ forgotten on the way back": writes(*_LAYER, "grad_normalized", lambda w: w["da"]),
    "batch normalization: without both mean terms": writes(*_BATCH, "grad_activation", lambda w: w["dx"] / w["s"]),
    "batch normalization: without the mean": writes(
        *_BATCH, "grad_activation", lambda w: (w["dx"] - w["xh"] * w["q"]) / w["s"]
    ),
    "batch normalization: ε outside the root": writes(*_BATCH, "deviation", lambda w: np.sqrt(w["v"]) + w["e"]),
    "batch normalization: the unbiased variance in training": writes(
        *_BATCH, "variance", lambda w: w.out * len(w["d"]) / max(1, len(w["d"]) - 1)
    ),
    "batch normalization: ∂L/∂β of one sample": writes(*_BATCH, "grad_shift", lambda w: w["da"][0]),
    "batch normalization: old and new swapped": writes(*_BATCH, "running_mean", lambda w: 0.1 * w.out + 0.9 * w["now"]),
    "dropout: backward without the mask": writes("dropout", "dropout", "grad_activation", lambda w: w["da"]),
    "dropout: another mask backward": writes(
        "dropout", "dropout", "grad_activation", lambda w: w["da"] * np.roll(w["r"], 1, -1)
    ),
    "embedding: a repeated row overwrites": writes(
        "embedding",
        "embedding",
        "grad_table",
        lambda w: np.where(w.out != 0, w["da"].reshape(-1, w.out.shape[1])[0], 0),
    ),
    "embedding: the row above": writes("embedding", "embedding", "grad_table", lambda w: np.roll(w.out, 1, 0)),
    "recurrent: the past forgotten": writes(
        "recurrent_cell unrolled", "recurrent_cell", "pre_activation", lambda w: w["x"] @ w["W"].T + w["b"]
    ),
    "recurrent: U read for W": writes(
        "recurrent_cell unrolled", "recurrent_cell", "grad_activation", lambda w: np.roll(w.out, 1, -1)
    ),
    "recurrent: one step too few": writes(
        "recurrent_cell unrolled", "recurrent_cell", "share_recurrent_weights", lambda w: np.zeros_like(w.out)
    ),
}

BY_NAME |= {
    "add: half to each branch": writes("add of matrices", "add", "grad_activation", lambda w: w["da"] / 2),
    "add: nothing to a branch": writes("add a skip", "add", "contribution", lambda w: 0 * w["da"]),
    "subtract: no minus": writes("subtract of vectors", "subtract", "grad_activation", lambda w: np.abs(w.out)),
    "multiply: its own factor": writes(
        "multiply of matrices", "multiply", "grad_activation", lambda w: w["da"] * np.roll(w["local"], 1, -1)
    ),
    "concatenate: the parts swapped": writes(
        "concatenate features", "concatenate", "grad_activation", lambda w: np.roll(w.out, 1, -1)
    ),
    "matrix product: not transposed": writes(
        "matrix_product of a value and itself",
        "matrix_product",
        "contribution",
        lambda w: w["da"] @ w["y"].swapaxes(1, 2),
    ),
    "mean: 1/count forgotten": writes("mean of a vector", "mean", "grad_activation", lambda w: w.out / w["share"]),
    "sum: shared out": writes("sum of a vector", "sum", "grad_activation", lambda w: w.out / 3),
    "scale: forgotten backward": writes("scale", "scale", "grad_activation", lambda w: w["x"]),
    "slice: a place too far": writes("slice a vector", "slice", "grad_activation", lambda w: np.roll(w.out, 1, -1)),
    "slice: the rest not cleared": writes(
        "slice a vector", "slice", "grad_activation", lambda w: np.where(w.out == 0, 1e-3, w.out)
    ),
    "transpose: there and not back": writes(
        "transpose three axes",
        "transpose",
        "grad_activation",
        lambda w: w["da"].transpose(0, 3, 1, 2).reshape(w.out.shape),
    ),
    "reshape: columns first": writes(
        "reshape and flatten",
        "reshape",
        "activation",
        lambda w: w["x"].reshape(len(w.out), *w.out.shape[:0:-1]).swapaxes(1, 2),
    ),
    "divide: the sign of ∂a/∂y": writes("divide of two", "divide", "grad_activation", lambda w: np.abs(w.out)),
    "power: ln x forgotten": writes("power of two", "power", "grad_activation", lambda w: w["da"] * w["a"]),
    "fixed power: n forgotten": writes(
        "fixed_power 3.0", "fixed_power", "grad_activation", lambda w: w["da"] * w["x"] ** 2
    ),
    "square root: ½ forgotten": writes(
        "sqrt of a positive value", "sqrt", "grad_activation", lambda w: w["da"] / w["a"]
    ),
    "cosine: no minus": writes("cos of a positive value", "cos", "grad_activation", lambda w: -w.out),
    "tangent: 1 − a²": writes(
        "tan of a positive value", "tan", "grad_activation", lambda w: w["da"] * (1 - w["a"] ** 2)
    ),
    "maximum: to both": writes("maximum of two", "maximum", "grad_activation", lambda w: w["da"]),
    "minimum: to the larger": writes("minimum of two", "minimum", "grad_activation", lambda w: w["da"] - w.out),
    "parameter: of one sample": writes("parameter and constant", "parameter", "grad_value", lambda w: w["da"][0]),
    "PReLU: ∂L/∂s over positive values": writes(
        "prelu of units", "prelu", "grad_slopes", lambda w: (w["da"] * np.maximum(w["below"] + 1, 0)).sum(0)
    ),
    "PReLU: the slope forgotten": writes(
        "prelu of units", "prelu", "grad_activation", lambda w: w["da"] * (w["slope"] == 1)
    ),
}

BY_NAME |= {
    "MSE: the factor 2 forgotten": writes("mse loss", "mse", "grad_activation", lambda w: w.out / 2),
    "MSE: over the batch alone": writes("mse loss", "mse", "grad_activation", lambda w: w.out * w.out.shape[1]),
    "MSE: target minus output": writes("mse loss", "mse", "grad_activation", lambda w: -w.out),
    "½ sum of squares: ½ forgotten": writes(
        "half_sum_of_squares loss", "half_sum_of_squares", "loss", lambda w: 2 * w.out
    ),
    "MAE: the distance for its sign": writes(
        "mae loss", "mae", "grad_activation", lambda w: w.out * np.abs(w["a"] - w["y"])
    ),
    "Huber: δ forgotten": writes(
        "huber loss, delta 0.1", "huber", "clipped_distance", lambda w: np.clip((w["a"] - w["y"]).real, -1, 1)
    ),
    "Huber: never linear": writes("huber loss, delta 0.1", "huber", "clipped_distance", lambda w: w["a"] - w["y"]),
    "log-cosh: the distance for its tanh": writes(
        "log_cosh loss", "log_cosh", "grad_activation", lambda w: (w["a"] - w["y"]) / w.out.size
    ),
    "hinge: targets of 0 and 1": writes("hinge loss", "hinge", "margin", lambda w: w["y"] * w["a"]),
    "hinge: beyond the margin too": writes(
        "hinge loss", "hinge", "grad_activation", lambda w: (1 - 2 * w["y"]) / w.out.size
    ),
    "cross-entropy of logits: σ′ once more": writes(
        "binary_cross_entropy loss", "binary_cross_entropy", "grad_activation", lambda w: w.out * w["p"] * (1 - w["p"])
    ),
    "cross-entropy of logits: 1/N forgotten": writes(
        "softmax_cross_entropy loss", "softmax_cross_entropy", "grad_activation", lambda w: w["p"] - w["y"]
    ),
    "cross-entropy of logits: y − p": writes(
        "softmax_cross_entropy loss", "softmax_cross_entropy", "grad_activation", lambda w: -w.out
    ),
    "cross-entropy of probabilities: 1/p forgotten": writes(
        "cross_entropy loss", "cross_entropy", "grad_activation", lambda w: -w["y"] / len(w.out)
    ),
    "cross-entropy: the unsmoothed target": writes(
        "softmax_cross_entropy loss, smoothed", "softmax_cross_entropy", "adjusted_target", lambda w: w["y"]
    ),
    "cross-entropy: smoothing without 1/C": writes(
        "softmax_cross_entropy loss, smoothed", "softmax_cross_entropy", "adjusted_target", lambda w: 0.9 * w["y"] + 0.1
    ),
    "cross-entropy: class weights forgotten": writes(
        "cross_entropy loss, weighted", "cross_entropy", "adjusted_target", lambda w: w["y"]
    ),
    "cross-entropy: weights on the target alone": writes(
        "softmax_cross_entropy loss, weighted",
        "softmax_cross_entropy",
        "grad_activation",
        lambda w: (w["p"] - w["y"]) / len(w.out),
    ),
    "KL: the other way round": writes("kl_divergence loss", "kl_divergence", "grad_activation", lambda w: -w.out),
    "objective: 1/N forgotten": writes("objective loss", "objective", "grad_activation", lambda w: np.ones_like(w.out)),
}
