"""The table of activation functions, how a block emits a = g(z) and δz = δa ⊙ g′(z), and the Activation block.

The functions themselves, value and slope side by side, stand in `piecewise`, `smooth`, `gated` and `softmax`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Factor, Operand, Terms
from playground.engine.operations.activation_function import ActivationFunction
from playground.engine.operations.axes import axis_letters
from playground.engine.operations.gated import GATED
from playground.engine.operations.operation import Line, Operation, Shape, Site
from playground.engine.operations.piecewise import PIECEWISE
from playground.engine.operations.smooth import SMOOTH
from playground.engine.operations.softmax import SOFTMAXES

ACTIVATIONS: Mapping[str, ActivationFunction] = {
    function.key: function for function in (*PIECEWISE, *SMOOTH, *GATED, *SOFTMAXES)
}


def check_activation(key: str) -> None:
    """Raise `SettingError` unless the catalogue lists `key`."""
    if key not in ACTIVATIONS:
        raise SettingError(f"has the unknown activation function {key!r}; known are {', '.join(ACTIVATIONS)}")


def emit_apply(site: Site, function: ActivationFunction, z: Operand) -> None:
    """Emit a = g(z). The identity copies nothing: a is then another name for z."""
    a = site.new("activation", alias=z if function.key == "identity" else None)
    site.emit(a, partial(_apply_line, function, a, z), *function.apply(site, z.array, a.array))


def _apply_line(function: ActivationFunction, a: Operand, z: Operand) -> Line:
    return Line(
        f"{{a}} = {function.formula}",
        {"a": a, "z": z},
        note=_with_remark(f"{function.title} of {'each value' if function.slope else 'the values together'}", function),
        expanded=f"{{a}} = {function.expanded}" if function.expanded else "",
    )


def emit_pull_back(site: Site, function: ActivationFunction, z: Operand, dz: Operand) -> None:
    """Emit δz from δa, where z is the argument of g and dz its gradient."""
    if function.key == "identity":
        _pass_on(site, dz)
    elif function.pull_back is None:
        _elementwise_pull_back(site, function, z, dz)
    else:
        function.pull_back(site, z, dz)


def emit_pre_activation_gradient(site: Site, activation: str) -> Operand:
    """Emit δz of a block that ends in a = g(z) with the activation of that key; the identity's δz is δa itself."""
    alias = site.output_gradient() if activation == "identity" else None
    dz = site.new("grad_pre_activation", alias=alias)
    emit_pull_back(site, ACTIVATIONS[activation], site.value("pre_activation"), dz)
    return dz


def _with_remark(note: str, function: ActivationFunction) -> str:
    return f"{note}; {function.remark}" if function.remark else note


def _pass_on(site: Site, dz: Operand) -> None:
    da = site.output_gradient()
    calls = () if dz.array is da.array else (partial(np.copyto, dz.array, da.array),)
    site.emit(dz, Line("{dz} = {da}", {"dz": dz, "da": da}, note="the slope of the identity is 1"), *calls)


def _elementwise_pull_back(site: Site, function: ActivationFunction, z: Operand, dz: Operand) -> None:
    slope = site.scratch(z.array.shape)
    assert function.slope is not None
    site.emit(
        dz,
        partial(_pull_back_line, site, function, z, dz, slope),
        *function.slope(site, z.array, site.value("activation").array, slope),
        partial(np.multiply, site.output_gradient().array, slope, dz.array),
    )


def _pull_back_line(site: Site, function: ActivationFunction, z: Operand, dz: Operand, slope: Array) -> Line:
    da, a, axes = site.output_gradient(), site.value("activation"), axis_letters(slope)
    return Line(
        "{dz} = {da} ⊙ {slope}",
        {"dz": dz, "da": da, "slope": site.helper(f"g′({z.label})", slope, like=z), "z": z, "a": a},
        note=_with_remark(
            f"the gradient reaching the activation, times the slope of {function.title} where it stands", function
        ),
        terms=Terms(axes, ((Factor("da", axes), Factor("slope", axes)),)),
        expanded=f"{{dz}} = {{da}} × {function.slope_formula}",
    )


@dataclass(frozen=True)
class Activation(Operation):
    """a = g(x) on each value that arrives; source of the formulas: Goodfellow et al., Deep Learning, chapter 6."""

    kind: ClassVar[str] = "activation"
    title: ClassVar[str] = "Activation"
    group: ClassVar[str] = "Basic"
    summary: ClassVar[str] = "a = g(x), one function of each value"

    function: str = "relu"

    def check_settings(self) -> None:
        """Raise `SettingError` for an unknown function."""
        check_activation(self.function)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape that arrives."""
        return inputs[0]

    def forward(self, site: Site) -> None:
        """Emit a = g(x)."""
        emit_apply(site, ACTIVATIONS[self.function], site.input())

    def backward(self, site: Site) -> None:
        """Emit the contribution δa ⊙ g′(x) to the block below."""
        emit_pull_back(site, ACTIVATIONS[self.function], site.input(), site.input_gradient())
