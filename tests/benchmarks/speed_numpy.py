"""Racers in NumPy: the engine, a loop written out by hand, array expressions as in a textbook, the products alone.

All of them take the batches as slices of one array. Knows no other library.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.optimizers import SGD
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from playground.engine.program import Program
from tests.benchmarks.speed_cases import FILTERS, RATE, WINDOW, Array, Case, Parameters, Racer


def program_of(case: Case) -> Program:
    """The engine's program for one batch of the case."""
    layout = layout_of(case.network)
    arrays = ParameterArrays.of(layout, initialize(layout, 0), {}, case.dtype)
    return compile_program(case.network, arrays, case.batch, Descent(SGD(RATE)))


def program_racer(case: Case) -> Racer:
    """A batch is copied into its buffers, then all calls run: the inner loop of training."""
    program = program_of(case)
    calls = program.calls(spending=True)
    epoch = [
        (partial(np.copyto, program.features, x), partial(np.copyto, program.targets, y), *calls)
        for x, y in case.batches()
    ]

    def run() -> None:
        for update in epoch:
            for call in update:
                call()

    slots, values = program.arrays.layout.slots, program.arrays.values
    return Racer(run, lambda: list(zip(*(iter([slot.view(values) for slot in slots]),) * 2, strict=True)))


def hand_racer(case: Case) -> Racer:
    """What a careful programmer writes: layer by layer, each result into a buffer allocated once."""
    _dense_only(case)
    network = ByHand(case)
    return _each_batch(case, network.update, network.parameters)


def formulas_racer(case: Case) -> Racer:
    """What a textbook prints: an array expression for each formula."""
    parameters = case.copied()
    update = _convolve_and_update if case.convolution else _textbook_update
    return _each_batch(case, partial(update, case, parameters), parameters)


def products_racer(case: Case) -> Racer:
    """The matrix products of one update and nothing else."""
    _dense_only(case)
    weights, batches = [w for w, _b in case.first], case.batches()
    deltas = [np.zeros((case.batch, width), case.dtype) for width in case.widths]
    gradients = [np.empty_like(w) for w in weights]

    def update(x: Array, _y: Array) -> None:
        for layer, w in enumerate(weights):
            np.matmul(deltas[layer] if layer else x, w.T, deltas[layer + 1])
        for layer in reversed(range(len(weights))):
            np.matmul(deltas[layer + 1].T, deltas[layer] if layer else x, gradients[layer])
            if layer:
                np.matmul(deltas[layer + 1], weights[layer], deltas[layer])

    def run() -> None:
        for x, y in batches:
            update(x, y)

    return Racer(run)


def _dense_only(case: Case) -> None:
    if case.convolution:
        pytest.skip("dense only")


def _each_batch(case: Case, update: partial[None], parameters: Parameters) -> Racer:
    features, targets, size = case.features, case.targets, case.batch

    def run() -> None:
        for start in range(0, len(features), size):
            update(features[start : start + size], targets[start : start + size])

    return Racer(run, lambda: parameters)


