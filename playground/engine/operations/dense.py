"""The dense layer z = W a + b, a = g(z): W of shape (units, inputs), samples as rows of a batch.

Of values with more axes, such as a sequence, each vector along the last axis is a row of its own.
Source: Goodfellow et al., Deep Learning, section 6.5; the notation is that of Nielsen's four equations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.initializers import check_initializer
from playground.engine.instruction import Array, Call, Factor, Operand, Part, Terms
from playground.engine.operations.activations import (
    ACTIVATIONS,
    check_activation,
    emit_apply,
    emit_pre_activation_gradient,
)
from playground.engine.operations.axes import axis_letters
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site

MAX_UNITS = 65_536
LARGE = 32_768  # weights
FEWEST_ROWS, MOST_ROWS = 32, 128  # of a part of a large gradient; in between as many as there are samples


def check_units(units: int) -> None:
    """Raise `SettingError` unless 1 ≤ units ≤ 65,536."""
    if not 1 <= units <= MAX_UNITS:
        raise SettingError(f"has {units} units, expected 1 to {MAX_UNITS:,}")


@dataclass(frozen=True)
class Dense(Operation):
    """Every unit sees every input along the last axis: z = W a + b, then a = g(z)."""

    kind: ClassVar[str] = "dense"
    title: ClassVar[str] = "Dense"
    group: ClassVar[str] = "Basic"
    summary: ClassVar[str] = "z = W a + b, then the activation a = g(z)"

    units: int = 8
    activation: str = "tanh"
    initializer: str = "glorot_uniform"
    bias: bool = True
    initializer_scale: float = 1.0

    def check_settings(self) -> None:
        """Raise `SettingError` for a unit count out of range, an unknown activation or initializer."""
        check_units(self.units)
        check_activation(self.activation)
        check_initializer(self.initializer, self.initializer_scale)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(units,) for a vector, (…, units) for values with more axes: each vector along the last is a row."""
        return (*inputs[0][:-1], self.units)

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """W: (units, inputs); b: (units,), which starts at zero."""
        weights = ParameterSpec("weights", (self.units, inputs[0][-1]), self.initializer, self.initializer_scale)
        return (weights, ParameterSpec("bias", (self.units,), "zeros")) if self.bias else (weights,)

    def forward(self, site: Site) -> None:
        """Emit z = W a + b and a = g(z)."""
        x, weights, z = site.input(), site.parameter("weights"), site.new("pre_activation")
        bias = site.parameter("bias") if self.bias else None
        line = partial(_affine_line, z, x, weights, bias)
        site.emit(z, line, *_affine_calls(site, x.array, weights.array, bias, z.array))
        emit_apply(site, ACTIVATIONS[self.activation], z)

    def backward(self, site: Site) -> None:
        """Emit δz, ∂L/∂W, ∂L/∂b and Wᵀ δz for the block below."""
        emit_pre_activation_gradient(site, self.activation)
        emit_weights_gradient(site, site.input())
        if self.bias:
            emit_bias_gradient(site)
        self._input_gradient(site)

    def _input_gradient(self, site: Site) -> None:
        dz, weights, below = site.value("grad_pre_activation"), site.parameter("weights"), site.input_gradient()
        call = partial(np.matmul, _rows(dz.array), weights.array, _rows(below.array))
        site.emit(below, partial(_input_gradient_line, weights, dz), call)


def emit_weights_gradient(site: Site, x: Operand, quantity: str = "weights", name: str = "gW") -> None:
    """Emit the gradient of the weights through which x reached z; `name` is what its formula calls it."""
    dz, gradient = site.value("grad_pre_activation"), site.gradient(quantity)
    calls = _weights_gradient_calls(_rows(dz.array), _rows(x.array), gradient.array)
    site.emit(gradient, partial(_weights_gradient_line, name, gradient, dz, x), *calls)


def emit_bias_gradient(site: Site) -> None:
    """Emit ∂L/∂b: every row of δz, added up."""
    dz, gradient = site.value("grad_pre_activation"), site.gradient("bias")
    call = partial(np.add.reduce, _rows(dz.array), 0, None, gradient.array)
    site.emit(gradient, partial(_bias_gradient_line, gradient, dz), call)


