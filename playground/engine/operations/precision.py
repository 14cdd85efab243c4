"""Buffers of double precision for programs of single precision: where a rounding of the middle would show in the end.

Knows no operation.
"""

from __future__ import annotations

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.operation import Shape


def double_buffer(shape: Shape, like: Array) -> Array:
    """A new buffer of float64 for a float32 program, else of the program's own precision."""
    return np.zeros(shape, np.promote_types(like.dtype, np.float64))
