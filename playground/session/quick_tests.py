"""Tests that cost next to nothing while they fail: one number is looked at, not all of them.

They give the same answers as the plain comparison, which they fall back on; a test says so. Only the form of a
condition decides whether there is one. Tests of one form are asked together, as a call costs more than a test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf

import numpy as np

from playground.engine.instruction import Array
from playground.engine.parameters import Clock
from playground.session.condition_meaning import Scope
from playground.session.condition_rows import SIGNS, Name, dead_shares, over_rows
from playground.session.condition_syntax import Comparison, Counter, Expression, Measure, Reduced, Value, parts

Test = Callable[[], bool]
SURE = 1e-9  # how far a rounded sum of squares is from the limit before it decides


def quick_test(scope: Scope, tree: Comparison) -> Test | None:
    """A quick way to test the comparison, if its form has one: `max|x| < c`, `gradient norm > c`, `update = c` …"""
    limit = _number(tree.right)
    if limit is None or not 0 < limit < inf:
        return None
    match tree.left:
        case Reduced("max", Reduced("abs", Value() as value)):
            return _largest(tree.sign, scope.array(value), limit)
        case Measure("gradient norm") if tree.sign in "<>":
            return (longer if tree.sign == ">" else shorter)(scope.gradients, limit)
        case Measure("dead units") as units if tree.sign == ">":
            return ManyDead(scope.activations(units), limit)
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


def longer(flat: Array, limit: float) -> Test:
    """`‖x‖ > limit` without a root as long as the square is clearly below."""
    dot, sure = flat.dot, limit * limit * (1 - SURE)

    def test() -> bool:
        square = dot(flat)
        return bool(not square < sure and np.sqrt(square) > limit)

    return test


def shorter(flat: Array, limit: float) -> Test:
    """`‖x‖ < limit` without a root as long as the square is clearly above."""
    dot, sure = flat.dot, limit * limit * (1 + SURE)

    def test() -> bool:
        square = dot(flat)
        return bool(not square > sure and np.sqrt(square) < limit)

    return test


class ManyDead:
    """`dead units > limit`: whom the first sample finds alive, or a sum over all samples, need not be looked at."""

    def __init__(self, activations: Array, limit: float) -> None:
        rows = activations.reshape(len(activations), -1)
        sums = np.empty(rows.shape[1], rows.dtype)
        self._activations, self._add = activations[None], partial(np.ones(len(rows), rows.dtype).dot, rows, sums)
        self.limit, self.few = limit, rows.shape[1] * limit - SURE
        self.listed, self._listed_sums = rows[0].tolist, sums.tolist

    def __call__(self) -> bool:
        if self.listed().count(0.0) <= self.few:  # of so few numbers Python counts faster than NumPy
            return False
        self._add()
        return self._listed_sums().count(0.0) > self.few and bool(dead_shares(self._activations)[0] > self.limit)


def one_of_many_dead(tests: Sequence[ManyDead]) -> Test:
    """Whether any of them is true, in one call."""
    asked = [(test.listed, test.few) for test in tests]

    def test() -> bool:
        for listed, few in asked:
            if listed().count(0.0) > few:
                return any(one() for one in tests)
        return False

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


def _number(tree: Expression) -> float | None:
    """The number that a tree without names is, such as 50 %."""
    if any(isinstance(part, Name) for part in parts(tree)):
        return None
    return float(over_rows(tree, _no_rows))


def _no_rows(_name: Name) -> Array:
    return np.zeros(1)
