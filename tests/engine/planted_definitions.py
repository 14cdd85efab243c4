"""Faults in what things mean, where forward and backward agree with each other: no gradient check alone can see them.

Also faults in the machinery around the lines (sums, precision, wiring), and wrong slopes at kinks.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided

from playground.engine import compiler, construction, node_site, sums
from playground.engine.instruction import Call, Operand
from playground.engine.operations import dropout
from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.class_losses import ClassLoss
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.loss import Loss
from playground.engine.operations.normalization import BatchNormalization, LayerNormalization, Normalization
from playground.engine.operations.operation import Line, Site
from playground.engine.operations.pooling import Pooling
from playground.engine.operations.regression_losses import MeanSquaredError
from playground.engine.operations.windows import Windows
from tests.engine.planting import Array, Plant, entry, in_line, instead, patched


class DefinitionFault(NamedTuple):
    """A fault and the network on which it must show, or "" for the laws about kinks."""

    network: str
    plant: Plant


def over_with(stride: bool, dilation: bool) -> Callable[[Windows, Array], Array]:
    """Windows that ignore their stride or their dilation when they read."""

    def over(self: Windows, padded: Array) -> Array:
        *outer, down, across = padded.strides
        steps = self.stride if stride else (1, 1)
        gaps = self.dilation if dilation else (1, 1)
        inner = (down * steps[0], across * steps[1], down * gaps[0], across * gaps[1])
        return as_strided(padded, (*padded.shape[:-2], *self.counts, *self.size), (*outer, *inner))

    return over


_emit_windows = Pooling._emit_windows
_statistics = Normalization._statistics
_renew = BatchNormalization._renew


def framed_by_zeros(self: Pooling, site: Site, _outside: float = 0.0) -> Operand:
    """Padding that may win."""
    return _emit_windows(self, site, 0.0)


def always_running(_self: BatchNormalization, site: Site, _measure: object) -> tuple[Operand, Operand]:
    """Running statistics, in training too."""
    return site.parameter("running_mean"), site.parameter("running_variance")


def renewed_with_biased_variance(self: BatchNormalization, site: Site) -> None:
    """σ̄² from the variance that divides by N."""
    _renew(self, site, "mean", 1.0)
    _renew(self, site, "variance", 1.0)


def drawn(share: Callable[[float], float], scale: Callable[[float], float]) -> object:
    """Another way to draw a mask: how many stay, and what they are multiplied by."""

    def draw(rate: float, stream: np.random.Generator, out: Array) -> None:
        np.copyto(out, stream.random(out.shape) < share(rate))
        np.multiply(out, scale(rate), out)

    return draw


def smoothed_without_count(_self: ClassLoss, site: Site, y: Array, out: Array) -> tuple[str, tuple[Call, ...]]:
    """(1 − ε) y + ε"""
    return "{y}", (lambda: np.copyto(out, 0.9 * y + 0.1),)


def divided_by_weights(self: ClassLoss, site: Site) -> int:
    """The mean over the weights instead of over the samples."""
    return site.batch * len(self.class_weights or [1])


def last_path_wins(total: Array, parts: dict[str, Operand]) -> tuple[Call, ...]:
    """`=` for `+=`."""
    return tuple(partial(np.copyto, total, part.array) for part in parts.values())


def first_path_twice(total: Array, parts: dict[str, Operand]) -> tuple[Call, ...]:
    """The first part again in the place of the second."""
    first = next(iter(parts.values())).array
    return (partial(np.add, first, first, total),)


def averaged_paths(total: Array, parts: dict[str, Operand]) -> tuple[Call, ...]:
    """The mean of the paths."""
    return (lambda: np.copyto(total, sum(part.array for part in parts.values()) / len(parts)),)


def stale_weights(self: Dense, site: Site) -> None:
    """Wᵀ δz with the weights as they were when the program was compiled."""
    below, dz = site.input_gradient(), site.value("grad_pre_activation")
    old = np.array(site.parameter("weights").array) * 0.999
    site.emit(below, Line("{out} = {dz}", {"dz": dz}), lambda: np.copyto(below.array, dz.array @ old))


def reading_first_column(program: construction.Construction) -> tuple[Array, Array]:
    """Every Input block reads from the first column on."""
    features, targets = _allocate_batch(program)
    for node in program.network.inputs:
        ref = compiler.Ref(node.id, "activation")
        program.register(ref, features[:, : program.values[ref].array.shape[1]])
    return features, targets


_allocate_batch = compiler._allocate_batch


def in_double(self: construction.Construction, shape: tuple[int, ...]) -> Array:
    """Buffers of double precision, whatever was asked for."""
    return np.zeros(shape, np.complex128 if self.arrays.dtype is np.complex128 else np.float64)


def like(key: str, other: str) -> Plant:
    """One activation function in the place of another, slope and all."""
    return entry(ACTIVATIONS, key, replace(ACTIVATIONS[other], key=key))


def sharing_input(self: Add, site: Site) -> None:
    """a = x₁ + x₂ written into x₁."""
    first, second, a = site.input(0), site.input(1), site.new("activation")
    add = partial(np.add, first.array, second.array, first.array)
    site.emit(a, Line("{a} = {x}", {"a": a, "x": first}), add, partial(np.copyto, a.array, first.array))


BY_NAME = {
    "convolution: stride ignored": DefinitionFault(
        "conv2d of stride 2 with padding", patched(Windows, "over", over_with(False, True))
    ),
    "convolution: dilation ignored": DefinitionFault(
        "conv2d of dilation 2", patched(Windows, "over", over_with(True, False))
    ),
    "max pooling: stride ignored": DefinitionFault("max_pool2d", patched(Windows, "over", over_with(False, True))),
    "max pooling: the zeros of the padding win": DefinitionFault(
        "max_pool2d of overlapping windows", patched(Pooling, "_emit_windows", framed_by_zeros)
    ),
    "batch normalization: running statistics in training": DefinitionFault(
        "batch_normalization of features", patched(BatchNormalization, "_statistics", always_running)
    ),
    "batch normalization: the batch's statistics in evaluation": DefinitionFault(
        "batch_normalization of features", patched(BatchNormalization, "_statistics", _statistics)
    ),
    "batch normalization: biased running variance": DefinitionFault(
        "batch_normalization of images", patched(BatchNormalization, "update", renewed_with_biased_variance)
    ),
    "batch normalization: never renewed": DefinitionFault(
        "batch_normalization of images", patched(BatchNormalization, "update", lambda _self, _site: None)
    ),
    "layer normalization: over the batch": DefinitionFault(
        "layer_normalization of rows",
        patched(LayerNormalization, "_measure", lambda self, site: self._feature(site)),
    ),
    "dropout: the scale missing": DefinitionFault(
        "dropout", patched(dropout, "draw_mask", drawn(lambda p: 1 - p, lambda _p: 1.0))
    ),
    "dropout: the scale of the rate": DefinitionFault(
        "dropout", patched(dropout, "draw_mask", drawn(lambda p: 1 - p, lambda p: 1 / p))
    ),
    "dropout: keeps what it should drop": DefinitionFault(
        "dropout", patched(dropout, "draw_mask", drawn(lambda p: p, lambda p: 1 / (1 - p)))
    ),
    "dropout: drops nothing": DefinitionFault(
        "dropout", patched(dropout, "draw_mask", drawn(lambda _p: 2.0, lambda p: 1 / (1 - p)))
    ),
    "dropout: in evaluation too": DefinitionFault(
        "dropout", patched(node_site.NodeSite, "training", property(lambda _self: True))
    ),
    "dropout: never in training": DefinitionFault(
        "dropout", patched(node_site.NodeSite, "training", property(lambda _self: False))
    ),
    "cross-entropy: smoothing without 1/C, in L and its gradient": DefinitionFault(
        "softmax_cross_entropy loss, smoothed", patched(ClassLoss, "_smoothing", smoothed_without_count)
    ),
    "cross-entropy: divided by more than the batch": DefinitionFault(
        "softmax_cross_entropy loss, weighted", patched(ClassLoss, "divisor", divided_by_weights)
    ),
    "a loss: the mean is a sum": DefinitionFault("mse loss", patched(Loss, "divisor", lambda _self, _site: 1)),
    "a loss: the sum is a mean": DefinitionFault(
        "mae loss, sum", patched(Loss, "divisor", lambda _self, site: site.batch)
    ),
    "a loss: divided by three whatever the batch": DefinitionFault(
        "mse loss", patched(Loss, "divisor", lambda _self, _site: 3)
    ),
    "MSE: averaged over the batch alone, in L and its gradient": DefinitionFault(
        "mse loss", patched(MeanSquaredError, "averages_outputs", False)
    ),
    "softplus: softsign in its place": DefinitionFault("dense softplus", like("softplus", "softsign")),
    "leaky ReLU: no leak": DefinitionFault("dense leaky_relu", like("leaky_relu", "relu")),
    "SELU: ELU in its place": DefinitionFault("dense selu", like("selu", "elu")),
    "Mish: SiLU in its place": DefinitionFault("dense mish", like("mish", "silu")),
    "hard sigmoid: sigmoid in its place": DefinitionFault("dense hard_sigmoid", like("hard_sigmoid", "sigmoid")),
    "log-softmax: softmax in its place": DefinitionFault("dense log_softmax", like("log_softmax", "softmax")),
    "fork: the last path wins": DefinitionFault("add a skip", patched(sums, "_sum_calls", last_path_wins)),
    "fork: the first path twice": DefinitionFault("add a skip", patched(sums, "_sum_calls", first_path_twice)),
    "fork: the paths averaged": DefinitionFault("add the same twice", patched(sums, "_sum_calls", averaged_paths)),
    "shared weights: the last user wins": DefinitionFault("dense shared", patched(sums, "_sum_calls", last_path_wins)),
    "shared weights: averaged over time": DefinitionFault(
        "recurrent_cell unrolled", patched(sums, "_sum_calls", averaged_paths)
    ),
    "δa: by the weights of another time": DefinitionFault(
        "dense tanh", patched(Dense, "_input_gradient", stale_weights)
    ),
    "inputs: all read the first columns": DefinitionFault(
        "input, two of them", patched(compiler, "_allocate_batch", reading_first_column)
    ),
    "single precision: computed in double": DefinitionFault(
        "dense tanh", patched(construction.Construction, "zeros", in_double)
    ),
    "a sum that overwrites what it reads": DefinitionFault("add a skip", patched(Add, "forward", sharing_input)),
    "an input that is changed": DefinitionFault(
        "dense tanh",
        in_line("dense", "pre_activation", lambda w: (*w.calls, lambda: np.multiply(w["x"], 1.5, w["x"]))),
    ),
}

BY_NAME |= {
    f"at the kink of {name}": DefinitionFault("", in_line("activation", "grad_activation", instead(compute)))
    for name, compute in {
        "ReLU: 1": lambda w: np.where(w["z"] == 0, w["da"], w.out),
        "ReLU: ½": lambda w: w.out + 0.5 * w["da"] * (w["z"] == 0),
        "any: twice the slope": lambda w: w.out * np.where(w["z"] == 0, 2, 1),
    }.items()
}
BY_NAME |= {
    "at the kink of MAE: 1": DefinitionFault(
        "", in_line("mae", "grad_activation", instead(lambda w: np.where(w["a"] >= w["y"], 1.0, -1.0) / w.out.size))
    ),
    "at the margin of the hinge: still pushing": DefinitionFault(
        "", in_line("hinge", "grad_activation", instead(lambda w: (1 - 2 * w["y"]) * (w["m"] <= 1) / w.out.size))
    ),
    "at a tie of two: all to both": DefinitionFault(
        "", in_line("maximum", "grad_activation", instead(lambda w: w["da"] * (w["x"] == w["a"])))
    ),
    "at a tie in a window: to the last": DefinitionFault(
        "", in_line("max_pool2d", "grad_activation", instead(lambda w: w.out[..., ::-1, ::-1].copy()))
    ),
    "at a tie in a window: to all": DefinitionFault(
        "", in_line("max_pool2d", "grad_activation", instead(lambda w: np.full_like(w.out, 1.0)))
    ),
    "at the kink of PReLU: 1": DefinitionFault("", in_line("prelu", "grad_activation", instead(lambda w: w["da"]))),
}
