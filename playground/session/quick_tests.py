"""Tests that cost next to nothing while they fail: one number is looked at, not all of them.

They give the same answers as the plain comparison, which they fall back on; a test says so. Only the form of a
condition decides whether there is one. Tests of one form are asked together, as a call costs more than a test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

import numpy as np

from playground.engine.instruction import Array
from playground.engine.parameters import Clock
from playground.session.condition_meaning import Scope
from playground.session.condition_rows import SIGNS
from playground.session.condition_syntax import Comparison, Counter, Number, Reduced, Value

Test = Callable[[], bool]
SURE = 1e-9  # how far a rounded sum of squares is from the limit before it decides


def quick_test(scope: Scope, tree: Comparison) -> Test | None:
    """A quick way to test the comparison, if its form has one: `max|x| < c`, `max|x| > c`, `update = c`."""
    if not isinstance(tree.right, Number) or not 0 < tree.right.value < inf:
        return None
    limit = tree.right.value
    match tree.left:
        case Reduced("max", Reduced("abs", Value() as value)):
            return _largest(tree.sign, scope.array(value), limit)
        case Counter("update"):
            return counting(scope.program.arrays.clock, tree.sign, limit)
    return None


class AllBelow:
    """`max|x| < limit`: false as long as the element that was largest last time is not below."""

    def __init__(self, array: Array, limit: float) -> None:
        self._array = array
        self.limit, self.item, self.witness = limit, array.item, 0

    def __call__(self) -> bool:
        if not -self.limit < self.item(self.witness) < self.limit:
            return False
        sizes = np.abs(self._array)
        self.witness = int(sizes.argmax())
        return float(sizes.max()) < self.limit


def one_below(tests: Sequence[AllBelow]) -> Test:
    """Whether any of them is true, in one call."""
    asked = [(test.item, test.witness, test.limit) for test in tests]

    def test() -> bool:
        for item, witness, limit in asked:
            if -limit < item(witness) < limit:
                break
        else:
            return False
        found = [one() for one in tests]
        asked[:] = [(one.item, one.witness, one.limit) for one in tests]
        return any(found)

    return test


def any_above(array: Array, limit: float) -> Test:
    """`max|x| > limit`: false as long as the sum of squares, which no square exceeds, is not above."""
    flat = array.reshape(-1)
    dot, sure = flat.dot, limit * limit * (1 - SURE)

    def test() -> bool:
        return not dot(flat) < sure and float(np.abs(flat).max()) > limit

    return test


def counting(clock: Clock, sign: str, limit: float) -> Test:
    """`update = 100` and its like."""
    compare = SIGNS[sign]
    return lambda: compare(clock.updates, limit)


def _largest(sign: str, array: Array, limit: float) -> Test | None:
    if not array.size or not array.flags.c_contiguous:
        return None
    if sign == "<":
        return AllBelow(array, limit)
    return any_above(array, limit) if sign == ">" else None
