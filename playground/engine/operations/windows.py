"""Windows that slide over images: where they lie, how their values are copied out, and which windows a pixel lies in.

Convolution and pooling share this arithmetic; it knows nothing of weights. Source: Dumoulin and Visin, A guide to
convolution arithmetic for deep learning (2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.lib.stride_tricks import as_strided

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Array, Call, Index, Operand
from playground.engine.operations.operation import Line, Shape, Site, shape_text

LARGEST = 64  # height or width of a window, a stride, a padding, a dilation
AXES = "ncijpq"  # sample, channel, row and column of the window, row and column inside it


@dataclass(frozen=True)
class Windows:
    """Windows over images of shape `image` (channels, height, width); all else is (down, across)."""

    image: Shape
    size: Shape
    stride: Shape
    padding: Shape
    dilation: Shape = (1, 1)

    @property
    def reach(self) -> Shape:
        """How far a window stretches: its size with the gaps of its dilation."""
        return tuple(gap * (size - 1) + 1 for size, gap in zip(self.size, self.dilation, strict=True))

    @property
    def padded(self) -> Shape:
        """Height and width of the image with its frame of padding."""
        return tuple(side + 2 * frame for side, frame in zip(self.image[1:], self.padding, strict=True))

    @property
    def counts(self) -> Shape:
        """How many windows there are; not positive if none fits."""
        steps = zip(self.padded, self.reach, self.stride, strict=True)
        return tuple((side - reach) // stride + 1 for side, reach, stride in steps)

    def over(self, padded: Array) -> Array:
        """A view of padded images (…, height, width) as (…, i, j, p, q), axes as in AXES."""
        *outer, down, across = padded.strides
        inner = (down * self.stride[0], across * self.stride[1], down * self.dilation[0], across * self.dilation[1])
        return as_strided(padded, (*padded.shape[:-2], *self.counts, *self.size), (*outer, *inner))

    def inside(self, padded: Array) -> Array:
        """The part of padded images that holds the images themselves."""
        top, left = self.padding
        return padded[..., top : top + self.image[1], left : left + self.image[2]]

    def pixel(self, window: Index, place: Index) -> Index | None:
        """Row and column in the image of a place in a window; None in the padding."""
        axes = zip(window, place, self.stride, self.dilation, self.padding, strict=True)
        found = tuple(start * stride + step * gap - frame for start, step, stride, gap, frame in axes)
        inside = all(0 <= at < side for at, side in zip(found, self.image[1:], strict=True))
        return found if inside else None

    def readers(self, numbers: Array, none: int) -> Array:
        """For each pixel the numbers of all that read it: (kh, kw, channels, i, j) → (kh, kw, channels, height, width).

        At (p, q) stands the number of the window in which the pixel has that place, `none` where there is no such.
        """
        spread = np.full((*self.size, numbers.shape[2], *self.padded), none)
        for place in np.ndindex(*self.size):
            self.over(spread[place])[(..., *place)] = numbers[place]
        return self.inside(spread)


def fewest(readers: Array, none: int) -> Array:
    """The numbers that are not `none` first, as many as any pixel has: (most readers, channels, height, width)."""
    flat = readers.reshape(-1, *readers.shape[2:])
    order = np.argsort(flat == none, axis=0, kind="stable")
    most = int((flat != none).sum(axis=0).max(initial=1))
    return np.take_along_axis(flat, order, axis=0)[:most]


def gathered(values: Array, places: Array) -> Array:
    """`values` (samples, …) at flat places, (samples, *places.shape); 0 for the place after the last one."""
    zero = np.zeros((len(values), 1), values.dtype)
    return np.concatenate([values.reshape(len(values), -1), zero], axis=1)[:, places]


def checked_image(shapes: tuple[Shape, ...]) -> Shape:
    """The shape of the image that arrives, (channels, height, width); `ShapeError` for any other."""
    if len(shapes[0]) != 3:
        raise ShapeError(
            f"takes images of shape channels × height × width, but values of shape {shape_text(shapes[0])} arrive; "
            "put a Reshape before it"
        )
    return shapes[0]


def checked_counts(windows: Windows) -> Shape:
    """How many windows fit; `ShapeError` if none does."""
    if min(windows.counts) < 1:
        raise ShapeError(
            f"slides windows that reach over {shape_text(windows.reach)} pixels, "
            f"but the image with its padding has {shape_text(windows.padded)}"
        )
    return windows.counts


def check_lengths(name: str, lengths: Shape, least: int) -> None:
    """Raise `SettingError` unless there are a height and a width, each `least` to 64."""
    if len(lengths) != 2 or not all(least <= length <= LARGEST for length in lengths):
        found = shape_text(lengths) if lengths else "nothing"
        raise SettingError(f"has a {name} of {found}, expected a height and a width, each {least} to {LARGEST}")


def emit_windows(site: Site, windows: Windows, axes: str, outside: float = 0.0) -> Operand:
    """Emit X, all windows of the input laid side by side in the order of `axes`; padding holds the number `outside`."""
    x = site.input()
    frame, calls = x.array, []
    operands = {"x": x}
    if any(windows.padding):
        frame = site.scratch((*x.array.shape[:2], *windows.padded))
        frame.fill(outside)
        calls.append(partial(np.copyto, windows.inside(frame), x.array))
        operands["outside"] = site.helper("0" if outside == 0 else "−∞", site.constant(outside), like=x)
    laid = windows.over(frame).transpose([AXES.index(axis) for axis in axes])
    result = site.new("windows", laid.shape[1:])
    line = Line(
        f"{{X}} = windows({{x}}, {shape_text(windows.size)})",
        {"X": result, **operands},
        note="each window of the image, laid beside the others: what the next line reads at once",
        source=partial(_read_at, windows, axes),
    )
    site.emit(result, line, *calls, partial(np.copyto, result.array, laid))
    return result


def _read_at(windows: Windows, axes: str, index: Index) -> tuple[str, Index]:
    """The pixel that element `index` of X was copied from."""
    sample, channel, row, column, down, across = (index[axes.index(axis)] for axis in AXES)
    pixel = windows.pixel((row, column), (down, across))
    return ("outside", ()) if pixel is None else ("x", (sample, channel, *pixel))


def collected(values: Array, places: Array, own: Array, below: Array) -> tuple[Call, ...]:
    """below = for each pixel the sum of `values` (samples, …, 0) at its `places`, (readers, channels, height, width).

    One gather into the buffer `own` (samples, *places.shape) and one sum are quicker than an addition for each place in
    a window.
    """
    single = len(places) == 1
    gather = partial(values.take, places, 1, below[:, None] if single else own, "clip")
    return (gather,) if single else (gather, partial(np.add.reduce, own, 1, None, below))
