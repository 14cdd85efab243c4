"""Buffers of double precision: wider than a float32 program, as wide as any other."""

import numpy as np
import pytest

from playground.engine.operations.precision import double_buffer


@pytest.mark.parametrize(
    ("program", "buffer"), [(np.float32, np.float64), (np.float64, np.float64), (np.complex128, np.complex128)]
)
def test_a_buffer_is_of_double_precision(program: type[np.number], buffer: type[np.number]) -> None:
    made = double_buffer((2, 3), np.zeros(1, program))
    assert (made.shape, made.dtype) == ((2, 3), np.dtype(buffer))
