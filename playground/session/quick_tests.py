"""Tests that cost little while they fail: one sum of squares is looked at, not every number.

They give the same answers as the plain comparison, which they fall back on; a test says so. Only the form of a
condition decides whether there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf

import numpy as np

from playground.engine.instruction import Array
from playground.engine.parameters import Clock
from playground.session.condition_meaning import Scope, compared
from playground.session.condition_rows import SIGNS
from playground.session.condition_syntax import Comparison, Counter, Measure
from playground.session.forms import Bound, bound, limit_of

Test = Callable[[], bool]
SURE = 1e-9  # how far a rounded sum is from the limit before it decides
SURE_SINGLE = 1e-3  # the same in single precision


def quick_test(scope: Scope, tree: Comparison) -> Test | None:
    """A quick way to test the comparison, if its form has one: `max|x| > c`, `gradient norm > c`, `update = c` …"""
    found = bound(tree)
    if found is not None:
        array = scope.array(found.value)
        quick = (any_above if found.kind == "max" else mean_above)(array, found.limit, compared(scope, tree))
        return quick if array.size > 1 and array.flags.c_contiguous else None
    limit = limit_of(tree.right)
    if limit is None or not 0 < limit < inf:
        return None
    match tree.left:
        case Measure("gradient norm") if tree.sign in "<>":
            return (longer if tree.sign == ">" else shorter)(scope.gradients, limit)
        case Counter("update"):
            return counting(scope.program.arrays.clock, tree.sign, limit)
    return None


def most_squares(found: Bound, array: Array) -> float:
    """What the sum of an array's squares is below only if the bound holds for certain: no square exceeds it, and no
    mean exceeds the root of the mean square.
    """
    return found.limit**2 * (1 - _sure(array)) * (array.size if found.kind == "mean" else 1)


def any_above(array: Array, limit: float, plain: Test) -> Test:
    """`max|x| > limit`: false as long as the sum of squares, which no square exceeds, is not above."""
    flat = array.reshape(-1)
    dot, sure = flat.dot, limit * limit * (1 - _sure(array))
    return lambda: not dot(flat) < sure and plain()


def mean_above(array: Array, limit: float, plain: Test) -> Test:
    """`mean|x| > limit`: false as long as the root of the mean square, which no mean exceeds, is not above.

    Nor where the sizes, summed as quickly as can be, are clearly not enough.
    """
    flat, sizes = array.reshape(-1), np.empty(array.size, array.dtype)
    dot, square = flat.dot, limit * limit * flat.size * (1 - _sure(array))
    total, enough = partial(np.ones_like(sizes).dot, sizes), limit * flat.size * (1 - _sure(array))

    def test() -> bool:
        if dot(flat) < square:
            return False
        np.abs(flat, sizes)
        return not total() < enough and plain()

    return test


def longer(flat: Array, limit: float) -> Test:
    """`‖x‖ > limit` without a root as long as the square is clearly below."""
    dot, sure = flat.dot, limit * limit * (1 - _sure(flat))

    def test() -> bool:
        square = dot(flat)
        return bool(not square < sure and np.sqrt(square) > limit)

    return test


def shorter(flat: Array, limit: float) -> Test:
    """`‖x‖ < limit` without a root as long as the square is clearly above."""
    dot, sure = flat.dot, limit * limit * (1 + _sure(flat))

    def test() -> bool:
        square = dot(flat)
        return bool(not square > sure and np.sqrt(square) < limit)

    return test


def counting(clock: Clock, sign: str, limit: float) -> Test:
    """`update = 100` and its like."""
    compare = SIGNS[sign]
    return lambda: compare(clock.updates, limit)


def _sure(array: Array) -> float:
    return SURE if array.dtype == np.float64 else SURE_SINGLE
