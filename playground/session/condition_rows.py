"""Arithmetic of conditions and watches on several updates at once: each value has a row for each update.

A look at one update is the case of one row, so a condition means the same, to the last bit, whether it is looked at in
every update or looked back upon after many. Knows neither programs nor training.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from playground.engine.instruction import Array
from playground.session.condition_syntax import Combined, Counter, Expression, Measure, Number, Reduced, Value

Name = Value | Measure | Counter
Leaf = Callable[[Name], Array]  # the rows of a name: (updates,) for one number, else (updates, …)

SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": np.true_divide,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip


def over_rows(tree: Expression, leaf: Leaf) -> Array:
    """The value of an expression in each row, (updates,) or (updates, …); of one without names, ()."""
    match tree:
        case Number(value):
            return np.array(value)
        case Reduced(kind, inner):
            return _REDUCTIONS[kind](over_rows(inner, leaf))
        case Combined(sign, left, right):
            return joined(sign, over_rows(left, leaf), over_rows(right, leaf))
    return leaf(tree)


def joined(sign: str, left: Array, right: Array) -> Array:
    """Two values with a sign or a comparison between them, row by row."""
    axes = max(left.ndim, right.ndim)
    found: Array = SIGNS[sign](*(_widened(side, axes) if side.ndim else side for side in (left, right)))
    return found


def dead_shares(activations: Array) -> Array:
    """The share of units, 0 to 1, that answer 0 to every sample: (updates, samples, …) to (updates,)."""
    units = activations.reshape(*activations.shape[:2], -1) != 0
    alive = np.logical_or.reduce(np.ascontiguousarray(units.transpose(1, 0, 2)), 0)  # several times as fast this way
    shares: Array = 1.0 - np.count_nonzero(alive, 1) / max(units.shape[2], 1)
    return shares


def _widened(rows: Array, axes: int) -> Array:
    """With axes of length 1 behind the first, so that NumPy pairs rows with rows."""
    return rows.reshape(len(rows), *(1,) * (axes - rows.ndim), *rows.shape[1:])


def _flat(rows: Array) -> Array:
    return rows.reshape(len(rows) if rows.ndim else 1, -1)


def _upright(rows: Array) -> Array:
    """A column for each update: the largest of many rows is found much faster downwards."""
    return np.ascontiguousarray(_flat(rows).T)


def _max(rows: Array) -> Array:
    found: Array = np.maximum.reduce(_upright(rows), 0)
    return found


def _min(rows: Array) -> Array:
    found: Array = np.minimum.reduce(_upright(rows), 0)
    return found


def _sum(rows: Array) -> Array:
    found: Array = np.add.reduce(_flat(rows), 1)
    return found


def _mean(rows: Array) -> Array:
    found: Array = _sum(rows) / _flat(rows).shape[1]
    return found


def _norm(rows: Array) -> Array:
    found: Array = np.sqrt(_sum(rows * rows))
    return found


_REDUCTIONS: Mapping[str, Callable[[Array], Array]] = {
    "abs": np.abs, "max": _max, "min": _min, "mean": _mean, "sum": _sum, "norm": _norm
}  # fmt: skip
