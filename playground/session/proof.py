"""Proof on the spot: beside a gradient the derivative that the forward pass alone gives, and how far both are apart.

The loss is computed with the number a little larger and a little smaller; where everything above is analytic, also with
an imaginary step, which subtracts nothing and so loses nothing. Knows no window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, isnan

import numpy as np

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.gradient_check import FLOORS, relative_error
from playground.engine.instruction import Array, Ref
from playground.engine.kinks import Kink, nearby_kink
from playground.engine.moved_array import MovedArray
from playground.engine.numerical_derivatives import COMPLEX_STEP, Method, extrapolated_slope
from playground.session.element_names import named
from playground.session.numbers import format_number

STEP = 1e-5  # ε of the differences: about where rounding and curvature cost the same
SWEPT = tuple(10.0**-power for power in range(1, 16))


@dataclass(frozen=True)
class Proof:
    """A gradient with its witnesses: both differences at `step`, and the `best` derivative by `method`."""

    element: Element
    gradient: float
    step: float
    forward: float
    central: float
    best: float
    method: Method
    floor: float
    kink: Kink | None

    @property
    def central_error(self) -> float:
        """The relative error between the gradient and the central difference."""
        return float(relative_error(self.gradient, self.central, self.floor))

    @property
    def relative_error(self) -> float:
        """The relative error between the gradient and the best derivative."""
        return float(relative_error(self.gradient, self.best, self.floor))

    @property
    def incomparable(self) -> str:
        """Why nothing can be compared with the gradient, in a sentence; empty if it is a finite number."""
        if isnan(self.gradient):
            return "The gradient is no number here (NaN), so there is nothing to compare."
        return "" if isfinite(self.gradient) else "The gradient is infinite here, so there is nothing to compare."


@dataclass(frozen=True, eq=False)
class Sweep:
    """Differences for every ε in `steps`, and how far each is from the gradient: curvature left, rounding right."""

    gradient: float
    steps: Array
    forward: Array
    central: Array

    @property
    def forward_errors(self) -> Array:
        """|forward difference − gradient|."""
        return _apart(self.forward, self.gradient)

    @property
    def central_errors(self) -> Array:
        """|central difference − gradient|."""
        return _apart(self.central, self.gradient)


def _apart(differences: Array, gradient: float) -> Array:
    with np.errstate(invalid="ignore"):  # ∞ − ∞
        return np.abs(differences - gradient)


class Prover:
    """Proves gradients at the point of a graph; the programs in which numbers are moved are kept."""

    def __init__(self, graph: ElementGraph) -> None:
        self.graph = graph
        self._moved: dict[tuple[Ref, Method], MovedArray] = {}
        self._methods: dict[Ref, Method] = {}
        sizes = (float(np.abs(graph.gradients(ref)).max(initial=0.0)) for ref in graph.refs[1:])
        self.scale = max(1.0, *(size for size in sizes if np.isfinite(size)))

    def prove(self, element: Element, step: float = STEP) -> Proof:
        """The gradient of an element with its witnesses."""
        loss, value = self._loss(element), self.graph.value(element)
        method = self.method(element.ref)
        return Proof(
            element=element,
            gradient=self.graph.gradient(element),
            step=step,
            forward=forward_difference(loss, value, step),
            central=central_difference(loss, value, step),
            best=self.derivative(element),
            method=method,
            floor=FLOORS[method] * self.scale,
            kink=nearby_kink(self.graph.point, element, step),
        )

    def sweep(self, element: Element, steps: tuple[float, ...] = SWEPT) -> Sweep:
        """Both differences over many ε."""
        loss, value = self._loss(element), self.graph.value(element)
        forward, central = (
            np.array([difference(loss, value, step) for step in steps])
            for difference in (forward_difference, central_difference)
        )
        return Sweep(self.graph.gradient(element), np.array(steps), forward, central)

    def method(self, ref: Ref) -> Method:
        """The best method that the blocks above an array allow."""
        if ref not in self._methods:
            network, readers = self.graph.point.network, self._array(ref, Method.DIFFERENCES).readers
            analytic = all(network.node(id).operation.is_analytic for id in readers)
            self._methods[ref] = Method.COMPLEX_STEP if analytic else Method.DIFFERENCES
        return self._methods[ref]

    def derivative(self, element: Element) -> float:
        """∂L/∂element by the best method, without backpropagation."""
        method, value = self.method(element.ref), self.graph.value(element)
        if method is Method.DIFFERENCES:
            return extrapolated_slope(self._loss(element), value)
        moved = self._array(element.ref, method)
        return moved.loss(element.index, value + 1j * COMPLEX_STEP).imag / COMPLEX_STEP

    def _loss(self, element: Element) -> Callable[[float], float]:
        moved = self._array(element.ref, Method.DIFFERENCES)
        return lambda value: moved.loss(element.index, value).real

    def _array(self, ref: Ref, method: Method) -> MovedArray:
        if (ref, method) not in self._moved:
            dtype = np.complex128 if method is Method.COMPLEX_STEP else np.float64
            self._moved[ref, method] = MovedArray(self.graph.point, ref, dtype)
        return self._moved[ref, method]


def forward_difference(loss: Callable[[float], float], value: float, step: float) -> float:
    """(L(w + ε) − L(w)) / ε; NaN for a step too small to change the number."""
    ahead = value + step
    return _quotient(loss(ahead) - loss(value), ahead - value)


def central_difference(loss: Callable[[float], float], value: float, step: float) -> float:
    """(L(w + ε) − L(w − ε)) / 2ε; NaN for a step too small to change the number."""
    ahead, behind = value + step, value - step
    return _quotient(loss(ahead) - loss(behind), ahead - behind)


def _quotient(change: float, way: float) -> float:
    return change / way if way else float("nan")


def error_text(error: float) -> str:
    """A relative error in words; one that is no finite number compares nothing."""
    return f"relative error {format_number(error, 2)}" if isfinite(error) else "not finite, so not to be compared"


def kink_note(graph: ElementGraph, kink: Kink) -> str:
    """The kink in a sentence, for a learner who wonders why a difference is off."""
    place, value = named(graph, kink.element), format_number(graph.value(kink.element))
    before, after = format_number(kink.before), format_number(kink.after)
    if kink.is_jump:
        return f"{place.text} jumps nearby: the loss leaps from {before} to {after}, so no difference gives the slope."
    return f"{place.text} = {value} is close to a kink: on one side of it the slope is {before}, on the other {after}."
