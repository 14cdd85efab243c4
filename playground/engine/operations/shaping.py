"""Blocks that only move numbers: the same values in another shape, another order, or a part of them.

Each copies, forward and backward, so that every value has a buffer of its own and no gradient is written twice. The
names and conventions are NumPy's (Harris et al., Array programming with NumPy, 2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import prod
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Index
from playground.engine.operations.axes import MAX_AXES, check_axis, counted_axis, part_of, part_text
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text

LONGEST_AXIS = 65_536


@dataclass(frozen=True)
class Flatten(Operation):
    """a = flatten(x): all values of a sample in one vector, the last axis running fastest."""

    kind: ClassVar[str] = "flatten"
    title: ClassVar[str] = "Flatten"
    group: ClassVar[str] = "Shape"
    summary: ClassVar[str] = "all values of a sample in one vector"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(number of values,)"""
        return (prod(inputs[0]),)

    def forward(self, site: Site) -> None:
        """Emit the vector."""
        _emit_reshaped(site, "flatten({x})", "all values of the sample, one after another")

    def backward(self, site: Site) -> None:
        """Emit δa in the shape of the input."""
        _emit_reshaped_back(site)


@dataclass(frozen=True)
class Reshape(Operation):
    """a = reshape(x): the same values in the same order, the last axis running fastest; one length may be −1."""

    kind: ClassVar[str] = "reshape"
    title: ClassVar[str] = "Reshape"
    group: ClassVar[str] = "Shape"
    summary: ClassVar[str] = "the same values in another shape, e.g. an image or a sequence"

    shape: tuple[int, ...] = (-1, 1)

    def check_settings(self) -> None:
        """Raise `SettingError` unless there are 1 to 6 lengths, each 1 to 65,536, at most one of them −1."""
        if not 1 <= len(self.shape) <= MAX_AXES:
            raise SettingError(f"has a shape of {len(self.shape)} axes, expected 1 to {MAX_AXES}")
        for length in self.shape:
            if length != -1 and not 1 <= length <= LONGEST_AXIS:
                raise SettingError(
                    f"has an axis of length {length}, expected 1 to {LONGEST_AXIS:,}, or -1 for the rest"
                )
        if self.shape.count(-1) > 1:
            raise SettingError("leaves the length of more than one axis open; only one can be -1")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The chosen shape, −1 replaced by what is left; `ShapeError` unless it holds as many values as arrive."""
        arriving, known = prod(inputs[0]), prod(length for length in self.shape if length != -1)
        if -1 not in self.shape and known != arriving:
            raise ShapeError(
                f"makes {shape_text(self.shape)} = {known} values of the {arriving} that arrive; "
                "choose a shape with as many"
            )
        if arriving % known:
            raise ShapeError(f"cannot share out the {arriving} values that arrive in parts of {known}")
        return tuple(arriving // known if length == -1 else length for length in self.shape)

    def forward(self, site: Site) -> None:
        """Emit the values in their new shape."""
        shape = shape_text(site.output_shape)
        _emit_reshaped(site, f"reshape({{x}}, {shape})", f"the same values in the same order, as {shape}")

    def backward(self, site: Site) -> None:
        """Emit δa in the shape of the input."""
        _emit_reshaped_back(site)


@dataclass(frozen=True)
class Transpose(Operation):
    """a = xᵀ: the axes in another order, so that axis j of the result is axis `axes[j]` of what arrives."""

    kind: ClassVar[str] = "transpose"
    title: ClassVar[str] = "Transpose"
    group: ClassVar[str] = "Shape"
    summary: ClassVar[str] = "a = xᵀ, the axes in another order"

    axes: tuple[int, ...] = (1, 0)

    def check_settings(self) -> None:
        """Raise `SettingError` unless each of 2 to 6 axes is named once."""
        if not 2 <= len(self.axes) <= MAX_AXES or sorted(self.axes) != list(range(len(self.axes))):
            raise SettingError(
                f"has the axes {_listed(self.axes)}, expected each of 0, 1, … once, 2 to {MAX_AXES} of them"
            )

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The lengths in their new order; `ShapeError` for another number of axes."""
        if len(inputs[0]) != len(self.axes):
            raise ShapeError(
                f"orders {len(self.axes)} axes, but values of shape {shape_text(inputs[0])} arrive; name as many axes"
            )
        return tuple(inputs[0][axis] for axis in self.axes)

    def forward(self, site: Site) -> None:
        """Emit xᵀ."""
        x, a = site.input(), site.new("activation")
        line = Line(
            "{a} = {x.T}" if len(self.axes) == 2 else f"{{a}} = transpose({{x}}, axes {_listed(self.axes)})",
            {"a": a, "x": x},
            note="the same values, their axes in another order",
            source=partial(_reordered, "x", self._back),
        )
        site.emit(a, line, partial(np.copyto, a.array, x.array.transpose(self._whole)))

    def backward(self, site: Site) -> None:
        """Emit δa with its axes in the old order."""
        da, below = site.output_gradient(), site.input_gradient()
        back = tuple(axis - 1 for axis in self._back[1:])
        line = Line(
            "{out} = {da.T}" if len(back) == 2 else f"{{out}} = transpose({{da}}, axes {_listed(back)})",
            {"da": da},
            note="each gradient goes back to the place its value came from",
            source=partial(_reordered, "da", self._whole),
        )
        site.emit(below, line, partial(np.copyto, below.array, da.array.transpose(self._back)))

    @property
    def _whole(self) -> tuple[int, ...]:
        """The order with the batch axis before it."""
        return (0, *(axis + 1 for axis in self.axes))

    @property
    def _back(self) -> tuple[int, ...]:
        """The order that undoes it, with the batch axis before it."""
        return tuple(map(int, np.argsort(self._whole)))


