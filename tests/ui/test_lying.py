"""Arrays lie as on the blackboard, and every cell leads back to the element it shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.lying import Lying, in_rows, lines_of_images, standing

SHAPES = st.lists(st.integers(1, 4), max_size=6).map(tuple)


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


def test_images_stand_side_by_side() -> None:
    images = np.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5)
    drawn = in_rows(images.shape).drawn(images)
    assert drawn.shape == (2 * 4, 3 * 5)
    assert np.array_equal(drawn[4:, 5:10], images[1, 1])


def test_many_images_stand_on_several_lines() -> None:
    images = np.arange(8 * 6 * 6.0).reshape(1, 8, 6, 6)
    drawn = in_rows(images.shape).drawn(images)
    assert drawn.shape == (2 * 6, 4 * 6)
    assert np.array_equal(drawn[6:, 6:12], images[0, 5])
    assert [lines_of_images(count, 6, 6) for count in (1, 2, 3, 4, 7, 9, 16, 32)] == [1, 1, 1, 2, 1, 3, 4, 4]


def test_filters_of_one_channel_stand_like_the_channels_of_one_image() -> None:
    assert in_rows((8, 1, 3, 3)).size == in_rows((1, 8, 3, 3)).size == (6, 12)


def test_the_windows_of_an_image_stand_in_a_grid() -> None:
    windows = np.arange(2 * 3 * 3 * 4 * 4.0).reshape(1, 2, 3, 3, 4, 4)
    drawn = in_rows(windows.shape).drawn(windows)
    assert drawn.shape == (3 * 4, 2 * 3 * 4)
    assert np.array_equal(drawn[4:8, 20:24], windows[0, 1, 1, 2])