class ByHand:
    """A network of dense layers with all its buffers."""

    def __init__(self, case: Case) -> None:
        self.case, self.parameters = case, case.copied()
        self.weights, self.biases = [w for w, _b in self.parameters], [b for _w, b in self.parameters]
        self.last = len(self.weights) - 1
        self.zs, self.outs, self.deltas, self.slopes = (
            [np.empty((case.batch, width), case.dtype) for width in case.widths[1:]] for _ in range(4)
        )
        self.column = np.empty((case.batch, 1), case.dtype)
        self.grad_weights = [np.empty_like(w) for w in self.weights]
        self.grad_biases = [np.empty_like(b) for b in self.biases]

    def update(self, x: Array, y: Array) -> None:
        """Forward, backward, update."""
        outs = [x, *self.outs]
        for layer in range(self.last + 1):
            self.forward(layer, outs[layer])
        delta = self.deltas[-1]
        np.subtract(self.outs[-1], y, out=delta)
        np.multiply(delta, 1 / len(x), out=delta)
        for layer in reversed(range(self.last + 1)):
            self.backward(layer, outs[layer])
        for value, gradient in zip(self.weights + self.biases, self.grad_weights + self.grad_biases, strict=True):
            np.multiply(gradient, RATE, out=gradient)
            np.subtract(value, gradient, out=value)

    def forward(self, layer: int, x: Array) -> None:
        """z, then a; of the last layer the probabilities."""
        z, out = self.zs[layer], self.outs[layer]
        np.matmul(x, self.weights[layer].T, out=z)
        np.add(z, self.biases[layer], out=z)
        if layer == self.last:
            self.squash(z, out)
        elif self.case.hidden == "tanh":
            np.tanh(z, out=out)
        else:
            np.maximum(z, 0, out=out)

    def squash(self, z: Array, p: Array) -> None:
        """Sigmoid of one output, softmax of several."""
        if z.shape[1] == 1:
            np.negative(z, out=p)
            np.minimum(p, 80, out=p)  # eᶻ would overflow
            np.exp(p, out=p)
            np.add(p, 1, out=p)
            np.divide(1, p, out=p)
        else:
            np.max(z, axis=1, keepdims=True, out=self.column)
            np.subtract(z, self.column, out=p)
            np.exp(p, out=p)
            np.sum(p, axis=1, keepdims=True, out=self.column)
            np.divide(p, self.column, out=p)

    def backward(self, layer: int, below: Array) -> None:
        """δz, ∂L/∂W, ∂L/∂b of a layer and δa of the one below."""
        delta, slope = self.deltas[layer], self.slopes[layer]
        if layer < self.last:
            if self.case.hidden == "tanh":
                np.multiply(self.outs[layer], self.outs[layer], out=slope)
                np.subtract(1, slope, out=slope)
            else:
                np.greater(self.zs[layer], 0, out=slope)
            np.multiply(delta, slope, out=delta)
        np.matmul(delta.T, below, out=self.grad_weights[layer])
        np.sum(delta, axis=0, out=self.grad_biases[layer])
        if layer:
            np.matmul(delta, self.weights[layer], out=self.deltas[layer - 1])


def _squashed(z: Array) -> Array:
    if z.shape[1] == 1:
        return 1 / (1 + np.exp(-z))
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _textbook_update(case: Case, parameters: Parameters, x: Array, y: Array) -> None:
    outs, tanh = [x], case.hidden == "tanh"
    for w, b in parameters[:-1]:
        z = outs[-1] @ w.T + b
        outs.append(np.tanh(z) if tanh else np.maximum(z, 0))
    w, b = parameters[-1]
    delta = (_squashed(outs[-1] @ w.T + b) - y) / len(x)
    for (w, b), out in zip(reversed(parameters), reversed(outs), strict=True):
        gradient, bias_gradient = delta.T @ out, delta.sum(axis=0)
        if out is not x:
            delta = (delta @ w) * (1 - out**2 if tanh else out > 0)
        w -= RATE * gradient
        b -= RATE * bias_gradient


def _convolve_and_update(case: Case, parameters: Parameters, x: Array, y: Array) -> None:
    """Strided view and tensordot; pooling by a view of the four places."""
    (filters, filter_bias), (w, b) = parameters
    side = round(case.widths[0] ** 0.5)
    windows = np.lib.stride_tricks.sliding_window_view(x.reshape(-1, side, side), (WINDOW, WINDOW), axis=(1, 2))
    z = np.tensordot(windows, filters[:, 0], ((3, 4), (1, 2))).transpose(0, 3, 1, 2) + filter_bias[:, None, None]
    places = (
        np.maximum(z, 0).reshape(len(x), FILTERS, z.shape[2] // 2, 2, z.shape[3] // 2, 2).transpose(0, 1, 2, 4, 3, 5)
    )
    fours = places.reshape(*places.shape[:4], 4)
    winner = fours.argmax(axis=4)[..., None]
    flat = np.take_along_axis(fours, winner, 4).reshape(len(x), -1)
    delta = (_squashed(flat @ w.T + b) - y) / len(x)
    below = np.zeros_like(fours)
    np.put_along_axis(below, winner, (delta @ w).reshape(winner.shape), 4)
    back = below.reshape(places.shape).transpose(0, 1, 2, 4, 3, 5).reshape(z.shape) * (z > 0)
    w -= RATE * (delta.T @ flat)
    b -= RATE * delta.sum(axis=0)
    filters[:, 0] -= RATE * np.tensordot(back, windows, ((0, 2, 3), (0, 1, 2)))
    filter_bias -= RATE * back.sum(axis=(0, 2, 3))
