"""Whether numbers are the same to the last bit, told without copying them: of long arrays it is asked at every step."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def same_bits(one: Array, other: Array) -> bool:
    """Whether two arrays of one kind and shape agree; NaN is the same as itself, 0 is not −0."""
    if one is other:
        return True
    if (one.dtype, one.shape) != (other.dtype, other.shape):
        return False
    bits = np.dtype(f"u{one.itemsize}")
    return np.array_equal(np.ascontiguousarray(one).view(bits), np.ascontiguousarray(other).view(bits))
