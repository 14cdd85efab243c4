"""Bits are compared as they lie, whatever they mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.engine.bits import Array, same_bits


@given(arrays(st.sampled_from([np.float64, np.float32, np.int64, np.bool_]), (2, 3)), st.integers(0, 2))
def test_an_array_is_its_copy_until_a_bit_is_another(one: Array, place: int) -> None:
    other = one.copy()
    assert same_bits(one, one)
    assert same_bits(one, other)
    other.view(np.uint8)[0, place] ^= 1
    assert not same_bits(one, other)


def test_what_equals_otherwise_has_other_bits_and_what_never_equals_may_have_the_same() -> None:
    assert not same_bits(np.array([0.0]), np.array([-0.0]))
    assert same_bits(np.array([np.nan, 1.0]), np.array([np.nan, 1.0]))
    assert same_bits(np.array(3.0), np.array(3.0))
    assert same_bits(np.zeros((2, 3)).T, np.zeros((3, 2)))


@pytest.mark.parametrize("other", [np.zeros(3, np.float32), np.zeros((3, 1)), np.zeros(4), np.zeros(3, np.int64)])
def test_another_kind_or_shape_is_not_the_same(other: Array) -> None:
    assert not same_bits(np.zeros(3), other)
