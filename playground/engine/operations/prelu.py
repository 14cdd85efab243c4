"""The rectifier that learns its slope: a = max(0, x) + s min(0, x).

Source: He et al., Delving deep into rectifiers, 2015; PyTorch's PReLU is the same, with slopes along its channels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Factor, Operand, Terms
from playground.engine.operations.axes import axis_letters, check_axis, counted_axis
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site
from playground.engine.operations.real_order import larger, smaller

_SINGLE = "z"  # the letter of a slope that is the same for all


@dataclass(frozen=True)
class PReLU(Operation):
    """a = max(0, x) + s min(0, x), at 0 with the slope s; an s for each place of an axis (0: unit, channel), or one."""

    kind: ClassVar[str] = "prelu"
    title: ClassVar[str] = "PReLU"
    group: ClassVar[str] = "Basic"
    summary: ClassVar[str] = "a = max(0, x) + s min(0, x), with learned slopes s"

    slope: float = 0.25
    per_unit: bool = True
    axis: int = 0

    def check_settings(self) -> None:
        """Raise `SettingError` unless the first slope is finite and some sample can have the axis."""
        if not isfinite(self.slope):
            raise SettingError(f"begins with the slope {self.slope}, expected a finite number")
        check_axis(self.axis)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape that arrives; `ShapeError` if it lacks the axis that the slopes belong to."""
        if self.per_unit:
            counted_axis(self.axis, inputs[0])
        return inputs[0]

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """s: one number for each place of the axis, or a single one."""
        count = inputs[0][counted_axis(self.axis, inputs[0])] if self.per_unit else 1
        return (ParameterSpec("slopes", (count,), "constant", self.slope),)

    def forward(self, site: Site) -> None:
        """Emit a = max(0, x) + s min(0, x)."""
        x, a, s = site.input(), site.new("activation"), site.parameter("slopes")
        zero, above, below = site.constant(0), site.scratch(x.array.shape), site.scratch(x.array.shape)
        letters = axis_letters(x.array)
        line = Line(
            "{a} = {above} + {s} ⊙ {below}",
            {"a": a, "s": s, "x": x, **_halves(site, x, above, below)},
            note="positive values pass, negative ones times a slope that is learned",
            terms=Terms(
                letters, ((Factor("above", letters),), (Factor("s", self._letter(letters)), Factor("below", letters)))
            ),
        )
        site.emit(
            a,
            line,
            larger(x.array, zero, above),
            smaller(zero, x.array, below),
            partial(np.multiply, below, self._spread(s.array, x.array), a.array),
            partial(np.add, above, a.array, a.array),
        )

    def backward(self, site: Site) -> None:
        """Emit ∂L/∂s and the contribution to the block below."""
        self._slopes_gradient(site)
        self._input_gradient(site)

    def _slopes_gradient(self, site: Site) -> None:
        x, da, gradient = site.input(), site.output_gradient(), site.gradient("slopes")
        above, below = site.scratch(x.array.shape), site.scratch(x.array.shape)
        letters, letter = axis_letters(x.array), self._letter(axis_letters(x.array))
        summed = tuple(place for place, each in enumerate(letters) if each != letter)
        out = gradient.array if self.per_unit else gradient.array.reshape(())
        line = Line(
            "{gs} = Σ {da} ⊙ {below}",
            {"gs": gradient, "da": da, **_halves(site, x, above, below)},
            note="a slope is felt where its values are negative, in proportion to them",
            terms=Terms(letter, ((Factor("da", letters), Factor("below", letters)),)),
        )
        site.emit(
            gradient,
            line,
            smaller(site.constant(0), x.array, below),
            partial(np.multiply, da.array, below, above),
            partial(np.add.reduce, above, summed, None, out),
        )

    def _input_gradient(self, site: Site) -> None:
        x, da, s, result = site.input(), site.output_gradient(), site.parameter("slopes"), site.input_gradient()
        slope, negative = site.scratch(x.array.shape), site.scratch(x.array.shape)
        zero, letters = site.constant(0), axis_letters(x.array)
        line = Line(
            "{out} = {da} ⊙ {slope}",
            {"da": da, "slope": site.helper(f"g′({x.label})", slope, like=x)},
            note="the gradient passes where the value is positive; elsewhere it is multiplied by the learned slope",
            terms=Terms(letters, ((Factor("da", letters), Factor("slope", letters)),)),
        )
        site.emit(
            result,
            line,
            partial(np.less_equal, x.array, zero, negative),
            partial(np.multiply, negative, self._spread(s.array, x.array), negative),
            partial(np.greater, x.array, zero, slope),
            partial(np.add, slope, negative, slope),
            partial(np.multiply, da.array, slope, result.array),
        )

    def _letter(self, letters: str) -> str:
        """The letter of the slopes' only axis."""
        return letters[1:][self.axis] if self.per_unit else _SINGLE

    def _spread(self, slopes: Array, values: Array) -> Array:
        """The slopes as a view that meets the values along their axis."""
        shape = [1] * values.ndim
        if self.per_unit:
            shape[counted_axis(self.axis, values.shape[1:]) + 1] = -1
        return slopes.reshape(shape)


def _halves(site: Site, x: Operand, above: Array, below: Array) -> dict[str, Operand]:
    """max(0, x) and min(0, x) as operands of a formula."""
    return {
        "above": site.helper(f"max(0, {x.label})", above, like=x),
        "below": site.helper(f"min(0, {x.label})", below, like=x),
    }
