"""Tests that cost next to nothing while they fail: one number is looked at, not all of them.

They give the same answers as the plain comparison, which they fall back on; a test says so. Only the form of a
condition decides whether there is one. Tests of one form are asked together, because a call costs
more than a test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf, sqrt

import numpy as np

from playground.engine.instruction import Array
from playground.session.condition_meaning import Scope
from playground.session.condition_syntax import Comparison, Measure, Number, Reduced, Value

Test = Callable[[], bool]
SURE = 1e-9  # how far a rounded sum of squares is from the limit before it decides


def quick_test(scope: Scope, tree: Comparison) -> Test | None:
    """A quick way to test the comparison, if its form has one: `max|x| < c`, `max|x| > c`, `gradient norm > c`."""
    if not isinstance(tree.right, Number) or not 0 < tree.right.value < inf:
        return None
    limit = tree.right.value
    match tree.left:
        case Reduced("max", Reduced("abs", Value() as value)):
            return _largest(tree.sign, scope.array(value), limit)
        case Measure("gradient norm") if tree.sign == ">":
            arrays = scope.program.arrays
            return longer(arrays.gradients[: arrays.layout.trainable_size], limit)
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
        return bool(sizes.max() < self.limit)


def joined(tests: Sequence[Test]) -> tuple[Test, ...]:
    """The same tests, those of one form asked together: true if any of them is."""
    below = [test for test in tests if isinstance(test, AllBelow)]
    others = tuple(test for test in tests if not isinstance(test, AllBelow))
    return (_any_below(below), *others) if len(below) > 1 else tuple(tests)


def _any_below(tests: Sequence[AllBelow]) -> Test:
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
        return not dot(flat) < sure and bool(np.abs(flat).max() > limit)

    return test


def longer(flat: Array, limit: float) -> Test:
    """`‖x‖ > limit` without a root as long as the square is clearly below."""
    dot, sure = flat.dot, limit * limit * (1 - SURE)

    def test() -> bool:
        square = dot(flat)
        return not square < sure and sqrt(square) > limit if square < inf else bool(square == inf)

    return test


def _largest(sign: str, array: Array, limit: float) -> Test | None:
    if not array.size or not array.flags.c_contiguous:
        return None
    if sign == "<":
        return AllBelow(array, limit)
    return any_above(array, limit) if sign == ">" else None
