"""Tests that cost next to nothing while they fail: a witness that failed them last time is asked first.

They give the same answers as the plain comparison, which they fall back on; a test says so. Only the form of a
condition decides whether there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from playground.engine.instruction import Array
from playground.session.condition_meaning import Scope, dead_share
from playground.session.condition_syntax import Combined, Comparison, Expression, Measure, Number, Reduced, Value

Test = Callable[[], bool]
FEW_UNITS = 16  # beyond these asking unit by unit is slower than looking at all


def quick_test(scope: Scope, tree: Comparison) -> Test | None:
    """A quick way to test the comparison, if its form has one: `max|x| < c`, `max|x| > c` or `dead units > c`."""
    limit = _constant(tree.right)
    match tree.left:
        case Reduced("max", Reduced("abs", Value() as value)) if limit is not None:
            return _largest(tree.sign, scope.array(value), limit)
        case Measure("dead units") if limit is not None and tree.sign == ">":
            activations = scope.program.values[scope.refs(tree.left)[0]].array
            units = activations.size // max(len(activations), 1)
            return DeadUnits(activations, limit) if 0 < units <= FEW_UNITS and 0 <= limit < 1 else None
    return None


class AllBelow:
    """`max|x| < limit`: false as long as the element that was largest last time is not below."""

    def __init__(self, array: Array, limit: float) -> None:
        self._array, self._limit, self._witness = array, limit, 0

    def __call__(self) -> bool:
        if not -self._limit < self._array.item(self._witness) < self._limit:
            return False
        sizes = np.abs(self._array)
        self._witness = int(sizes.argmax())
        return bool(sizes.max() < self._limit)


class AnyAbove:
    """`max|x| > limit`: false as long as the sum of squares, which no square exceeds, is not above."""

    def __init__(self, array: Array, limit: float) -> None:
        self._flat, self._limit = array.reshape(-1), limit
        self._square = limit * limit * (1 - 1e-9)  # so that rounding never hides a hit

    def __call__(self) -> bool:
        if np.dot(self._flat, self._flat) < self._square:
            return False
        return bool(np.abs(self._flat).max() > self._limit)


class DeadUnits:
    """`dead units > limit`: false as long as enough units answer the samples they answered last time."""

    def __init__(self, activations: Array, limit: float) -> None:
        self._activations, self._limit = activations, limit
        self._witnesses: tuple[int, ...] | None = None

    def __call__(self) -> bool:
        if self._witnesses is not None and all(map(self._activations.item, self._witnesses)):
            return False
        self._witnesses = self._find_witnesses()
        return dead_share(self._activations) > self._limit

    def _find_witnesses(self) -> tuple[int, ...] | None:
        """One answered sample for each of as many units as it takes to refute the condition; None if they are few."""
        units = self._activations.reshape(len(self._activations), -1)
        alive = np.flatnonzero(units.any(0))
        needed = next((n for n in range(units.shape[1] + 1) if 1.0 - n / units.shape[1] <= self._limit), 0)
        if len(alive) < needed:
            return None
        samples = np.abs(units[:, alive[:needed]]).argmax(0)
        return tuple(int(at) for at in samples * units.shape[1] + alive[:needed])


def _largest(sign: str, array: Array, limit: float) -> Test | None:
    if not array.size or not 0 < limit < inf:
        return None
    if sign == "<":
        return AllBelow(array, limit)
    return AnyAbove(array, limit) if sign == ">" and array.flags.c_contiguous else None


def _constant(tree: Expression) -> float | None:
    match tree:
        case Number(value):
            return value
        case Combined("/", Number(above), Number(below)) if below:
            return above / below
    return None
