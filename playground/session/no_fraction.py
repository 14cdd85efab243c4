"""Why a number of a pass over a computational graph is no fraction: the first block on its way that makes none.

A value is none because of its block or of a value it is made of, a gradient because of a local derivative or of the
gradient above. Reads the two programs of a pass, computes nothing. Knows no window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import isfinite, isqrt
from typing import NamedTuple

import numpy as np

from playground.engine.exact_program import exact_numbers, is_rational
from playground.engine.instruction import Operand, Ref
from playground.engine.local_derivatives import local_derivatives
from playground.engine.network import Edge, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.scalars import FixedPower, Power
from playground.engine.program import Program
from playground.engine.rational import Rational, of
from playground.session.numbers import MINUS, format_number

UPDATED = "this rule of descent makes no fractions"
TOO_LONG = "its fraction is too long to be written"
NOT_FINITE = "it is no finite number"
SHARED = "another number of the pass has the same digits"
_NONE, _NOT_WORKED_OUT = "is no fraction", "is not worked out as a fraction"
_THROUGH = "it comes back through {}, which {}"
_TRANSCENDENTAL = frozenset({"sin", "cos", "tan", "exp", "tanh", "sigmoid", "sine"})  # at all fractions but 0
_LONGEST = 11  # characters of a fraction in a reason; a longer one is told as a decimal


class _Key(NamedTuple):
    """A number of each sample: the value of a block, the gradient there, a wire's local derivative, what it hands down.

    `place` is a node's id, or the wire.
    """

    kind: str
    place: str | Edge


class NoFractions:
    """The reasons of one pass: `floats` and `exact` have run forwards and back, no update."""

    def __init__(self, floats: Program, exact: Program) -> None:
        self._network, self._values, self._count = floats.network, floats.values, floats.batch
        self._known: Mapping[_Key, list[Rational]] = {
            key: exact_numbers(operand).ravel().tolist() for key, operand in (*_addressed(exact), *_summed(exact))
        }
        self._shown = dict((*_addressed(floats), *_summed(floats)))
        self._causes: dict[_Key, tuple[str, ...]] = {}

    def reasons(self) -> Mapping[float, str]:
        """The reason by the float, for every value, gradient and local derivative that is no fraction."""
        found: dict[float, str] = {}
        known: set[float] = set()
        for node in self._network.order:  # in this order nothing is asked for deeper than its neighbours
            self._cause(_Key("value", node.id))
        for node in reversed(self._network.order):
            self._cause(_Key("gradient", node.id))
        for key, operand in self._shown.items():
            for number, cause in zip(np.ravel(operand.array).tolist(), self._cause(key), strict=False):
                if cause:
                    found.setdefault(number, cause if isfinite(number) else NOT_FINITE)
                else:
                    known.add(number)
        return {number: f"{SHARED}, and {cause}" if number in known else cause for number, cause in found.items()}

    def of_update(self, node: str) -> str:
        """Why what a rational rule of descent makes of a learned number is none."""
        return next(filter(None, (*self._cause(_Key("sum", node)), *self._cause(_Key("value", node)))), TOO_LONG)

    def _cause(self, key: _Key) -> tuple[str, ...]:
        """A sample each, empty for what is a fraction."""
        if key not in self._causes:
            parts = [self._cause(part) for part in self._parts(key)]
            if key.kind in ("sum", "loss"):
                parts = [(next(filter(None, causes), ""),) for causes in parts]
            width = 1 if key.kind in ("sum", "loss") else self._count
            known = [number.fraction for number in self._known.get(key, ())] or [None]
            known = known * width if len(known) == 1 else known
            self._causes[key] = tuple(
                "" if fraction is not None else next((part[at] for part in parts if part[at]), "") or self._own(key, at)
                for at, fraction in enumerate(known)
            )
        return self._causes[key]

    def _parts(self, key: _Key) -> Iterator[_Key]:
        """What a number is made of."""
        kind, place = key
        if isinstance(place, Edge):
            if kind == "handed":
                yield from (_Key("slope", place), _Key("gradient", place.target))
            else:
                yield from (_Key("value", edge.source) for edge in self._network.incoming[place.target])
        elif kind == "gradient":
            yield from (_Key("handed", edge) for edge in self._network.outgoing[place])
        elif kind == "sum":
            yield _Key("gradient", place)
        else:
            yield from (_Key("value", edge.source) for edge in self._network.incoming[place])

    def _own(self, key: _Key, at: int) -> str:
        """The reason that lies in the number's own making."""
        kind, place = key
        node = self._network.by_id[place.target if isinstance(place, Edge) else place]
        if kind in ("value", "loss") and node.operation.ports:
            if is_rational(node.operation):
                return self._of_power(node, at) if isinstance(node.operation, Power | FixedPower) else TOO_LONG
            return " ".join(self._of_function(node, at))
        if kind == "slope" and not is_rational(node.operation):
            return _THROUGH.format(*self._of_function(node, at))
        if kind == "slope" and key in self._known:
            assert isinstance(place, Edge)
            symbols = (self._values[Ref(id, "activation")].symbol for id in (place.target, place.source))
            return f"{'/'.join(f'∂{symbol}' for symbol in symbols)} {_NOT_WORKED_OUT}"
        return TOO_LONG if key in self._known else ""

    def _of_power(self, node: Node, at: int) -> str:
        """A power of fractions is one where its exponent is whole, unless it is too long."""
        given = [self._number(edge.source, at) for edge in self._network.incoming[node.id]]
        if isinstance(node.operation, FixedPower):
            given.append(of(node.operation.exponent))
        exponent = given[1].fraction
        if exponent is None or exponent.denominator == 1:
            return TOO_LONG
        return f"{'^'.join(text if text.isalnum() else f'({text})' for text in map(_written, given))} {_NOT_WORKED_OUT}"

    def _of_function(self, node: Node, at: int) -> tuple[str, str]:
        """What a block makes that leaves the fractions, `sin(2)`, and what is to be said of it."""
        operation = node.operation
        given = [self._number(edge.source, at) for edge in self._network.incoming[node.id]]
        name = operation.function if isinstance(operation, Activation) else operation.kind
        irrational = len(given) == 1 and is_irrational(name, given[0].fraction)
        return f"{name.replace('_', ' ')}({', '.join(map(_written, given))})", _NONE if irrational else _NOT_WORKED_OUT

    def _number(self, node: str, at: int) -> Rational:
        """The value of a block at a sample."""
        known = self._known[_Key("value", node)]
        return known[at if len(known) > 1 else 0]


