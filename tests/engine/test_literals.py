"""Literals give the same bits again, whatever the numbers are."""

from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from playground.engine.literals import LONGEST, array_text, number_text, zeros_text

WIDTHS = {np.float64: 64, np.float32: 32}


def read(text: str) -> np.ndarray:
    return eval(text, {"np": np, "b64decode": b64decode})


@pytest.mark.parametrize("dtype", WIDTHS)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_number_is_read_back_as_the_same_number(data: st.DataObject, dtype: type[np.floating]) -> None:
    number = dtype(data.draw(st.floats(width=WIDTHS[dtype], allow_nan=False)))
    assert dtype(read(number_text(number))).tobytes() == number.tobytes()


@pytest.mark.parametrize("dtype", WIDTHS)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_array_is_read_back_with_the_same_bits(data: st.DataObject, dtype: type[np.floating]) -> None:
    shape = data.draw(array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
    array = data.draw(arrays(dtype, shape, elements=st.floats(width=WIDTHS[dtype])))
    again = read(array_text(array))
    assert (again.shape, again.dtype, again.tobytes()) == (array.shape, array.dtype, array.tobytes())
    assert again.flags.writeable


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.array(0.5), "np.array(0.5)"),
        (np.zeros((2, 3)), "np.zeros((2, 3))"),
        (np.zeros(3, np.float32), "np.zeros(3, np.float32)"),
        (np.ones(2), "np.ones(2)"),
        (np.full(2, -np.inf), "np.full(2, -np.inf)"),
        (np.array([0.1, -0.5]), "np.array([0.1, -0.5])"),
        (np.array([0.1, -0.5], np.float32), "np.array([0.1, -0.5], np.float32)"),
        (np.array([[1, 2], [3, 4]]), "np.array(\n    [[1, 2],\n     [3, 4]]\n)"),
    ],
)
def test_small_arrays_are_written_out(array: np.ndarray, text: str) -> None:
    assert array_text(array) == text


def test_zeros_keep_shape_and_kind() -> None:
    assert zeros_text(np.ones((2, 1), np.int32)) == "np.zeros((2, 1), np.int32)"


def test_a_long_array_is_encoded() -> None:
    array = np.random.default_rng(0).normal(size=(LONGEST + 1, 1))
    text = array_text(array)
    assert "b64decode" in text
    assert np.array_equal(read(text), array)


def test_any_nan_keeps_its_bits() -> None:
    strange = np.array([0xFFF8000000000001] * 2, np.uint64).view(np.float64)
    assert read(array_text(strange)).tobytes() == strange.tobytes()


def test_a_long_row_is_wrapped() -> None:
    text = array_text(np.arange(300.0))
    assert max(map(len, text.splitlines())) <= 120
    assert np.array_equal(read(text), np.arange(300.0))
