"""Larger, smaller and size: NumPy's on real numbers, by the real part on complex ones, at a tie the side asked for."""

import numpy as np
import pytest

from playground.engine.instruction import Array, Call
from playground.engine.operations.real_order import larger, magnitude, smaller

DUAL = 1e-30j  # the imaginary part carries a derivative


def result(call: Call, out: Array) -> Array:
    """What the call writes."""
    call()
    return out


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_numbers_are_ordered(dtype: type[np.number]) -> None:
    one, other, out = (np.array(values, dtype) for values in ([1, -2, 3], [2, -3, 3], [0, 0, 0]))
    assert result(larger(one, other, out), out).tolist() == [2, -2, 3]
    assert result(smaller(one, other, out), out).tolist() == [1, -3, 3]
    assert result(magnitude(other, out), out).tolist() == [2, 3, 3]


def test_at_a_tie_the_second_keeps_its_derivative() -> None:
    one, other, out = np.array([1 + DUAL]), np.array([1 + 3 * DUAL]), np.zeros(1, complex)
    assert result(larger(one, other, out), out)[0] == other[0]
    assert result(smaller(one, other, out), out)[0] == other[0]
    assert result(larger(other, one, out), out)[0] == one[0]


def test_the_size_turns_the_derivative_of_a_negative_number_and_has_none_at_zero() -> None:
    out = np.zeros(3, complex)
    assert result(magnitude(np.array([2 + DUAL, -2 + DUAL, DUAL]), out), out).tolist() == [2 + DUAL, 2 - DUAL, 0]


def test_the_result_may_be_written_over_an_argument() -> None:
    for dtype in (np.float64, np.complex128):
        out = np.array([-1.0, 2.0], dtype)
        assert result(larger(np.array(0.0, dtype), out, out), out).tolist() == [0, 2]


def test_nan_stays_nan() -> None:
    out = np.zeros(1)
    for call in (larger, smaller):
        assert np.isnan(result(call(np.array([np.nan]), np.array(0.0), out), out)[0])
