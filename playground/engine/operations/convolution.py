"""The convolution layer: a dense layer for every window of an image, with the same weights everywhere.

Like all neural networks it computes the cross-correlation, which slides the filters without turning them. Source:
Goodfellow et al., Deep Learning, chapter 9; the windows become columns of one matrix product as in Chellapilla et al.,
High performance convolutional neural networks for document processing (2006).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import prod
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.initializers import check_initializer
from playground.engine.instruction import Array, Call, Factor, Operand, Terms
from playground.engine.operations.activations import (
    ACTIVATIONS,
    check_activation,
    emit_apply,
    emit_pre_activation_gradient,
)
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site
from playground.engine.operations.windows import (
    Windows,
    check_lengths,
    checked_counts,
    checked_image,
    collected,
    emit_windows,
    fewest,
    gathered,
)

MAX_FILTERS = 4_096
CACHED = 2**17  # numbers that a processor's cache can be trusted to hold


@dataclass(frozen=True)
class Conv2D(Operation):
    """Every filter weighs every window of the image: z = W X + b with X the windows, then a = g(z).

    Images are (channels, height, width); z and a are (filters, windows down, windows across).
    """

    kind: ClassVar[str] = "conv2d"
    title: ClassVar[str] = "Conv2D"
    group: ClassVar[str] = "Image"
    summary: ClassVar[str] = "filters slide over an image: z = W X + b for each window X, then a = g(z)"

    filters: int = 8
    kernel: tuple[int, ...] = (3, 3)
    stride: tuple[int, ...] = (1, 1)
    padding: tuple[int, ...] = (0, 0)
    dilation: tuple[int, ...] = (1, 1)
    activation: str = "relu"
    initializer: str = "he_uniform"
    bias: bool = True
    initializer_scale: float = 1.0

    def check_settings(self) -> None:
        """Raise `SettingError` for a number out of range, an unknown activation or initializer."""
        if not 1 <= self.filters <= MAX_FILTERS:
            raise SettingError(f"has {self.filters} filters, expected 1 to {MAX_FILTERS:,}")
        for name, least in (("kernel", 1), ("stride", 1), ("padding", 0), ("dilation", 1)):
            check_lengths(name, getattr(self, name), least)
        check_activation(self.activation)
        check_initializer(self.initializer, self.initializer_scale)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(filters, windows down, windows across) for an image in which a window fits."""
        return (self.filters, *checked_counts(self._windows(checked_image(inputs))))

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """W: (filters, channels, kernel height, kernel width); b: (filters,), which starts at zero."""
        weights = ParameterSpec(
            "weights", (self.filters, inputs[0][0], *self.kernel), self.initializer, self.initializer_scale
        )
        return (weights, ParameterSpec("bias", (self.filters,), "zeros")) if self.bias else (weights,)

    def forward(self, site: Site) -> None:
        """Emit X, z = W X + b and a = g(z)."""
        windows = emit_windows(site, self._windows(site.input().array.shape[1:]), "ncpqij")
        weights, z = site.parameter("weights"), site.new("pre_activation")
        operands = {"z": z, "W": weights, "X": windows}
        groups: list[tuple[Factor, ...]] = [(Factor("W", "fcpq"), Factor("X", "ncpqij"))]
        calls: list[Call] = [partial(np.matmul, _filters(weights), _columns(windows), _maps(z))]
        if self.bias:
            operands["b"] = bias = site.parameter("bias")
            groups.append((Factor("b", "f"),))
            calls.append(partial(np.add, z.array, bias.array[:, None, None], z.array))
        line = Line(
            "{z} = {W} {X}" + (" + {b}" if self.bias else ""),
            operands,
            note="each filter weighs every window alike" + (" and adds its bias" if self.bias else ""),
            terms=Terms("nfij", tuple(groups)),
        )
        site.emit(z, line, *calls)
        emit_apply(site, ACTIVATIONS[self.activation], z)

    def backward(self, site: Site) -> None:
        """Emit δz, ∂L/∂W, ∂L/∂b and the gradient of the image."""
        dz = emit_pre_activation_gradient(site, self.activation)
        self._weights_gradient(site, dz)
        if self.bias:
            self._bias_gradient(site, dz)
        self._input_gradient(site, dz)

    def _weights_gradient(self, site: Site, dz: Operand) -> None:
        windows, gradient = site.value("windows"), site.gradient("weights")
        columns, flat = _columns(windows), _filters(gradient)
        products = site.scratch((site.batch, flat.shape[1], self.filters))
        line = Line(
            "{gW} = {dz} {X.T}",
            {"gW": gradient, "dz": dz, "X": windows},
            batch="{gW} = Σₙ {dz} {X.T}",
            note="a weight serves every window, so what it did in each of them adds up",
            terms=Terms("fcpq", ((Factor("dz", "nfij"), Factor("X", "ncpqij")),)),
        )
        multiply = partial(np.matmul, columns, _maps(dz).transpose(0, 2, 1), products)
        site.emit(gradient, line, multiply, partial(np.add.reduce, products, 0, None, flat.T))

    def _bias_gradient(self, site: Site, dz: Operand) -> None:
        gradient = site.gradient("bias")
        line = Line(
            "{gb} = Σᵢⱼ {dz}",
            {"gb": gradient, "dz": dz},
            batch="{gb} = Σₙᵢⱼ {dz}",
            note="a bias moves its filter one to one in every window, so all of them add up",
            terms=Terms("f", ((Factor("dz", "nfij"),),)),
        )
        site.emit(gradient, line, partial(np.add.reduce, dz.array, (0, 2, 3), None, gradient.array))

    def _input_gradient(self, site: Site, dz: Operand) -> None:
        weights, below = site.parameter("weights"), site.input_gradient()
        laid = _below(self._windows(below.array.shape[1:]), dz)
        line = Line(
            "{out} = {W.T} {laid}",
            {"W": weights, "laid": laid, "dz": dz},
            note="each pixel collects the gradients of the windows it lies in, through the weights that read it there",
            terms=Terms("nchw", ((Factor("W", "fcpq"), Factor("laid", "nfpqhw")),)),
        )
        site.emit(below, line, *self._image_calls(site, dz, below))

    def _image_calls(self, site: Site, dz: Operand, below: Operand) -> Iterator[Call]:
        """The gradient of every window's values, and for each pixel the sum of those that are its own.

        As many samples at a time as the cache holds: for large images that is three times as quick.
        """
        filters, windows = _filters(site.parameter("weights")), self._windows(below.array.shape[1:])
        size = filters.shape[1] * prod(windows.counts)
        numbers = np.arange(size).reshape(-1, *self.kernel, *windows.counts).transpose(1, 2, 0, 3, 4)
        places = fewest(windows.readers(numbers, size), size)
        most = min(site.batch, max(1, CACHED // (size + places.size)))
        parts, own = site.scratch((most, size + 1)), site.scratch((most, *places.shape))
        columns = parts[:, :size].reshape(most, filters.shape[1], -1, copy=False)
        for start in range(0, site.batch, most):
            maps, image = _maps(dz)[start : start + most], below.array[start : start + most]
            count = len(image)
            yield partial(np.matmul, filters.T, maps, columns[:count])
            yield from collected(parts[:count], places, own[:count], image)

    def _windows(self, image: Shape) -> Windows:
        return Windows(image, self.kernel, self.stride, self.padding, self.dilation)


def _filters(weights: Operand) -> Array:
    """W or its gradient as a matrix, (filters, values of a window)."""
    return weights.array.reshape(len(weights.array), -1, copy=False)


def _columns(windows: Operand) -> Array:
    """The windows as columns, (samples, values of a window, windows)."""
    samples, *_, down, across = windows.array.shape
    return windows.array.reshape(samples, -1, down * across, copy=False)


def _maps(values: Operand) -> Array:
    """z or δz as (samples, filters, windows)."""
    return values.array.reshape(*values.array.shape[:2], -1, copy=False)


def _below(windows: Windows, dz: Operand) -> Operand:
    """δz laid under the pixels: at (p, q) that of the window in which a pixel has this place, else 0."""
    return Operand(f"{dz.symbol}↓", dz.superscript, dz.role, partial(_laid, windows, dz))


def _laid(windows: Windows, dz: Operand) -> Array:
    maps = dz.array.shape[1:]
    numbers = np.broadcast_to(np.arange(prod(maps)).reshape(maps), (*windows.size, *maps))
    return gathered(dz.array, windows.readers(numbers, prod(maps))).transpose(0, 3, 1, 2, 4, 5)
