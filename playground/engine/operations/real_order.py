"""The larger and the smaller of two values and the size of one, for real numbers and for those of the gradient check.

The complex step runs the forward pass in complex numbers whose imaginary parts carry a derivative. They are ordered by
their real parts; at a tie the caller says which side's derivative counts. Knows no operation.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.instruction import Array, Call


def larger(one: Array, other: Array, out: Array) -> Call:
    """out = max(one, other); at a tie it is `other`, with its derivative."""
    return partial(_larger_real_part if np.iscomplexobj(out) else np.maximum, one, other, out=out)


def smaller(one: Array, other: Array, out: Array) -> Call:
    """out = min(one, other); at a tie it is `other`, with its derivative."""
    return partial(_smaller_real_part if np.iscomplexobj(out) else np.minimum, one, other, out=out)


def magnitude(value: Array, out: Array) -> Call:
    """out = |value|, whose derivative at 0 counts as 0."""
    return partial(_real_magnitude if np.iscomplexobj(out) else np.absolute, value, out)


def _larger_real_part(one: Array, other: Array, *, out: Array) -> None:
    np.copyto(out, np.where(one.real > other.real, one, other))


def _smaller_real_part(one: Array, other: Array, *, out: Array) -> None:
    np.copyto(out, np.where(one.real < other.real, one, other))


def _real_magnitude(value: Array, out: Array) -> None:
    np.multiply(value, np.sign(value.real), out)
