"""Sums and means along an axis, and the scaling of every value by one number.

An axis that is summed over is gone afterwards; of a vector a single number is left, of shape (1,). The names and
conventions are NumPy's (Harris et al., Array programming with NumPy, 2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Factor, Index, Operand, Terms
from playground.engine.operations.axes import axis_letters, check_axis, counted_axis
from playground.engine.operations.operation import Line, Operation, Shape, Site

_SINGLE = "z"  # the letter of the one place that is left of a vector


@dataclass(frozen=True)
class Scale(Operation):
    """a = c x, with a constant c such as the 1/√d of attention (Vaswani et al., 2017)."""

    kind: ClassVar[str] = "scale"
    title: ClassVar[str] = "Scale"
    group: ClassVar[str] = "Number"
    summary: ClassVar[str] = "a = c x, every value times one constant"

    factor: float = 0.5

    def check_settings(self) -> None:
        """Raise `SettingError` unless the factor is finite."""
        if not isfinite(self.factor):
            raise SettingError(f"has the factor {self.factor}, expected a finite number")

    def forward(self, site: Site) -> None:
        """Emit c x."""
        self._emit(site, site.new("activation"), site.input(), "every value times the same constant")

    def backward(self, site: Site) -> None:
        """Emit c δa."""
        self._emit(site, site.input_gradient(), site.output_gradient(), "the slope is the constant itself")

    def _emit(self, site: Site, result: Operand, x: Operand, note: str) -> None:
        factor = site.helper(f"{self.factor:.4g}".replace("-", "−"), site.constant(self.factor), like=x)
        axes = axis_letters(x.array)
        line = Line(
            "{out} = {c} {x}",
            {"c": factor, "x": x},
            note=note,
            terms=Terms(axes, ((Factor("c", ""), Factor("x", axes)),)),
        )
        site.emit(result, line, partial(np.multiply, x.array, factor.array, result.array))


@dataclass(frozen=True)
class Reduction(Operation):
    """What sum and mean share: the axis, counted without the batch, and the shapes."""

    group: ClassVar[str] = "Reduce"

    axis: int = 0

    def check_settings(self) -> None:
        """Raise `SettingError` for an axis no sample can have."""
        check_axis(self.axis)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape without the axis, (1,) for a vector; `ShapeError` if the values have no such axis."""
        axis = counted_axis(self.axis, inputs[0])
        return (inputs[0][:axis] + inputs[0][axis + 1 :]) or (1,)

    def _axis(self, site: Site) -> int:
        """The axis in a batch."""
        return counted_axis(self.axis, site.input().array.shape[1:]) + 1

    def _letters(self, site: Site) -> tuple[str, str]:
        """The letters of the axes that arrive, and of those that are left."""
        arriving = axis_letters(site.input().array)
        left = arriving.replace(arriving[self._axis(site)], "")
        return arriving, left if len(left) > 1 else left + _SINGLE


@dataclass(frozen=True)
class Sum(Reduction):
    """a = Σᵢ xᵢ along an axis."""

    kind: ClassVar[str] = "sum"
    title: ClassVar[str] = "Sum"
    summary: ClassVar[str] = "a = Σ x along an axis"

    def forward(self, site: Site) -> None:
        """Emit the sum."""
        x, a, axis = site.input(), site.new("activation"), self._axis(site)
        arriving, left = self._letters(site)
        line = Line(
            "{a} = Σᵢ {x}",
            {"a": a, "x": x},
            note=f"the values along axis {axis - 1} add up",
            terms=Terms(left, ((Factor("x", arriving),),)),
        )
        site.emit(a, line, partial(np.add.reduce, x.array, axis, None, a.array, x.array.ndim == 2))

    def backward(self, site: Site) -> None:
        """Emit δa for every value of the sum."""
        da, below, axis = site.output_gradient(), site.input_gradient(), self._axis(site)
        line = Line(
            "{out} = {da}",
            {"da": da},
            note="each value of a sum gets the gradient of the sum",
            source=partial(_without_axis, axis, da.array.ndim == below.array.ndim),
        )
        site.emit(below, line, partial(np.copyto, below.array, _spread(da.array, below.array, axis)))


@dataclass(frozen=True)
class Mean(Reduction):
    """a = 1/count Σᵢ xᵢ along an axis."""

    kind: ClassVar[str] = "mean"
    title: ClassVar[str] = "Mean"
    summary: ClassVar[str] = "a = the mean of x along an axis"

    def forward(self, site: Site) -> None:
        """Emit the mean."""
        x, a, axis = site.input(), site.new("activation"), self._axis(site)
        arriving, left = self._letters(site)
        count, share = self._share(site)
        line = Line(
            f"{{a}} = <1|{count}> Σᵢ {{x}}",
            {"a": a, "x": x, "share": share},
            note=f"the values along axis {axis - 1} add up, divided by their number",
            terms=Terms(left, ((Factor("share", ""), Factor("x", arriving)),)),
        )
        site.emit(
            a,
            line,
            partial(np.add.reduce, x.array, axis, None, a.array, x.array.ndim == 2),
            partial(np.multiply, a.array, share.array, a.array),
        )

    def backward(self, site: Site) -> None:
        """Emit δa / count for every value of the mean."""
        da, below, axis = site.output_gradient(), site.input_gradient(), self._axis(site)
        arriving, left = self._letters(site)
        count, share = self._share(site)
        line = Line(
            f"{{out}} = <1|{count}> {{da}}",
            {"da": da, "share": share},
            note="each value of a mean gets its share of the gradient",
            terms=Terms(arriving, ((Factor("share", ""), Factor("da", left)),)),
        )
        gradient = _spread(da.array, below.array, axis)
        site.emit(below, line, partial(np.multiply, gradient, share.array, below.array))

    def _share(self, site: Site) -> tuple[int, Operand]:
        x = site.input()
        count = x.array.shape[self._axis(site)]
        return count, site.helper(f"1/{count}", site.constant(1 / count), like=x)


def _spread(left: Array, arriving: Array, axis: int) -> Array:
    """The reduced values with the lost axis back, of length 1; a vector's has never gone."""
    return left if left.ndim == arriving.ndim else np.expand_dims(left, axis)


def _without_axis(axis: int, kept: bool, index: Index) -> tuple[str, Index]:
    """The place in δa of an element of the input's gradient."""
    return "da", (*index[:axis], *((0,) if kept else ()), *index[axis + 1 :])