@dataclass(frozen=True)
class Slice(Operation):
    """a = x[start … stop]: a part of an axis, places counted from 0, `stop` itself left out."""

    kind: ClassVar[str] = "slice"
    title: ClassVar[str] = "Slice"
    group: ClassVar[str] = "Shape"
    summary: ClassVar[str] = "a part of an axis, e.g. the first step of a sequence"

    axis: int = 0
    start: int = 0
    stop: int = 1

    def check_settings(self) -> None:
        """Raise `SettingError` unless 0 ≤ start < stop and some sample can have the axis."""
        check_axis(self.axis)
        if not 0 <= self.start < self.stop:
            raise SettingError(f"keeps places {self.start} to {self.stop}, expected 0 ≤ start < stop")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape with stop − start places along the axis; `ShapeError` if it is shorter than `stop`."""
        axis = counted_axis(self.axis, inputs[0])
        if self.stop > inputs[0][axis]:
            found = f"{inputs[0][axis]} places along axis {axis} of {shape_text(inputs[0])}"
            raise ShapeError(f"stops at place {self.stop}, but only {found} arrive")
        return (*inputs[0][:axis], self.stop - self.start, *inputs[0][axis + 1 :])

    def forward(self, site: Site) -> None:
        """Emit the part."""
        x, a, axis = site.input(), site.new("activation"), self._counted_axis(site)
        line = Line(
            f"{{a}} = {{x}}{part_text(axis, self._part)}",
            {"a": a, "x": x},
            note="a part of the values, unchanged",
            source=partial(_inside, axis + 1, self.start),
        )
        site.emit(a, line, partial(np.copyto, a.array, part_of(x.array, axis, self._part)))

    def backward(self, site: Site) -> None:
        """Emit δa in its place, and zero for what was left out."""
        da, below, axis = site.output_gradient(), site.input_gradient(), self._counted_axis(site)
        zero = site.helper("0", site.constant(0), like=da)
        line = Line(
            f"{{out}} = {self._padded(below.array.shape[axis + 1])}",
            {"da": da, "zero": zero},
            note="the kept values take their gradients back; what was left out reaches the loss by no path here",
            source=partial(_outside, axis + 1, self._part),
        )
        part = part_of(below.array, axis, self._part)
        site.emit(below, line, partial(np.copyto, below.array, zero.array), partial(np.copyto, part, da.array))

    def _padded(self, length: int) -> str:
        """δa with zeros on the sides where something was left out."""
        parts = ["{zero}"] * (self.start > 0) + ["{da}"] + ["{zero}"] * (self.stop < length)
        return f"({'; '.join(parts)})" if len(parts) > 1 else parts[0]

    def _counted_axis(self, site: Site) -> int:
        return counted_axis(self.axis, site.output_shape)

    @property
    def _part(self) -> slice:
        return slice(self.start, self.stop)


def _emit_reshaped(site: Site, formula: str, note: str) -> None:
    x, a = site.input(), site.new("activation")
    line = Line(
        f"{{a}} = {formula}", {"a": a, "x": x}, note=note, source=partial(_place, "x", a.array.shape, x.array.shape)
    )
    site.emit(a, line, partial(np.copyto, a.array.reshape(x.array.shape, copy=False), x.array))


def _emit_reshaped_back(site: Site) -> None:
    da, below = site.output_gradient(), site.input_gradient()
    line = Line(
        f"{{out}} = reshape({{da}}, {shape_text(below.array.shape[1:])})",
        {"da": da},
        note="each gradient goes back to the place its value came from",
        source=partial(_place, "da", below.array.shape, da.array.shape),
    )
    site.emit(below, line, partial(np.copyto, below.array.reshape(da.array.shape, copy=False), da.array))


def _place(operand: str, shape: Shape, other: Shape, index: Index) -> tuple[str, Index]:
    """The place in `other` of element `index` of `shape`: as many values come before it."""
    before = np.ravel_multi_index(index, shape)
    return operand, tuple(map(int, np.unravel_index(before, other)))


def _reordered(operand: str, order: tuple[int, ...], index: Index) -> tuple[str, Index]:
    """The place of an element before its axes were brought into another order; `order` is the way back."""
    return operand, tuple(index[axis] for axis in order)


def _inside(axis: int, start: int, index: Index) -> tuple[str, Index]:
    """The place in the whole of an element of the part that begins at `start`."""
    return "x", (*index[:axis], index[axis] + start, *index[axis + 1 :])


def _outside(axis: int, part: slice, index: Index) -> tuple[str, Index]:
    """The place in δa of an element of the whole; a zero for what was left out."""
    if not part.start <= index[axis] < part.stop:
        return "zero", ()
    return "da", (*index[:axis], index[axis] - part.start, *index[axis + 1 :])


def _listed(axes: tuple[int, ...]) -> str:
    return ", ".join(map(str, axes))
