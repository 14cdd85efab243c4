"""Backpropagation against an independent truth: the derivative of the loss by every parameter and every input.

The complex step is taken where the blocks above can run in complex numbers, which is exact to rounding, and
extrapolated differences elsewhere. Knows neither which blocks there are nor who asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.instruction import Call, Ref, run_calls
from playground.engine.network import Network, Node
from playground.engine.numerical_derivatives import LossProbe, Method
from playground.engine.parameters import Clock, Layout, ParameterArrays
from playground.engine.samples import Array, Samples, check_samples

FLOORS: Mapping[Method, float] = {Method.COMPLEX_STEP: 1e-4, Method.DIFFERENCES: 1e-3}
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
    method: Method = Method.COMPLEX_STEP


@dataclass(frozen=True)
class Comparison:
    """All coordinates of one parameter, or of one input's batch."""

    coordinates: int
    worst: Coordinate


@dataclass(frozen=True)
class CheckReport:
    """The outcome, array by array."""

    comparisons: tuple[Comparison, ...]

    @property
    def coordinates(self) -> int:
        """How many derivatives were compared."""
        return sum(comparison.coordinates for comparison in self.comparisons)

    @property
    def worst(self) -> Coordinate:
        """The coordinate of the largest relative error."""
        return max((comparison.worst for comparison in self.comparisons), key=_badness)

    @property
    def max_relative_error(self) -> float:
        """|backpropagated − numerical| over the larger of the two; NaN if anything was NaN."""
        return self.worst.relative_error

    @property
    def methods(self) -> Mapping[Method, int]:
        """How many coordinates each method judged."""
        counts: Counter[Method] = Counter()
        for comparison in self.comparisons:
            counts[comparison.worst.method] += comparison.coordinates
        return counts


def check_gradients(
    network: Network, layout: Layout, values: Array, samples: Samples, method: Method | None = None
) -> CheckReport:
    """Check ∂L/∂(every parameter and every input of every sample) for the loss of this batch.

    Without a `method` each coordinate is checked by the best that the blocks above it allow.
    """
    check_samples(network, samples)
    return GradientCheck(network, layout, len(samples), method).at(values, samples)


def _badness(coordinate: Coordinate) -> float:
    error = coordinate.relative_error
    return float("inf") if np.isnan(error) else error


class GradientCheck:
    """A network compiled for one batch size, forward and backward, to be checked at as many points as one likes.

    `clock` says which update it is meant to be, on which random masks depend.
    """

    def __init__(self, network: Network, layout: Layout, batch: int, method: Method | None = None) -> None:
        self.clock = Clock()
        self._network, self._layout, self._method = network, layout, method
        arrays = replace(ParameterArrays.of(layout, np.zeros(layout.size), {}), clock=self.clock)
        self._program = compile_program(network, arrays, batch)
        self._probes: dict[Method, LossProbe] = {}
        self._parts = (*self._parameters(), *self._inputs())

    def at(self, values: Array, samples: Samples) -> CheckReport:
        """The report for these parameters and this batch, which must fit the network."""
        np.copyto(self._program.arrays.values, values)
        self._program.load(samples.features, samples.targets)
        run_calls(self._program.calls(optional=True))
        for probe in self._probes.values():
            probe.load(values, samples)
        found = [part.derivatives() for part in self._parts]
        scale = max(1.0, *(_largest(numerical) for numerical in found))
        return CheckReport(tuple(part.compared(own, scale) for part, own in zip(self._parts, found, strict=True)))

    def _parameters(self) -> Iterator[_Part]:
        """Every parameter; a statistic such as a running mean has no gradient."""
        for slot in self._layout.slots:
            gradient = self._program.values.get(Ref(slot.node, f"grad_{slot.quantity}"))
            if gradient is not None:
                readers = _readers(self._network, self._network.users(slot.node))
                probe = self._probe(readers)
                place = self._network.node(slot.node).name, slot.symbol
                moved = slot.view(probe.program.arrays.values)
                yield _Part(place, gradient.array, moved, probe, probe.calls_of(readers))

    def _inputs(self) -> Iterator[_Part]:
        for node in self._network.inputs:
            readers = _readers(self._network, (node,))
            probe = self._probe(readers)
            gradient = self._program.value("grad_activation", node.id)
            moved = probe.program.value("activation", node.id)
            yield _Part((node.name, "x"), gradient, moved, probe, probe.calls_of(readers))

    def _probe(self, readers: Mapping[str, Node]) -> LossProbe:
        """The probe by the best method that these nodes allow."""
        analytic = all(node.operation.is_analytic for node in readers.values())
        method = self._method or (Method.COMPLEX_STEP if analytic else Method.DIFFERENCES)
        if method not in self._probes:
            batch = self._program.batch
            self._probes[method] = LossProbe(self._network, self._layout, batch, method, self.clock)
        return self._probes[method]


def _readers(network: Network, starts: Iterable[Node]) -> Mapping[str, Node]:
    """These nodes and all that depend on them, by id."""
    found = {node.id: node for node in starts}
    for node in network.order:
        if any(edge.source in found for edge in network.incoming[node.id]):
            found[node.id] = node
    return found


@dataclass(frozen=True, eq=False)
class _Part:
    """One array to check number by number: its gradient, and itself in the program of the probe that moves it."""

    place: tuple[str, str]  # the node's name and the array's symbol
    gradient: Array
    moved: Array
    probe: LossProbe
    calls: tuple[Call, ...]

    def derivatives(self) -> Array:
        """∂L/∂(this array) by the probe."""
        return self.probe.derivatives(self.moved, self.calls)

    def compared(self, numerical: Array, scale: float) -> Comparison:
        """Both gradients, and where they differ most, in a network whose gradients are of that scale."""
        errors = relative_error(self.gradient, numerical, scale * FLOORS[self.probe.method])
        place = int(np.argmax(np.where(np.isnan(errors), np.inf, errors)))
        index = tuple(int(i) for i in np.unravel_index(place, errors.shape))
        both = float(self.gradient[index]), float(numerical[index])
        return Comparison(errors.size, Coordinate(*self.place, index, *both, float(errors[index]), self.probe.method))


def _largest(values: Array) -> float:
    """The largest size of a finite value, 0 if there is none."""
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def relative_error(one: Array | float, other: Array | float, floor: float = 0.0) -> Array:
    """|one − other| / max(|one|, |other|, floor), value by value; 0 when both are 0, NaN when either is."""
    with np.errstate(all="ignore"):
        scale = np.maximum(np.maximum(np.abs(one), np.abs(other)), floor)
        distance: Array = np.abs(np.subtract(one, other))
        return np.divide(distance, np.where(scale == 0, 1.0, scale))
