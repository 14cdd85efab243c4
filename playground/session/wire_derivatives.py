"""The local derivative on every wire of a computational graph, and what it makes of the gradient that comes back.

The factors are operands of the program's own backward lines, read from a second run of the same program at the same
point, so that they can be told as soon as the values they stand between are there. Knows nothing of windows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Array, Index, Operand, Ref, run_calls
from playground.engine.local_derivatives import edge_of, local_derivatives
from playground.engine.network import Edge
from playground.session.number_style import AS_USUAL, NumberForm, NumberStyle
from playground.session.numbers import bracketed
from playground.session.pass_point import point_of
from playground.session.stepper import Stepper, between

Place = tuple[Ref, Index]

MOST_SHOWN = 3  # samples whose numbers stand beside a wire
NOTE_DIGITS = 3
_FIRST = (0, 0)  # of the first sample
_ONE_OF = "one entry of the {} × {} local derivatives from this block to the next, that of the numbers looked at"


@dataclass(frozen=True, eq=False)
class WireDerivative:
    """downstream = upstream · local along one wire: (samples, 1) each, None while the pass has not come so far.

    The number above the wire, and the gradient that is handed down along it, are at `above` and `below`.
    """

    edge: Edge
    symbol: str  # ∂target/∂source
    upstream_symbol: str
    local: Array | None
    upstream: Array | None
    downstream: Array | None
    current: bool  # whether the step that ran last hands the gradient along this wire
    above: Place
    below: Place
    numbers: NumberStyle = AS_USUAL
    matrix: tuple[int, int] | None = None  # (above, below) numbers a sample, where this is one entry of many

    @property
    def explained_by(self) -> Place:
        """The number in whose formula the local derivative is a factor; before it is there, the one it is taken of."""
        return self.above if self.downstream is None else self.below

    def text(self) -> str:
        """`∂v₁/∂x = 3.00`, one number a sample; of one entry of a matrix also what matrix."""
        above, below = self.matrix or (1, 1)
        of = f"  [{above} × {below}]" if above * below > 1 else ""
        return f"{self.symbol} = {self._written(self.local)}{of}"

    def arrival(self) -> str:
        """What arrives, `−6.00`; the whole product in a layered network and at the current step; nothing before."""
        if self.downstream is None:
            return ""
        result = self._written(self.downstream)
        whole = self.current or self.matrix is not None
        if not whole or self.upstream is None or self.downstream.size > 1:
            return result
        return f"{self._written(self.upstream)} × {bracketed(self._written(self.local))} = {result}"

    def sentence(self) -> str:
        """The rule with every digit, for a tip and for a screen reader."""
        lines = [f"{self.symbol} = {self._in_full(self.local)}"]
        if self.matrix is not None:
            lines.append(_ONE_OF.format(*self.matrix))
        if self.downstream is not None:
            rule = f"upstream × local = downstream: {self.upstream_symbol} × {self.symbol}"
            product = f"{self._in_full(self.upstream)} × {self._in_full(self.local)} = {self._in_full(self.downstream)}"
            lines.append(f"{rule}\n{product}")
        return "\n".join(lines)

    def _written(self, array: Array | None) -> str:
        if array is None:
            return self.numbers.write(None)
        numbers = array.ravel().tolist()
        shown = ", ".join(self._short(number) for number in numbers[:MOST_SHOWN])
        return f"{shown} …" if len(numbers) > MOST_SHOWN else shown

    def _short(self, number: float) -> str:
        """A whole number as one, if that is what it is."""
        whole = number == round(number, 0) and abs(number) < 10**NOTE_DIGITS
        shortened = whole and self.numbers.form is not NumberForm.DECIMALS
        return self.numbers.write(round(number) if shortened else number, NOTE_DIGITS)

    def _in_full(self, array: Array | None) -> str:
        if array is None:
            return self.numbers.tip(None)
        return ", ".join(map(self.numbers.tip, array.ravel()[:MOST_SHOWN].tolist()))


class _Wire(NamedTuple):
    """One wire of a program: its local derivative, and the values that its words wait for."""

    edge: Edge
    symbol: str
    factor: Array
    above: Operand
    upstream: Operand
    downstream: Operand
    handed: Ref  # the address of the last

    def told(self, stepper: Stepper, numbers: NumberStyle, *, current: bool) -> WireDerivative:
        """What is known of it now."""
        return WireDerivative(
            self.edge,
            self.symbol,
            self.upstream.symbol,
            self.factor if stepper.is_computed(self.above) else None,
            stepper.read(self.upstream),
            stepper.read(self.downstream),
            current,
            (Ref(self.edge.target, "activation"), _FIRST),
            (self.handed, _FIRST),
            numbers,
        )


class WireDerivatives:
    """The wires of a pass: the second run is made once for the samples and parameters of a pass."""

    def __init__(self) -> None:
        self._program: object = None
        self._numbers, self._cursor = AS_USUAL, 0
        self._wires: dict[Edge, _Wire] = {}
        self._waiting: dict[Ref | None, list[Edge]] = {}  # by what their words wait for
        self._told: dict[Edge, WireDerivative] = {}

    def of(self, stepper: Stepper, numbers: NumberStyle = AS_USUAL) -> tuple[WireDerivative, ...]:
        """All wires that have a local derivative; none where the network is not a graph of single numbers.

        Each is the same object as long as it says the same, so that whoever shows it can leave it as it is.
        """
        touched: Iterable[Edge] = self._wires
        if stepper.program is not self._program:
            self._program = stepper.program
            touched = self._wires = {wire.edge: wire for wire in _wires(stepper)} if is_graph(stepper.network) else {}
            self._waiting = _waiting(self._wires.values())
            self._told = {}
        elif numbers == self._numbers:
            touched = self._touched(stepper)
        self._numbers, self._cursor = numbers, stepper.cursor
        current = None if stepper.current is None else edge_of(stepper.network, stepper.current)
        told = {edge: self._wires[edge].told(stepper, numbers, current=edge == current) for edge in touched}
        self._told = {**self._told, **told}
        return tuple(self._told.values())

    def _touched(self, stepper: Stepper) -> set[Edge]:
        """The wires of which the lines between both places of the cursor say something; of no others it changes."""
        if stepper.cursor == self._cursor:
            return set()
        lines = between(stepper, self._cursor)
        along = {edge_of(stepper.network, instruction) for instruction in lines}
        waiting = (edge for instruction in lines for edge in self._waiting.get(instruction.result.ref, ()))
        return {*waiting, *(edge for edge in along if edge in self._wires)}


def _waiting(wires: Iterable[_Wire]) -> dict[Ref | None, list[Edge]]:
    found = defaultdict[Ref | None, list[Edge]](list)
    for wire in wires:
        for operand in (wire.above, wire.upstream, wire.downstream):
            found[operand.ref].append(wire.edge)
    return found


def _wires(stepper: Stepper) -> Iterator[_Wire]:
    values = stepper.program.values
    for edge, factor in _factors(stepper).items():
        above, below = values[Ref(edge.target, "activation")], values[Ref(edge.source, "activation")]
        fork = Ref(edge.source, "contribution", f"{edge.target}:{edge.port}")
        handed = fork if fork in values else Ref(edge.source, "grad_activation")
        upstream, symbol = values[Ref(edge.target, "grad_activation")], f"∂{above.symbol}/∂{below.symbol}"
        yield _Wire(edge, symbol, factor, above, upstream, values[handed], handed)


def _factors(stepper: Stepper) -> Mapping[Edge, Array]:
    program = point_of(stepper).program()
    with np.errstate(all="ignore"):
        run_calls(program.calls(optional=True))
        return {edge: local.array.copy() for edge, local in local_derivatives(program).items()}
