"""Derivatives of a network's loss found by running its forward pass alone: nothing of the backward pass takes part.

The complex step: f(x + ih) = f(x) + ih f′(x) + O(h²), so Im f(x + ih) / h is the derivative without cancellation, with
h = 1e-30 exact to rounding (Squire and Trapp, SIAM Review 40, 1998). Extrapolated differences: central differences with
steps that halve, extrapolated to the step 0 (Ridders, Advances in Engineering Software 4, 1982); they need no complex
numbers, but see each kink within their reach.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from enum import StrEnum
from math import inf, nan

import numpy as np

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.instruction import Call, run_calls
from playground.engine.network import Network
from playground.engine.parameters import Clock, Layout, ParameterArrays
from playground.engine.samples import Array, Samples

COMPLEX_STEP = 1e-30
FIRST_STEP = 2.0**-5
HALVINGS = 11


class Method(StrEnum):
    """How a derivative is found without backpropagation."""

    COMPLEX_STEP = "complex step"
    DIFFERENCES = "extrapolated differences"


class LossProbe:
    """The loss of a batch as a function of any value of a forward-only program, moved one number at a time."""

    def __init__(self, network: Network, layout: Layout, batch: int, method: Method, clock: Clock) -> None:
        dtype = np.complex128 if method is Method.COMPLEX_STEP else np.float64
        arrays = ParameterArrays.of(layout, np.zeros(layout.size), {}, dtype)
        options = CompileOptions(backward=False)
        self.method = method
        self.program = compile_program(network, replace(arrays, clock=clock), batch, options=options)
        self._whole, self._loss = self.program.calls(optional=True), self.program.loss

    def load(self, values: Array, samples: Samples) -> None:
        """Copy the point at which derivatives are wanted: all parameters and the batch."""
        np.copyto(self.program.arrays.values, values)
        self.program.load(samples.features, samples.targets)

    def calls_of(self, nodes: Collection[str]) -> tuple[Call, ...]:
        """What has to run again when only these nodes (ids) see a change."""
        steps = self.program.instructions
        return tuple(call for step in steps if step.node in nodes for call in step.calls)

    def derivatives(self, array: Array, calls: tuple[Call, ...]) -> Array:
        """∂L/∂array, in its shape; `array` is one of the program's own, `calls` read it, and it is left as it was."""
        run_calls(self._whole)
        found = np.empty(array.shape)
        one = self._by_complex_step if self.method is Method.COMPLEX_STEP else self._by_differences
        with np.errstate(all="ignore"):
            for place in range(array.size):
                before = array.flat[place]
                found.flat[place] = one(array, place, calls)
                array.flat[place] = before
        return found

    def _by_complex_step(self, array: Array, place: int, calls: tuple[Call, ...]) -> float:
        array.flat[place] += 1j * COMPLEX_STEP
        for call in calls:
            call()
        return float(self._loss.imag) / COMPLEX_STEP

    def _by_differences(self, array: Array, place: int, calls: tuple[Call, ...]) -> float:
        before = float(array.flat[place])

        def loss_at(value: float) -> float:
            array.flat[place] = value
            for call in calls:
                call()
            return float(self._loss)

        return extrapolated_slope(loss_at, before)


def extrapolated_slope(function: Callable[[float], float], x: float) -> float:
    """f′(x) by central differences extrapolated to the step 0; NaN if f is NaN around x."""
    best, smallest, above = nan, inf, [nan]
    for halvings in range(HALVINGS):
        row = [_central_difference(function, x, FIRST_STEP * max(1.0, abs(x)) / 2**halvings)]
        for power, coarse in enumerate(above, start=1):
            row.append(row[-1] + (row[-1] - coarse) / (4.0**power - 1))
            error = max(abs(row[-1] - row[-2]), abs(row[-1] - coarse))
            if error <= smallest:
                best, smallest = row[-1], error
        above = row
    return best


def _central_difference(function: Callable[[float], float], x: float, step: float) -> float:
    ahead, behind = x + step, x - step
    return (function(ahead) - function(behind)) / (ahead - behind)
