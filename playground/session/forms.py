"""Forms of conditions that need not be looked at in full: a few samples, or the largest of all numbers, refute them.

Says only what a form allows. Knows neither recordings nor training.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from playground.engine.instruction import Array
from playground.session.condition_rows import Name, over_rows
from playground.session.condition_syntax import Comparison, Expression, Measure, Reduced, Value, parts

Refuted = Callable[[Array], bool]  # of (updates, …), whether the condition holds in none of them for certain
PLACES = 24  # numbers of a row that are looked at before all are, about
ROUNDED = 1e-3  # the share of the largest size by which rounding may put a mean beyond its numbers


def limit_of(tree: Expression) -> float | None:
    """The number that a tree without names is, such as 50 %."""
    if any(isinstance(part, Name) for part in parts(tree)):
        return None
    return float(over_rows(tree, lambda _name: np.zeros(1)))


@dataclass(frozen=True)
class Bound:
    """`max|x| > c`, or `mean|x| > c`, of a value x and c above 0."""

    kind: str
    value: Value
    limit: float


def bound(condition: object) -> Bound | None:
    """The condition as a bound of a value's numbers, if it is one."""
    match condition:
        case Comparison(">", Reduced("max" | "mean" as kind, Reduced("abs", Value() as value)), right):
            limit = limit_of(right)
            return None if limit is None or not 0 < limit < inf else Bound(kind, value, limit)
    return None


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
                return value, lambda rows: _all_reach(rows, limit)
            if sign == ">":
                share = 1.0 if kind == "max" else 1.0 - ROUNDED
                return value, lambda rows: not rows.size or _lie_within(rows, limit * share)
        case Comparison(">", Measure() as measure, right):
            most = limit_of(right)
            return None if most is None else (measure, lambda shares: bool(shares.max() <= most * (1 - ROUNDED)))
    return None


def _lie_within(rows: Array, limit: float) -> bool:
    flat = rows.reshape(len(rows), -1)
    return float(flat.max()) <= limit and float(flat.min()) >= -limit


def _all_reach(rows: Array, limit: float) -> bool:
    """Whether some number of each row is at least so large: one is looked at first, then some more, then all."""
    rows, exact = rows.reshape(len(rows), -1), np.float64(limit)  # not rounded to the precision of the rows
    for step in (rows.shape[1], -(-rows.shape[1] // PLACES), 1) if rows.size else ():
        small = ~(np.abs(rows[:, ::step]) >= exact).any(1)
        if not small.any():
            return True
        rows = rows[small]
    return False
