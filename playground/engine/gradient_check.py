"""Backpropagation against an independent truth: the complex-step derivative of the loss, one coordinate at a time.

f(x + ih) = f(x) + ih f′(x) + O(h²), so Im f(x + ih) / h is the derivative without cancellation; with h = 1e-30 it is
exact to rounding. Source: Squire and Trapp, SIAM Review 40 (1998). The loss is run in complex numbers by a forward-only
program; nothing of the backward pass takes part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.instruction import Call, Ref, run_calls
from playground.engine.network import Network
from playground.engine.parameters import Layout, ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Array, Samples, check_samples

STEP = 1e-30
FLOOR = 1e-6
"""A gradient below this share of the network's largest, or of 1, is measured against that share: it may be rounding."""


@dataclass(frozen=True)
class Coordinate:
    """One derivative, both ways; `quantity` is the checked value's symbol such as W, b or x."""

    node: str
    quantity: str
    index: tuple[int, ...]
    backpropagated: float
    numerical: float
    relative_error: float


@dataclass(frozen=True)
class CheckReport:
    """The outcome over all coordinates; `worst` has the largest relative error."""

    coordinates: int
    worst: Coordinate

    @property
    def max_relative_error(self) -> float:
        """|backpropagated − numerical| over the larger of the two; NaN if anything was NaN."""
        return self.worst.relative_error


def check_gradients(network: Network, layout: Layout, values: Array, samples: Samples) -> CheckReport:
    """Check ∂L/∂(every parameter and every input of every sample) for the loss of this batch."""
    check_samples(network, samples)
    blocks = list(_blocks(network, layout, values, samples))
    floor = FLOOR * max(float(np.abs(numerical).max(initial=1.0)) for _place, _backward, numerical in blocks)
    coordinates = [entry for block in blocks for entry in _compare(*block, floor)]
    return CheckReport(len(coordinates), max(coordinates, key=_badness))


def _badness(coordinate: Coordinate) -> float:
    error = coordinate.relative_error
    return float("inf") if np.isnan(error) else error


def _blocks(
    network: Network, layout: Layout, values: Array, samples: Samples
) -> Iterator[tuple[tuple[str, str], Array, Array]]:
    """((node name, symbol), backpropagated, numerical) for every parameter and every input block."""
    program = _run_backward(network, layout, values, samples)
    probe = _Probe.of(network, layout, values, samples)
    numerical = probe.derivatives(probe.program.arrays.values)
    for slot in layout.slots:
        place = (network.node(slot.node).name, slot.symbol)
        yield place, slot.view(program.arrays.gradients), slot.view(numerical)
    for node in network.inputs:
        features = probe.program.values[Ref(node.id, "activation")].array
        yield (node.name, "x"), program.value("grad_activation", node.id), probe.derivatives(features)


def _run_backward(network: Network, layout: Layout, values: Array, samples: Samples) -> Program:
    program = compile_program(network, ParameterArrays.of(layout, values, {}), len(samples))
    program.load(samples.features, samples.targets)
    run_calls(program.calls(optional=True))
    return program


@dataclass(frozen=True, eq=False)
class _Probe:
    """The loss as a complex function that can be asked again and again."""

    program: Program
    calls: tuple[Call, ...]

    @classmethod
    def of(cls, network: Network, layout: Layout, values: Array, samples: Samples) -> _Probe:
        arrays = ParameterArrays.of(layout, values, {}, np.complex128)
        options = CompileOptions(backward=False)
        program = compile_program(network, arrays, len(samples), options=options)
        program.load(samples.features, samples.targets)
        return cls(program, program.calls(optional=True))

    def derivatives(self, array: Array) -> Array:
        """∂L/∂array, in its shape; `array` is one of the program's own and is left as it was."""
        result = np.empty(array.shape)
        for index in np.ndindex(array.shape):
            result[index] = self._derivative(array, index)
        return result

    def _derivative(self, array: Array, index: tuple[int, ...]) -> float:
        before = array[index]
        array[index] = before + 1j * STEP
        run_calls(self.calls)
        array[index] = before
        return float(self.program.loss.imag) / STEP


def _compare(place: tuple[str, str], backward: Array, numerical: Array, floor: float) -> Iterator[Coordinate]:
    for index in np.ndindex(backward.shape):
        one, other = float(backward[index]), float(numerical[index])
        yield Coordinate(*place, index, one, other, relative_error(one, other, floor))


def relative_error(one: float, other: float, floor: float = 0.0) -> float:
    """|one − other| / max(|one|, |other|, floor); 0 when both are 0, NaN when either is."""
    scale = max(abs(one), abs(other), floor)
    return abs(one - other) / scale if scale else abs(one - other)
