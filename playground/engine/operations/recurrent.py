"""A recurrent cell and the state it begins with. Unrolled over time, one cell a step, the cells share their weights.

Sources: Elman 1990, Finding structure in time; Werbos 1990, Backpropagation through time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import ShapeError
from playground.engine.initializers import check_initializer
from playground.engine.instruction import Factor, Operand, Terms
from playground.engine.operations.activations import (
    ACTIVATIONS,
    check_activation,
    emit_apply,
    emit_pre_activation_gradient,
)
from playground.engine.operations.dense import check_units, emit_bias_gradient, emit_weights_gradient
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site, one_row


@dataclass(frozen=True)
class InitialState(Operation):
    """a = 0, the state before the first step."""

    kind: ClassVar[str] = "initial_state"
    title: ClassVar[str] = "Initial state"
    group: ClassVar[str] = "Sequence"
    summary: ClassVar[str] = "a = 0, what a recurrent cell remembers before its first step"

    units: int = 8

    @property
    def ports(self) -> tuple[str, ...]:
        """No wire leads into it."""
        return ()

    def check_settings(self) -> None:
        """Raise `SettingError` for a unit count out of range."""
        check_units(self.units)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(units,)"""
        return (self.units,)

    def forward(self, site: Site) -> None:
        """Emit a = 0: the buffer never holds anything else."""
        a = site.new("activation")
        site.emit(a, Line("{out} = 0", {}, note="nothing is remembered yet"))

    def backward(self, site: Site) -> None:
        """Nothing lies below it."""


@dataclass(frozen=True)
class RecurrentCell(Operation):
    """One step in time: z = W x + U h + b, a = g(z), from the step's input x and the state h before it (Elman 1990)."""

    kind: ClassVar[str] = "recurrent_cell"
    title: ClassVar[str] = "Recurrent cell"
    group: ClassVar[str] = "Sequence"
    summary: ClassVar[str] = "z = W x + U h + b, then a = g(z): one step of a sequence"

    units: int = 8
    activation: str = "tanh"
    initializer: str = "glorot_uniform"
    initializer_scale: float = 1.0

    @property
    def ports(self) -> tuple[str, ...]:
        """The step's input and the state before it."""
        return ("input", "state")

    def check_settings(self) -> None:
        """Raise `SettingError` for a unit count out of range, an unknown activation or initializer."""
        check_units(self.units)
        check_activation(self.activation)
        check_initializer(self.initializer, self.initializer_scale)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(units,) for a vector and a state of as many units."""
        one_row(inputs[0], "a recurrent cell")
        if inputs[1] != (self.units,):
            found = one_row(inputs[1], "the state of a recurrent cell")
            raise ShapeError(f"gets a state of {found} values, expected as many as its {self.units} units")
        return (self.units,)

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """W: (units, inputs), U: (units, units), b: (units,)."""
        return (
            ParameterSpec("weights", (self.units, inputs[0][0]), self.initializer, self.initializer_scale),
            ParameterSpec("recurrent_weights", (self.units, self.units), self.initializer, self.initializer_scale),
            ParameterSpec("bias", (self.units,), "zeros"),
        )

    def forward(self, site: Site) -> None:
        """Emit z = W x + U h + b and a = g(z)."""
        x, state, z = site.input(0), site.input(1), site.new("pre_activation")
        weights, recurrent, bias = (site.parameter(name) for name in ("weights", "recurrent_weights", "bias"))
        product = site.scratch(z.array.shape)
        line = Line(
            "{z} = {W} {x} + {U} {h} + {b}",
            {"z": z, "W": weights, "x": x, "U": recurrent, "h": state, "b": bias},
            batch="{z} = {x} {W.T} + {h} {U.T} + {b}",
            note="what arrives now and what is remembered are weighed and added",
            terms=Terms(
                "nu",
                ((Factor("W", "uk"), Factor("x", "nk")), (Factor("U", "uj"), Factor("h", "nj")), (Factor("b", "u"),)),
            ),
        )
        site.emit(
            z,
            line,
            partial(np.matmul, x.array, weights.array.T, z.array),
            partial(np.matmul, state.array, recurrent.array.T, product),
            partial(np.add, z.array, product, z.array),
            partial(np.add, z.array, bias.array, z.array),
        )
        emit_apply(site, ACTIVATIONS[self.activation], z)

    def backward(self, site: Site) -> None:
        """Emit δz, ∂L/∂W, ∂L/∂U, ∂L/∂b, and the gradients of input and state."""
        emit_pre_activation_gradient(site, self.activation)
        emit_weights_gradient(site, site.input(0))
        emit_weights_gradient(site, site.input(1), "recurrent_weights", "gU")
        emit_bias_gradient(site)
        _emit_input_gradient(site, 0, "W", site.parameter("weights"))
        _emit_input_gradient(site, 1, "U", site.parameter("recurrent_weights"))


def _emit_input_gradient(site: Site, port: int, name: str, weights: Operand) -> None:
    dz, below = site.value("grad_pre_activation"), site.input_gradient(port)
    line = Line(
        f"{{out}} = {{{name}.T}} {{dz}}",
        {name: weights, "dz": dz},
        batch=f"{{out}} = {{dz}} {{{name}}}",
        note="the gradient goes on into the past"
        if port
        else "each input collects the gradients of the units it feeds",
        terms=Terms("nk", ((Factor(name, "uk"), Factor("dz", "nu")),)),
    )
    site.emit(below, line, partial(np.matmul, dz.array, weights.array, below.array))
