"""Activation functions g: value and slope of each side by side, and the Activation block that applies one by itself.

`apply` writes a = g(z), `slope` writes g′(z); δz = δa ⊙ g′(z) then uses that very array. Softmax mixes its elements, so
it brings its own backward rule, the Jacobian product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Call, Factor, Operand, Terms
from playground.engine.operations.operation import Line, Operation, Shape, Site

Calls = tuple[Call, ...]


@dataclass(frozen=True)
class ActivationFunction:
    """g with its slope. Formulas use {z} and {a}; an elementwise g has `slope`, any other its own `pull_back`."""

    key: str
    title: str
    formula: str
    slope_formula: str
    apply: Callable[[Site, Array, Array], Calls]
    slope: Callable[[Site, Array, Array, Array], Calls] | None
    expanded: str = ""  # the formula without a name for the function


LEAK = 0.01  # slope of leaky ReLU for z < 0


def _identity(_site: Site, z: Array, a: Array) -> Calls:
    return () if a is z else (partial(np.copyto, a, z),)


def _identity_slope(site: Site, _z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.copyto, out, site.constant(1)),)


def _relu(site: Site, z: Array, a: Array) -> Calls:
    return (_larger(z, site.constant(0), a),)


def _larger(one: Array, other: Array, out: Array) -> Call:
    """out = max(one, other). Complex numbers, met in the gradient check alone, are ordered by their real parts."""
    return partial(_larger_real_part if np.iscomplexobj(out) else np.maximum, one, other, out=out)


def _larger_real_part(one: Array, other: Array, *, out: Array) -> None:
    """A tie takes `other`, whose slope is the one that `slope` writes at a kink."""
    np.copyto(out, np.where(one.real > other.real, one, other))


def _relu_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.greater, z, site.constant(0), out),)


def _leaky_relu(site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.multiply, z, site.constant(LEAK), a), _larger(z, a, a))


def _leaky_relu_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.greater, z, site.constant(0), out), partial(np.maximum, out, site.constant(LEAK), out=out))


def _tanh(_site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.tanh, z, a),)


def _tanh_slope(site: Site, _z: Array, a: Array, out: Array) -> Calls:
    return (partial(np.multiply, a, a, out), partial(np.subtract, site.constant(1), out, out))


def sigmoid_calls(site: Site, z: Array, a: Array) -> Calls:
    """a = 1 / (1 + e⁻ᶻ), −z held below where e⁻ᶻ would overflow: a is 0 to rounding long before."""
    one, largest = site.constant(1), site.constant(float(np.log(np.finfo(a.dtype).max)) - 1)
    return (
        partial(np.negative, z, a),
        partial(np.minimum, a, largest, out=a),
        partial(np.exp, a, a),
        partial(np.add, a, one, a),
        partial(np.divide, one, a, a),
    )


def _sigmoid_slope(_site: Site, _z: Array, a: Array, out: Array) -> Calls:
    return (partial(np.multiply, a, a, out), partial(np.subtract, a, out, out))


def softmax_calls(site: Site, z: Array, a: Array) -> Calls:
    """a = eᶻ / Σ eᶻ along the last axis, shifted by the largest z so that nothing overflows."""
    column = site.scratch((*z.shape[:-1], 1))
    return (
        partial(np.maximum.reduce, z, -1, None, column, True),
        partial(np.subtract, z, column, a),
        partial(np.exp, a, a),
        partial(np.add.reduce, a, -1, None, column, True),
        partial(np.divide, a, column, a),
    )


_TABLE = (
    ActivationFunction("identity", "Identity", "{z}", "1", _identity, _identity_slope),
    ActivationFunction("relu", "ReLU", "max(0, {z})", "[{z} > 0]", _relu, _relu_slope),
    ActivationFunction(
        "leaky_relu", "Leaky ReLU", "max(0.01 {z}, {z})", "([{z} > 0] or 0.01)", _leaky_relu, _leaky_relu_slope
    ),
    ActivationFunction("tanh", "tanh", "tanh({z})", "(1 − {a}²)", _tanh, _tanh_slope),
    ActivationFunction(
        "sigmoid", "Sigmoid", "σ({z})", "{a} (1 − {a})", sigmoid_calls, _sigmoid_slope, "<1|1 + e^−{z}>"
    ),
    ActivationFunction("softmax", "Softmax", "softmax({z})", "", softmax_calls, None, "<e^{z}|Σ[e^{z}]>"),
)

ACTIVATIONS: Mapping[str, ActivationFunction] = {function.key: function for function in _TABLE}


def check_activation(key: str) -> None:
    """Raise `SettingError` unless the catalogue lists `key`."""
    if key not in ACTIVATIONS:
        raise SettingError(f"has the unknown activation function {key!r}; known are {', '.join(ACTIVATIONS)}")


def emit_apply(site: Site, function: ActivationFunction, z: Operand) -> None:
    """Emit a = g(z). The identity copies nothing: a is then another name for z."""
    a = site.new("activation", alias=z if function.key == "identity" else None)
    line = Line(
        f"{{a}} = {function.formula}",
        {"a": a, "z": z},
        note=f"{function.title} of each value",
        expanded=f"{{a}} = {function.expanded}" if function.expanded else "",
    )
    site.emit(a, line, *function.apply(site, z.array, a.array))


def emit_pull_back(site: Site, function: ActivationFunction, z: Operand, dz: Operand) -> None:
    """Emit δz from δa, where z is the argument of g and dz its gradient."""
    rule = _softmax_pull_back if function.slope is None else _elementwise_pull_back
    rule(site, function, z, dz)


def _elementwise_pull_back(site: Site, function: ActivationFunction, z: Operand, dz: Operand) -> None:
    da, a = site.output_gradient(), site.value("activation")
    if function.key == "identity":
        calls = () if dz.array is da.array else (partial(np.copyto, dz.array, da.array),)
        line = Line("{dz} = {da}", {"dz": dz, "da": da}, note="the slope of the identity is 1")
        site.emit(dz, line, *calls)
        return
    slope = site.helper(f"g′({z.label})", site.scratch(z.array.shape), like=z)
    line = Line(
        "{dz} = {da} ⊙ {slope}",
        {"dz": dz, "da": da, "slope": slope, "z": z, "a": a},
        note=f"the gradient reaching the activation, times the slope of {function.title} where it stands",
        terms=Terms("nu", ((Factor("da", "nu"), Factor("slope", "nu")),)) if z.array.ndim == 2 else None,
        expanded=f"{{dz}} = {{da}} × {function.slope_formula}",
    )
    assert function.slope is not None
    site.emit(
        dz,
        line,
        *function.slope(site, z.array, a.array, slope.array),
        partial(np.multiply, da.array, slope.array, dz.array),
    )


def _softmax_pull_back(site: Site, _function: ActivationFunction, _z: Operand, dz: Operand) -> None:
    da, a = site.output_gradient(), site.value("activation")
    column = site.scratch((*dz.array.shape[:-1], 1))
    line = Line(
        "{dz} = {a} ⊙ ({da} − Σ[{da} {a}])",
        {"dz": dz, "da": da, "a": a},
        note="softmax's Jacobian diag(a) − a aᵀ applied to the gradient",
    )
    site.emit(
        dz,
        line,
        partial(np.multiply, da.array, a.array, dz.array),
        partial(np.add.reduce, dz.array, -1, None, column, True),
        partial(np.subtract, da.array, column, dz.array),
        partial(np.multiply, dz.array, a.array, dz.array),
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
