"""Forms of conditions that need not be looked at in full: a few samples, or the largest of all numbers, refute them.

Says only what a form allows. Knows neither recordings nor training.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from playground.engine.instruction import Array
from playground.session.condition_rows import Name, over_rows
from playground.session.condition_syntax import Comparison, Expression, Measure, Reduced, Value, parts

Refuted = Callable[[Array], bool]  # of (updates, …), whether the condition holds in none of them for certain
PLACES = 24  # numbers of a row that are looked at one by one
ROUNDED = 1e-3  # the share of the largest size by which rounding may put a mean beyond its numbers


def limit_of(tree: Expression) -> float | None:
    """The number that a tree without names is, such as 50 %."""
    if any(isinstance(part, Name) for part in parts(tree)):
        return None
    return float(over_rows(tree, lambda _name: np.zeros(1)))


def few_refute(condition: object) -> bool:
    """Whether a condition that does not hold for a few samples cannot hold for all: `max|x| < c`, `dead units > c`."""
    match condition:
        case Comparison(left=left, sign=sign, right=right) if limit_of(right) is not None:
            return _falls(left, sign)
    return False


def _falls(left: Expression, sign: str) -> bool:
    match left:
        case Reduced("max", Value() | Reduced("abs", Value())):
            return sign in ("<", "<=")
        case Reduced("min", Value() | Reduced("abs", Value())) | Measure("dead units"):
            return sign in (">", ">=")
    return False


def refutation(condition: object) -> tuple[Value | Measure, Refuted] | None:
    """How the rows of its one name may refute a condition of the form `max|x| < c`, `mean|x| > c`, `dead units > c`."""
    match condition:
        case Comparison(sign, Reduced("max" | "mean" as kind, Reduced("abs", Value() as value)), right):
            limit = limit_of(right)
            if limit is None:
                return None
            if sign == "<" and kind == "max":
                return value, Large(limit)
            if sign == ">":
                share = 1.0 if kind == "max" else 1.0 - ROUNDED
                return value, lambda rows: not rows.size or _lie_within(rows, limit * share)
        case Comparison(">", Measure() as measure, right):
            most = limit_of(right)
            return None if most is None else (measure, lambda shares: bool(shares.max() <= most * (1 - ROUNDED)))
    return None


def _lie_within(rows: Array, limit: float) -> bool:
    flat = rows.reshape(len(rows), -1)
    return bool(flat.max() <= limit and flat.min() >= -limit)


class Large:
    """Whether some number of each row is at least so large; the place that was last found is looked at first."""

    def __init__(self, limit: float) -> None:
        self._limit, self._place = limit, 0

    def __call__(self, rows: Array) -> bool:
        rows = rows.reshape(len(rows), -1)
        if not rows.size:
            return False
        small = np.flatnonzero(~(np.abs(rows[:, self._place]) >= self._limit))
        for place in range(0, rows.shape[1], -(-rows.shape[1] // PLACES)):
            if not len(small):
                return True
            found = np.abs(rows[small, place]) >= self._limit
            if found.all():
                self._place = place
            small = small[~found]
        return bool((np.abs(rows[small]) >= self._limit).any(1).all())
