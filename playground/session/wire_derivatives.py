"""The local derivative on every wire of a computational graph, and what it makes of the gradient that comes back.

The factors are operands of the program's own backward lines, read from a second run of the same program at the same
point, so that they can be told as soon as the values they stand between are there. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Array, Ref, run_calls
from playground.engine.local_derivatives import edge_of, local_derivatives
from playground.engine.network import Edge
from playground.session.numbers import bracketed, exact, format_number
from playground.session.pass_point import point_of
from playground.session.stepper import Stepper

MOST_SHOWN = 3  # samples whose numbers stand beside a wire


@dataclass(frozen=True, eq=False)
class WireDerivative:
    """downstream = upstream · local along one wire: (samples, 1) each, None while the pass has not come so far."""

    edge: Edge
    symbol: str  # ∂target/∂source
    upstream_symbol: str
    local: Array | None
    upstream: Array | None
    downstream: Array | None
    current: bool  # whether the step that ran last hands the gradient along this wire

    @property
    def stage(self) -> tuple[bool, bool, bool, bool]:
        """How far the pass has come with this wire; within a pass nothing else about it changes."""
        return self.local is None, self.upstream is None, self.downstream is None, self.current

    @cached_property
    def note(self) -> tuple[str, str, str]:
        """Text, arrival and sentence, written once."""
        return self.text(), self.arrival(), self.sentence()

    def text(self, digits: int = 3) -> str:
        """`∂v₁/∂x = 3.00`, one number a sample."""
        return f"{self.symbol} = {_numbers(self.local, digits)}"

    def arrival(self, digits: int = 3) -> str:
        """What arrives, `−6.00`; the whole product while it is the current step; nothing before."""
        if self.downstream is None:
            return ""
        result = _numbers(self.downstream, digits)
        if not self.current or self.upstream is None or self.downstream.size > 1:
            return result
        return f"{_numbers(self.upstream, digits)} × {bracketed(_numbers(self.local, digits))} = {result}"

    def sentence(self) -> str:
        """The rule with every digit, for a tip and for a screen reader."""
        lines = [f"{self.symbol} = {_exact(self.local)}"]
        if self.downstream is not None:
            rule = f"upstream × local = downstream: {self.upstream_symbol} × {self.symbol}"
            lines.append(f"{rule}\n{_exact(self.upstream)} × {_exact(self.local)} = {_exact(self.downstream)}")
        return "\n".join(lines)


class WireDerivatives:
    """The wires of a pass: the second run is made once for the samples and parameters of a pass."""

    def __init__(self) -> None:
        self._program: object = None
        self._factors: Mapping[Edge, Array] = {}
        self._told: dict[Edge, WireDerivative] = {}

    def of(self, stepper: Stepper) -> tuple[WireDerivative, ...]:
        """All wires that have a local derivative; none where the network is not a graph of single numbers."""
        if stepper.program is not self._program:
            self._program = stepper.program
            self._factors = _factors(stepper) if is_graph(stepper.network) else {}
            self._told = {}
        current = None if stepper.current is None else edge_of(stepper.network, stepper.current)
        return tuple(self._derivative(stepper, edge, edge == current) for edge in self._factors)

    def _derivative(self, stepper: Stepper, edge: Edge, current: bool) -> WireDerivative:
        """The same object as long as it says the same, so that whoever shows it can leave it as it is."""
        found, told = _derivative(stepper, edge, self._factors[edge], current), self._told.get(edge)
        if told is None or told.stage != found.stage:
            self._told[edge] = found
        return self._told[edge]


def _factors(stepper: Stepper) -> Mapping[Edge, Array]:
    program = point_of(stepper).program()
    with np.errstate(all="ignore"):
        run_calls(program.calls(optional=True))
        return {edge: local.array.copy() for edge, local in local_derivatives(program).items()}


def _derivative(stepper: Stepper, edge: Edge, factor: Array, current: bool) -> WireDerivative:
    values = stepper.program.values
    above, below = values[Ref(edge.target, "activation")], values[Ref(edge.source, "activation")]
    upstream = values[Ref(edge.target, "grad_activation")]
    fork = Ref(edge.source, "contribution", f"{edge.target}:{edge.port}")
    downstream = values[fork if fork in values else Ref(edge.source, "grad_activation")]
    known = stepper.read(above) is not None
    return WireDerivative(
        edge,
        f"∂{above.symbol}/∂{below.symbol}",
        upstream.symbol,
        factor if known else None,
        stepper.read(upstream),
        stepper.read(downstream),
        current,
    )


def _numbers(array: Array | None, digits: int) -> str:
    if array is None:
        return format_number(None)
    numbers = array.ravel().tolist()
    shown = ", ".join(_short(number, digits) for number in numbers[:MOST_SHOWN])
    return f"{shown} …" if len(numbers) > MOST_SHOWN else shown


def _short(number: float, digits: int) -> str:
    """A whole number as one, if that is what it is."""
    return format_number(round(number) if number == round(number, 0) and abs(number) < 10**digits else number, digits)


def _exact(array: Array | None) -> str:
    return exact(None) if array is None else ", ".join(map(exact, array.ravel()[:MOST_SHOWN].tolist()))
