"""The quickest way NumPy offers to do what a call does: in small networks a call costs more than its arithmetic.

A matrix product by `ndarray.dot` starts in half the time of `np.matmul`, and summing rows is a product with ones. The
stepper walks the calls that stand here in the end, so what is watched is still what trains. Knows no operation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import numpy as np

from playground.engine.instruction import Array, Call

SERIAL = 8192  # numbers in a matrix that BLAS surely sums in one thread, so that the bits are the same everywhere


def quickest(call: Call) -> Call:
    """A call with the same result, or the call itself if nothing is known to be quicker."""
    if not isinstance(call, partial):
        return call
    quicker = _QUICKER.get(call.func)
    return call if quicker is None or call.keywords else quicker(call)


def _product(call: partial[Any]) -> Call:
    """A single number times a matrix stays as it is: there `dot` leaves out what it multiplies by 0, even infinity.

    So does a part of a wider table, which `dot` would copy first.
    """
    one, other, out = call.args
    plain = one.ndim == other.ndim == 2 and out.flags.c_contiguous and one.dtype == other.dtype == out.dtype
    whole = plain and one.flags.forc and other.flags.forc
    return type(call)(one.dot, other, out) if whole and one.size > 1 and other.size > 1 else call


def _row_sum(call: partial[Any]) -> Call:
    if len(call.args) != 4:
        return call
    rows, axis, dtype, out = call.args
    plain = rows.ndim == 2 and rows.flags.c_contiguous and axis == 0 and dtype is None
    if not plain or rows.dtype != out.dtype or rows.dtype.kind != "f" or not 1 < rows.size <= SERIAL:
        return call
    return partial(_ones(len(rows), rows.dtype).dot, rows, out)


@cache
def _ones(length: int, dtype: np.dtype[Any]) -> Array:
    """Ones to multiply with, which all sums of so many rows share."""
    ones = np.ones(length, dtype)
    ones.flags.writeable = False
    return ones


_QUICKER: Mapping[Callable[..., object], Callable[[partial[Any]], Call]] = {
    np.matmul: _product,
    np.add.reduce: _row_sum,
}
