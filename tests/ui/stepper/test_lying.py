"""Arrays lie as on the blackboard, and every cell leads back to the element it shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.stepper.lying import Lying, in_rows, standing

SHAPES = st.lists(st.integers(1, 4), max_size=4).map(tuple)


@given(SHAPES, st.booleans())
def test_a_cell_shows_the_element_it_stands_for(shape: tuple[int, ...], upright: bool) -> None:
    lying, array = Lying(shape, upright), np.arange(float(np.prod(shape, dtype=int))).reshape(shape)
    drawn = lying.drawn(array)
    assert drawn.shape == lying.size
    for index in np.ndindex(shape):
        cell = lying.cell(tuple(index))
        assert drawn[cell] == array[index]
        assert lying.index(cell) == tuple(index)


@pytest.mark.parametrize(
    ("shape", "batched", "size"),
    [
        ((1, 3), True, (3, 1)),
        ((3,), False, (3, 1)),
        ((3, 2), False, (3, 2)),
        ((1, 2), False, (1, 2)),
        ((), False, (1, 1)),
    ],
)
def test_for_one_sample_vectors_stand_and_matrices_stay(
    shape: tuple[int, ...], batched: bool, size: tuple[int, int]
) -> None:
    assert standing(shape, batched).size == size


def test_for_a_batch_samples_are_rows() -> None:
    assert [in_rows(shape).size for shape in ((5, 3), (3,), (3, 2), ())] == [(5, 3), (1, 3), (3, 2), (1, 1)]


def test_a_drawn_array_is_a_view() -> None:
    array = np.zeros((1, 3))
    assert np.shares_memory(standing((1, 3), True).drawn(array), array)
