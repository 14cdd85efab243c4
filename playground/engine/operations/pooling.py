"""Pooling: one number for each window of each channel, its largest or its mean. Nothing is learned here.

Source: Goodfellow et al., Deep Learning, section 9.3; global average pooling: Lin et al., Network in network (2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import prod
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Call, Factor, Index, Operand, Terms
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text
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


@dataclass(frozen=True)
class Pooling(Operation):
    """What max and average pooling share: their windows, and the road back from windows to pixels."""

    window: tuple[int, ...] = (2, 2)
    stride: tuple[int, ...] = ()  # empty: that of the window, side by side
    padding: tuple[int, ...] = (0, 0)

    def check_settings(self) -> None:
        """Raise `SettingError` for a number out of range; padding is at most half a window, as in PyTorch."""
        check_lengths("window", self.window, 1)
        if self.stride:
            check_lengths("stride", self.stride, 1)
        check_lengths("padding", self.padding, 0)
        if any(2 * frame > side for frame, side in zip(self.padding, self.window, strict=True)):
            found, size = shape_text(self.padding), shape_text(self.window)
            raise SettingError(f"has a padding of {found}, expected at most half of the window of {size}")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(channels, windows down, windows across) for an image in which a window fits."""
        return (inputs[0][0], *checked_counts(self._windows(checked_image(inputs))))

    def _windows(self, image: Shape) -> Windows:
        return Windows(image, self.window, self.stride or self.window, self.padding)

    def _emit_windows(self, site: Site, outside: float = 0.0) -> Operand:
        return emit_windows(site, self._windows(site.input().array.shape[1:]), "npqcij", outside)

    def _readers(self, site: Site) -> Array:
        """For each pixel where the values that windows read from it stand in X: (readers, channels, height, width)."""
        image = site.input().array.shape[1:]
        windows = self._windows(image)
        shape = (*windows.size, image[0], *windows.counts)
        return fewest(windows.readers(np.arange(prod(shape)).reshape(shape), prod(shape)), prod(shape))


@dataclass(frozen=True)
class MaxPool2D(Pooling):
    """a = max X over each window X; padding never wins. The gradient goes whole to the first largest value."""

    kind: ClassVar[str] = "max_pool2d"
    title: ClassVar[str] = "MaxPool2D"
    group: ClassVar[str] = "Image"
    summary: ClassVar[str] = "a = max X, the largest value of each window"

    def forward(self, site: Site) -> None:
        """Emit X and a = max X."""
        windows, a = self._emit_windows(site, -np.inf), site.new("activation")
        line = Line(
            "{a} = max {X}",
            {"a": a, "X": windows},
            note="the largest value of each window goes on",
            source=partial(_winner, windows),
        )
        largest = _largest_by_real_part if np.iscomplexobj(a.array) else np.maximum.reduce
        site.emit(a, line, partial(largest, _by_place(windows), 1, None, _flat(a)))

    def backward(self, site: Site) -> None:
        """Emit each pixel's sum of the gradients of those windows whose largest value it is."""
        a, da, below = site.value("activation"), site.output_gradient(), site.input_gradient()
        windows, readers = site.value("windows"), self._readers(site)
        above = _above(da, _windows_of(readers, windows, da))
        won = Operand("[max]", "", a.role, partial(_wins, windows, readers))
        line = Line(
            "{out} = {above} {won}",
            {"above": above, "won": won, "da": da},
            note="each window hands its gradient to its largest value, the first if there are several",
            terms=Terms("nchw", ((Factor("above", "nrchw"), Factor("won", "nrchw")),)),
        )
        routed, own = site.scratch((site.batch, windows.array[0].size + 1)), site.scratch((site.batch, *readers.shape))
        site.emit(below, line, *self._routing(site, routed), *collected(routed, readers, own, below.array))

    def _routing(self, site: Site, routed: Array) -> Iterator[Call]:
        """What is left of δa goes to the place in the window that equals a; after the first nothing is left."""
        values, largest, da = _by_place(site.value("windows")), _flat(site.value("activation")), site.output_gradient()
        left, won = site.scratch(largest.shape), site.scratch(largest.shape)
        parts = routed[:, :-1].reshape(values.shape, copy=False)
        yield partial(np.copyto, left, _flat(da))
        for place in range(values.shape[1]):
            yield partial(np.equal, values[:, place], largest, won)
            yield partial(np.multiply, left, won, parts[:, place])
            yield partial(np.subtract, left, parts[:, place], left)


