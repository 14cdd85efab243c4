"""Where the numbers of a computational graph come from, apart from its inputs: constants and learned numbers.

Neither has an input port. A constant stays what it is, a parameter learns like any weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Factor, Terms
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site


def number_text(number: float) -> str:
    """A number as a formula writes it, exactly: `2`, `0.5`, `−1e-07`."""
    text = f"{number:.0f}" if number == round(number) and abs(number) < 1e16 else repr(number)
    return f"−{text[1:]}" if text.startswith("-") else text


@dataclass(frozen=True)
class Number(Operation):
    """What both share: one number, (1,) for every sample, and no input."""

    group: ClassVar[str] = "Number"

    value: float = 1.0

    @property
    def ports(self) -> tuple[str, ...]:
        """No wire leads into a number."""
        return ()

    def check_settings(self) -> None:
        """Raise `SettingError` unless the value is finite."""
        if not isfinite(self.value):
            raise SettingError(f"has the value {self.value}, expected a finite number")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(1,)"""
        return (1,)


@dataclass(frozen=True)
class Constant(Number):
    """a = c, a fixed number: no gradient changes it."""

    kind: ClassVar[str] = "constant"
    title: ClassVar[str] = "Constant"
    summary: ClassVar[str] = "a = c, a number that stays as it is"

    def forward(self, site: Site) -> None:
        """Emit a = c."""
        a = site.new("activation")
        line = Line(f"{{a}} = {number_text(self.value)}", {"a": a}, note="a constant of the graph")
        site.emit(a, line, partial(np.copyto, a.array, site.constant(self.value)))

    def backward(self, site: Site) -> None:
        """Nothing lies below a constant."""


@dataclass(frozen=True)
class Parameter(Number):
    """a = θ, a learned number that begins at `value`; ∂L/∂θ is the sum of δa over the batch."""

    kind: ClassVar[str] = "parameter"
    title: ClassVar[str] = "Parameter"
    summary: ClassVar[str] = "a = θ, a number that learns"

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """θ: (1,), which begins at `value`."""
        return (ParameterSpec("value", (1,), "constant", scale=self.value),)

    def forward(self, site: Site) -> None:
        """Emit a = θ, the same number for every sample."""
        a, value = site.new("activation"), site.parameter("value")
        line = Line(
            "{a} = θ",
            {"a": a, "w": value},
            note="the learned number enters the graph",
            terms=Terms("nu", ((Factor("w", "u"),),)),
        )
        site.emit(a, line, partial(np.copyto, a.array, value.array))

    def backward(self, site: Site) -> None:
        """Emit ∂L/∂θ."""
        da, gradient = site.output_gradient(), site.gradient("value")
        line = Line(
            "{gw} = {da}",
            {"gw": gradient, "da": da},
            batch="{gw} = Σₙ {da}",
            note="the learned number moves the value one to one; over a batch the samples add up",
            terms=Terms("u", ((Factor("da", "nu"),),)),
        )
        site.emit(gradient, line, partial(np.add.reduce, da.array, 0, None, gradient.array))
