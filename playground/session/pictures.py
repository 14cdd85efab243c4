"""Pictures of how one number is made: arrays around a matrix, a window on an image, bars that add up, a touched curve.

They hold numbers of the program's own arrays and which of them make the explained one; how they are painted, and which
picture fits which line, is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from playground.engine.instruction import Array, Factor, Index, Operand, Ref
from playground.engine.quantities import Role
from playground.session.explanation import Reader
from playground.session.touched_curve import TouchedCurve

Cell = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Slab:
    """An operand, or a part of it, as (rows, columns); `element` tells which of its elements a cell shows."""

    operand: str
    symbol: str
    superscript: str
    role: Role
    values: Array
    lit: frozenset[Cell]
    element: Callable[[Cell], Index]
    ref: Ref | None  # where the operand can be followed to

    @property
    def label(self) -> str:
        """`δz⁽²⁾`."""
        return f"{self.symbol}{self.superscript}"


@dataclass(frozen=True, eq=False)
class Curve(TouchedCurve):
    """The function that a line applies, with a sentence; its slope is what blame is multiplied by."""

    caption: str


@dataclass(frozen=True)
class Bar:
    """One part of a whole; `ref` and `index` say where its number stands, if it is one of the program."""

    label: str
    value: float
    ref: Ref | None = None
    index: Index = ()


@dataclass(frozen=True, eq=False)
class Bars:
    """Parts side by side; with a `total` they add up to it, the engine's own number."""

    bars: tuple[Bar, ...]
    caption: str
    lit: int | None = None
    total: float | None = None
    total_label: str = ""


@dataclass(frozen=True, eq=False)
class Crossing:
    """A matrix with the vectors, or matrices, that meet in it; `shares` are the samples' parts of the lit number."""

    center: Slab
    caption: str
    above: Slab | None = None
    left: Slab | None = None
    right: Slab | None = None
    below: Slab | None = None
    shares: Bars | None = None


@dataclass(frozen=True, eq=False)
class Sight:
    """An image, the numbers laid on a part of it, and what this gives: side by side."""

    slabs: tuple[Slab, ...]
    caption: str


Picture = Curve | Bars | Crossing | Sight


@dataclass(frozen=True)
class Cut:
    """Which part of an operand is shown: letters that are `fixed` to a place, and those that run down and across."""

    fixed: Mapping[str, int]
    down: str = ""
    across: str = ""


def slab(reader: Reader, factor: Factor, cut: Cut, lit: frozenset[Cell] = frozenset()) -> Slab:
    """The part of an operand, `out` for the result, that a picture shows; its array is read, not copied."""
    operand = reader.instruction.operand(factor.operand)
    array = np.real(reader.result if factor.operand == "out" else reader.read(operand))
    sizes = dict(zip(factor.axes, array.shape, strict=True))
    places = tuple(cut.fixed.get(axis, slice(None)) for axis in factor.axes)
    left = [axis for axis in factor.axes if axis not in cut.fixed]
    laid = array[places].transpose([left.index(axis) for axis in cut.down + cut.across])
    down, across = (tuple(sizes[axis] for axis in axes) for axes in (cut.down, cut.across))

    def element(cell: Cell) -> Index:
        at = dict(cut.fixed)
        for number, axes, shape in zip(cell, (cut.down, cut.across), (down, across), strict=True):
            at.update(zip(axes, map(int, np.unravel_index(number, shape)) if shape else (), strict=True))
        return tuple(at[axis] for axis in factor.axes)

    values = laid.reshape(prod(down), prod(across))
    return Slab(factor.operand, *_names(operand), values, lit, element, operand.ref)


def _names(operand: Operand) -> tuple[str, str, Role]:
    above, _arrow, _consumer = operand.superscript.partition("←")
    return operand.symbol, above, operand.role
