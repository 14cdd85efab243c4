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
from playground.engine.operations.axes import MAX_AXES
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