@dataclass(frozen=True)
class AveragePool2D(Pooling):
    """a = mean of X over each window X; the zeros of the padding count, as in PyTorch."""

    kind: ClassVar[str] = "average_pool2d"
    title: ClassVar[str] = "AveragePool2D"
    group: ClassVar[str] = "Image"
    summary: ClassVar[str] = "a = mean of X, the average of each window"

    def forward(self, site: Site) -> None:
        """Emit X and its mean."""
        windows, a = self._emit_windows(site), site.new("activation")
        share = _share(site, prod(self.window))
        line = Line(
            "{a} = {share} Σ {X}",
            {"a": a, "share": share, "X": windows},
            note="the mean of each window goes on",
            terms=Terms("ncij", ((Factor("share", ""), Factor("X", "npqcij")),)),
        )
        add = partial(np.add.reduce, _by_place(windows), 1, None, _flat(a))
        site.emit(a, line, add, partial(np.multiply, a.array, share.array, a.array))

    def backward(self, site: Site) -> None:
        """Emit for each pixel its share in the gradients of the windows it lies in."""
        da, below, share = site.output_gradient(), site.input_gradient(), _share(site, prod(self.window))
        places = _windows_of(self._readers(site), site.value("windows"), da)
        line = Line(
            "{out} = {share} Σ {above}",
            {"share": share, "above": _above(da, places), "da": da},
            note="each window shares its gradient out equally among its values",
            terms=Terms("nchw", ((Factor("share", ""), Factor("above", "nrchw")),)),
        )
        shared, own = site.scratch((site.batch, da.array[0].size + 1)), site.scratch((site.batch, *places.shape))
        multiply = partial(np.multiply, _flat(da), share.array, shared[:, :-1])
        site.emit(below, line, multiply, *collected(shared, places, own, below.array))


@dataclass(frozen=True)
class GlobalAveragePool(Operation):
    """a = the mean of each channel: an image of any size becomes a vector, (channels,)."""

    kind: ClassVar[str] = "global_average_pool"
    title: ClassVar[str] = "Global average pool"
    group: ClassVar[str] = "Image"
    summary: ClassVar[str] = "a = the mean of each channel"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(channels,)"""
        return checked_image(inputs)[:1]

    def forward(self, site: Site) -> None:
        """Emit the means."""
        x, a = site.input(), site.new("activation")
        share = _share(site, prod(x.array.shape[2:]))
        line = Line(
            "{a} = {share} Σ {x}",
            {"a": a, "share": share, "x": x},
            note="the mean of each channel",
            terms=Terms("nc", ((Factor("share", ""), Factor("x", "nchw")),)),
        )
        add = partial(np.add.reduce, x.array, (2, 3), None, a.array)
        site.emit(a, line, add, partial(np.multiply, a.array, share.array, a.array))

    def backward(self, site: Site) -> None:
        """Emit each pixel's equal share in δa."""
        da, below = site.output_gradient(), site.input_gradient()
        share = _share(site, prod(below.array.shape[2:]))
        line = Line(
            "{out} = {share} {da}",
            {"share": share, "da": da},
            note="every pixel of a channel has the same share in its mean",
            terms=Terms("nchw", ((Factor("share", ""), Factor("da", "nc")),)),
        )
        site.emit(below, line, partial(np.multiply, da.array[:, :, None, None], share.array, below.array))


def _share(site: Site, count: int) -> Operand:
    return site.helper(f"1/{count}", site.constant(1 / count), like=site.input())


def _flat(values: Operand) -> Array:
    """(samples, all values)"""
    return values.array.reshape(len(values.array), -1, copy=False)


def _by_place(windows: Operand) -> Array:
    """X as (samples, places in a window, windows of all channels)."""
    samples, down, across = windows.array.shape[:3]
    return windows.array.reshape(samples, down * across, -1, copy=False)


def _largest_by_real_part(values: Array, _axis: int, _dtype: None, out: Array) -> None:
    """`np.maximum.reduce` for complex numbers, met in the gradient check alone: the first largest real part."""
    np.copyto(out, np.take_along_axis(values, values.real.argmax(axis=1)[:, None], 1)[:, 0])


def _winner(windows: Operand, index: Index) -> tuple[str, Index]:
    """The place in X of the largest value of a window, the first if there are several."""
    sample, *window = index
    values = windows.array[sample][(..., *window)]
    place = np.unravel_index(values.real.argmax(), values.shape)
    return "X", (sample, *map(int, place), *window)


def _windows_of(readers: Array, windows: Operand, da: Operand) -> Array:
    """The numbers of windows in place of those of values in X; one more than the last stays none."""
    count = da.array[0].size
    places: Array = np.where(readers < windows.array[0].size, readers % count, count)
    return places


def _above(da: Operand, places: Array) -> Operand:
    """δa laid under the pixels: that of every window a pixel lies in, (samples, readers, channels, height, width)."""
    return Operand(f"{da.symbol}↓", da.superscript, da.role, partial(_laid, da, places))


def _laid(values: Operand, places: Array) -> Array:
    return gathered(values.array, places)


def _wins(windows: Operand, readers: Array) -> Array:
    """1 where a pixel is the largest value of the window that reads it, else 0."""
    values = _by_place(windows)
    won = np.zeros_like(values)
    np.put_along_axis(won, values.argmax(axis=1)[:, None], 1, axis=1)
    return gathered(won, readers)