def is_irrational(function: str, at: Fraction | None) -> bool:
    """Whether this function is known to make none of this fraction: by Lindemann's theorem, or as no square's root."""
    if at is None:
        return False
    if function == "sqrt":
        return at > 0 and any(isqrt(part) ** 2 != part for part in (at.numerator, at.denominator))
    return at > 0 and at != 1 if function == "log" else function in _TRANSCENDENTAL and at != 0


def _written(number: Rational) -> str:
    text = str(number.fraction).replace("-", MINUS)
    return text if number.fraction is not None and len(text) <= _LONGEST else format_number(number.near)


def _addressed(program: Program) -> Iterator[tuple[_Key, Operand]]:
    """The operands of a program by what they are, a sample each."""
    kinds = {"activation": "value", "grad_activation": "gradient"}
    for ref, operand in program.values.items():
        if ref.quantity in kinds:
            yield _Key(kinds[ref.quantity], ref.node), operand
        elif ref.quantity == "contribution":
            target, _, port = ref.via.rpartition(":")
            yield _Key("handed", Edge(ref.node, target, int(port))), operand
    yield from ((_Key("slope", edge), operand) for edge, operand in local_derivatives(program).items())


def _summed(program: Program) -> Iterator[tuple[_Key, Operand]]:
    """Those that belong to all samples."""
    kinds = {"grad_value": "sum", "loss": "loss"}
    yield from (
        (_Key(kinds[ref.quantity], ref.node), it) for ref, it in program.values.items() if ref.quantity in kinds
    )