def _affine_line(z: Operand, x: Operand, weights: Operand, bias: Operand | None) -> Line:
    row, plus = axis_letters(x.array)[:-1], "" if bias is None else " + {b}"
    product = (Factor("W", "uk"), Factor("x", f"{row}k"))
    return Line(
        _for("{z} = {W} {x}" + plus, "{z} = {x} {W.T}" + plus, x.array),
        {"z": z, "W": weights, "x": x} | ({} if bias is None else {"b": bias}),
        batch="{z} = {x} {W.T}" + plus,
        note="each unit weighs all its inputs" + ("" if bias is None else " and adds its bias"),
        terms=Terms(f"{row}u", (product,) if bias is None else (product, (Factor("b", "u"),))),
    )


def _input_gradient_line(weights: Operand, dz: Operand) -> Line:
    row = axis_letters(dz.array)[:-1]
    return Line(
        _for("{out} = {W.T} {dz}", "{out} = {dz} {W}", dz.array),
        {"W": weights, "dz": dz},
        batch="{out} = {dz} {W}",
        note="each input collects the gradients of the units it feeds, through the same weights",
        terms=Terms(f"{row}k", ((Factor("W", "uk"), Factor("dz", f"{row}u")),)),
    )


def _weights_gradient_line(name: str, gradient: Operand, dz: Operand, x: Operand) -> Line:
    row, rows = axis_letters(x.array)[:-1], f"{{{name}}} = {{dz.T}} {{x}}"
    return Line(
        _for(f"{{{name}}} = {{dz}} {{x.T}}", rows, x.array),
        {name: gradient, "dz": dz, "x": x},
        batch=rows,
        note="how far each weight's input reached, times the gradient of the unit it feeds",
        terms=Terms("uk", ((Factor("dz", f"{row}u"), Factor("x", f"{row}k")),)),
    )


def _bias_gradient_line(gradient: Operand, dz: Operand) -> Line:
    return Line(
        _for("{gb} = {dz}", "{gb} = Σᵢ {dz}", dz.array),
        {"gb": gradient, "dz": dz},
        batch=_for("{gb} = Σₙ {dz}", "{gb} = Σₙ,ᵢ {dz}", dz.array),
        note="a bias moves its unit one to one; over a batch the samples add up",
        terms=Terms("u", ((Factor("dz", f"{axis_letters(dz.array)[:-1]}u"),),)),
    )


def _affine_calls(site: Site, x: Array, weights: Array, bias: Operand | None, z: Array) -> Iterator[Call]:
    """z = x Wᵀ + b, b where there is one."""
    rows, sums = _rows(x), _rows(z)
    if _runs_faster_by_columns(rows, weights):
        columns = site.scratch(sums.shape[::-1])
        yield partial(np.matmul, weights, rows.T, columns)
        yield partial(np.copyto, sums, columns.T) if bias is None else partial(np.add, columns.T, bias.array, sums)
        return
    yield partial(np.matmul, rows, weights.T, sums)
    if bias is not None:
        yield partial(np.add, z, bias.array, z)


def _weights_gradient_calls(dz: Array, x: Array, gradient: Array) -> Iterator[Call]:
    """∂L/∂W = δzᵀ x, where it is large by parts: for few samples that is quicker, and an update may follow each."""
    height = min(max(len(dz), FEWEST_ROWS), MOST_ROWS)
    if gradient.size < LARGE or len(gradient) <= height:
        yield partial(np.matmul, dz.T, x, gradient)
        return
    for start in range(0, len(gradient), height):
        rows = slice(start, start + height)
        yield Part(np.matmul, dz[:, rows].T, x, gradient[rows])


def _runs_faster_by_columns(rows: Array, weights: Array) -> bool:
    """Where few samples meet many weights, W xᵀ takes two thirds of the time of x Wᵀ in single precision."""
    return rows.dtype == np.float32 and 8 <= len(rows) <= 64 and weights.size >= LARGE


def _rows(array: Array) -> Array:
    """The vectors along the last axis as the rows of one matrix, on the same memory."""
    return array if array.ndim == 2 else array.reshape(-1, array.shape[-1], copy=False)


def _for(vector: str, rows: str, array: Array) -> str:
    """The formula for one sample: a vector stands as a column, several as rows."""
    return vector if array.ndim == 2 else rows
