"""The dense layer z = W a + b, a = g(z): W of shape (units, inputs), samples as rows of a batch.

Source: Goodfellow et al., Deep Learning, section 6.5; the notation is that of Nielsen's four equations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.initializers import INITIALIZERS
from playground.engine.instruction import Factor, Terms
from playground.engine.operations.activations import ACTIVATIONS, check_activation, emit_apply, emit_pull_back
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site, one_row

MAX_UNITS = 65_536


def check_units(units: int) -> None:
    """Raise `SettingError` unless 1 ≤ units ≤ 65,536."""
    if not 1 <= units <= MAX_UNITS:
        raise SettingError(f"has {units} units, expected 1 to {MAX_UNITS:,}")


@dataclass(frozen=True)
class Dense(Operation):
    """Every unit sees every input: z = W a + b, then a = g(z)."""

    kind: ClassVar[str] = "dense"
    title: ClassVar[str] = "Dense"
    group: ClassVar[str] = "Basic"
    summary: ClassVar[str] = "z = W a + b, then the activation a = g(z)"

    units: int = 8
    activation: str = "tanh"
    initializer: str = "glorot_uniform"
    bias: bool = True

    def check_settings(self) -> None:
        """Raise `SettingError` for a unit count out of range, an unknown activation or initializer."""
        check_units(self.units)
        check_activation(self.activation)
        if self.initializer not in INITIALIZERS:
            raise SettingError(f"has the unknown initializer {self.initializer!r}; known are {', '.join(INITIALIZERS)}")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(units,) for a vector of any length."""
        one_row(inputs[0], "a dense layer")
        return (self.units,)

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """W: (units, inputs); b: (units,), which starts at zero."""
        weights = ParameterSpec("weights", (self.units, inputs[0][0]), self.initializer)
        return (weights, ParameterSpec("bias", (self.units,), "zeros")) if self.bias else (weights,)

    def forward(self, site: Site) -> None:
        """Emit z = W a + b and a = g(z)."""
        x, weights, z = site.input(), site.parameter("weights"), site.new("pre_activation")
        operands = {"z": z, "W": weights, "x": x}
        product = (Factor("W", "uk"), Factor("x", "nk"))
        calls = [partial(np.matmul, x.array, weights.array.T, z.array)]
        groups: tuple[tuple[Factor, ...], ...] = (product,)
        if self.bias:
            operands["b"] = bias = site.parameter("bias")
            groups = (product, (Factor("b", "u"),))
            calls.append(partial(np.add, z.array, bias.array, z.array))
        plus = " + {b}" if self.bias else ""
        line = Line(
            "{z} = {W} {x}" + plus,
            operands,
            batch="{z} = {x} {W.T}" + plus,
            note="each unit weighs all its inputs" + (" and adds its bias" if self.bias else ""),
            terms=Terms("nu", groups),
        )
        site.emit(z, line, *calls)
        emit_apply(site, ACTIVATIONS[self.activation], z)

    def backward(self, site: Site) -> None:
        """Emit δz, ∂L/∂W, ∂L/∂b and Wᵀ δz for the block below."""
        alias = site.output_gradient() if self.activation == "identity" else None
        dz = site.new("grad_pre_activation", alias=alias)
        emit_pull_back(site, ACTIVATIONS[self.activation], site.value("pre_activation"), dz)
        self._weights_gradient(site)
        if self.bias:
            self._bias_gradient(site)
        self._input_gradient(site)

    def _weights_gradient(self, site: Site) -> None:
        x, dz, gradient = site.input(), site.value("grad_pre_activation"), site.gradient("weights")
        line = Line(
            "{gW} = {dz} {x.T}",
            {"gW": gradient, "dz": dz, "x": x},
            batch="{gW} = {dz.T} {x}",
            note="how far each weight's input reached, times the gradient of the unit it feeds",
            terms=Terms("uk", ((Factor("dz", "nu"), Factor("x", "nk")),)),
        )
        site.emit(gradient, line, partial(np.matmul, dz.array.T, x.array, gradient.array))

    def _bias_gradient(self, site: Site) -> None:
        dz, gradient = site.value("grad_pre_activation"), site.gradient("bias")
        line = Line(
            "{gb} = {dz}",
            {"gb": gradient, "dz": dz},
            batch="{gb} = Σₙ {dz}",
            note="a bias moves its unit one to one; over a batch the samples add up",
            terms=Terms("u", ((Factor("dz", "nu"),),)),
        )
        site.emit(gradient, line, partial(np.add.reduce, dz.array, 0, None, gradient.array))

    def _input_gradient(self, site: Site) -> None:
        dz, weights, below = site.value("grad_pre_activation"), site.parameter("weights"), site.input_gradient()
        line = Line(
            "{out} = {W.T} {dz}",
            {"W": weights, "dz": dz},
            batch="{out} = {dz} {W}",
            note="each input collects the gradients of the units it feeds, through the same weights",
            terms=Terms("nk", ((Factor("W", "uk"), Factor("dz", "nu")),)),
        )
        site.emit(below, line, partial(np.matmul, dz.array, weights.array, below.array))
