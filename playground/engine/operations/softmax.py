"""Softmax and log-softmax along any axis: how they are computed without overflow, and their backward rules.

eᶻ / Σ eᶻ stays the same when one number c is taken from every z. The largest z is the usual c, but z − c then rounds
away digits of z that the result needs. Here c is 0 unless eᶻ would overflow or vanish, and then a whole number, so that
z − c is exact wherever it matters; sums are kept in the widest precision there is. Source of the shift: Blanchard,
Higham and Higham, Accurately computing the log-sum-exp and softmax functions, 2021.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log
from typing import Any

import numpy as np

from playground.engine.instruction import Array, Operand
from playground.engine.operations.activation_function import ActivationFunction, Calls
from playground.engine.operations.operation import Line, Site
from playground.engine.operations.precision import double_buffer


@dataclass(frozen=True, eq=False)
class Exponentials:
    """Buffers for what both functions are made of: e^(z − c), its sum along the axis, the largest z and the shift c."""

    axis: int
    powers: Array
    total: Array
    largest: Array
    shift: Array
    single: bool  # whether the values are of single precision, far less than that of the powers

    @classmethod
    def of(cls, a: Array, axis: int) -> Exponentials:
        """Buffers for values of the shape of `a`; the powers are of double precision at least, their sum of more."""
        column = (*a.shape[: axis % a.ndim], 1, *a.shape[axis % a.ndim + 1 :])
        powers, total, largest, shift = (double_buffer(shape, a) for shape in (a.shape, column, column, column))
        return cls(axis, powers, total, largest, shift, powers.dtype != a.dtype)

    def powers_calls(self, z: Array) -> Calls:
        """Write the largest z, c and the powers."""
        return (
            partial(np.maximum.reduce, z, self.axis, None, self.largest, True),
            *self._shift_calls(),
            partial(np.subtract, z, self.shift, self.powers),
            partial(np.exp, self.powers, self.powers),
        )

    def _shift_calls(self) -> Calls:
        """c = largest − min(max(largest, 0), limit), rounded; up to the limit all powers together do not overflow.

        For single precision c = largest will do: what z − c loses in double precision is far below the result's ulp.
        """
        dtype, shift = self.powers.dtype, self.shift
        if self.single:
            return (partial(np.copyto, shift, self.largest),)
        limit = log(np.finfo(dtype).max) - log(self.powers.shape[self.axis]) - 1
        return (
            partial(np.maximum, self.largest, np.array(0, dtype), out=shift),
            partial(np.minimum, shift, np.array(limit, dtype), out=shift),
            partial(np.less, self.largest, np.array(1e15, dtype), self.total),
            partial(np.multiply, shift, self.total, shift),  # beyond, rounding would move c by more than the margin
            partial(np.subtract, self.largest, shift, shift),
            partial(np.rint, shift, shift),
        )

    @property
    def _summed(self) -> np.dtype[Any]:
        """The precision of the sum."""
        return self.powers.dtype if self.single else np.promote_types(self.powers.dtype, np.longdouble)

    def total_calls(self) -> Calls:
        """Write the sum of the powers; where double precision will do, as a product with ones."""
        if self.single and self.powers.ndim == 2 and self.axis % 2 == 1:
            return (partial(np.matmul, self.powers, np.ones((self.powers.shape[1], 1)), self.total),)
        return (partial(np.add.reduce, self.powers, self.axis, self._summed, self.total, True),)


def softmax_calls(_site: Site, z: Array, a: Array) -> Calls:
    """a = eᶻ / Σ eᶻ along the last axis."""
    return axis_softmax_calls(z, a, Exponentials.of(a, -1))


def axis_softmax_calls(z: Array, a: Array, parts: Exponentials) -> Calls:
    """a = eᶻ / Σ eᶻ along the axis of the parts."""
    return (
        *parts.powers_calls(z),
        *parts.total_calls(),
        partial(np.divide, parts.powers, parts.total, a, casting="same_kind"),
    )


def log_softmax_calls(_site: Site, z: Array, a: Array) -> Calls:
    """a = z − ln Σ eᶻ along the last axis."""
    return axis_log_softmax_calls(z, a, Exponentials.of(a, -1))


def axis_log_softmax_calls(z: Array, a: Array, parts: Exponentials) -> Calls:
    """a = (z − largest) − ln(Σ eᶻ / e^largest), two parts of one sign.

    The logarithm is taken as ln(1 + r), r from all but one of the largest: near 0 only r tells the value.
    """
    is_largest, count = np.zeros(a.shape, bool), np.zeros_like(parts.total)
    powers, total, shift = parts.powers, parts.total, parts.shift
    zero, one = np.array(0, powers.dtype), np.array(1, powers.dtype)
    return (
        *parts.powers_calls(z),
        partial(np.equal, z, parts.largest, is_largest),
        partial(np.add.reduce, is_largest, parts.axis, powers.dtype, count, True),
        partial(np.subtract, count, one, count),
        partial(np.copyto, powers, zero, where=is_largest),
        *parts.total_calls(),
        partial(np.subtract, parts.largest, shift, shift),
        partial(np.exp, shift, shift),
        partial(np.divide, total, shift, total),
        partial(np.add, total, count, total),
        partial(np.log1p, total, total),
        partial(np.subtract, z, parts.largest, powers),
        partial(np.subtract, powers, total, a, casting="same_kind"),
    )


def softmax_gradient_calls(da: Array, a: Array, dz: Array, column: Array, axis: int = -1) -> Calls:
    """dz = a (da − Σ da a), the sum in `column`."""
    return (
        partial(np.multiply, da, a, dz),
        partial(np.add.reduce, dz, axis, None, column, True),
        partial(np.subtract, da, column, dz),
        partial(np.multiply, dz, a, dz),
    )


def log_softmax_gradient_calls(da: Array, a: Array, dz: Array, column: Array, axis: int = -1) -> Calls:
    """dz = da − eᵃ Σ da, the sum in `column`."""
    return (
        partial(np.exp, a, dz),
        partial(np.add.reduce, da, axis, None, column, True),
        partial(np.multiply, dz, column, dz),
        partial(np.subtract, da, dz, dz),
    )


@dataclass(frozen=True)
class _PullBack:
    """A backward rule that reads δa and a and needs a column for its sum."""

    formula: str
    note: str
    calls: Callable[[Array, Array, Array, Array], Calls]

    def __call__(self, site: Site, _z: Operand, dz: Operand) -> None:
        da, a, column = site.output_gradient(), site.value("activation"), site.scratch((*dz.array.shape[:-1], 1))
        line = Line(self.formula, {"dz": dz, "da": da, "a": a}, note=self.note)
        site.emit(dz, line, *self.calls(da.array, a.array, dz.array, column))


SOFTMAXES = (
    ActivationFunction(
        "softmax",
        "Softmax",
        "softmax({z})",
        "",
        softmax_calls,
        None,
        expanded="<e^{z}|Σ[e^{z}]>",
        pull_back=_PullBack(
            "{dz} = {a} ⊙ ({da} − Σ[{da} {a}])",
            "softmax's Jacobian diag(a) − a aᵀ applied to the gradient",
            softmax_gradient_calls,
        ),
    ),
    ActivationFunction(
        "log_softmax",
        "Log-softmax",
        "ln softmax({z})",
        "",
        log_softmax_calls,
        None,
        expanded="{z} − ln Σ[e^{z}]",
        pull_back=_PullBack(
            "{dz} = {da} − e^{a} Σ[{da}]",
            "raising one value lowers all, each by the probability e^a of the raised one",
            log_softmax_gradient_calls,
        ),
    ),
)
