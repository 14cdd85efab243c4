"""Stretching a layout so that grown blocks do not touch keeps its order and never shrinks it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.canvas.spread import LARGEST, stretch

SMALL = np.array([170.0, 90.0])


def test_blocks_that_do_not_grow_stay_where_they_are() -> None:
    corners = np.array([[0.0, 0.0], [260.0, 0.0], [260.0, 140.0]])
    assert stretch(corners, SMALL, np.tile(SMALL, (3, 1))) == (1.0, 1.0)
    assert stretch(np.empty((0, 2)), SMALL, np.empty((0, 2))) == (1.0, 1.0)


@given(st.integers(2, 5), st.integers(1, 4), st.floats(90, 380), st.floats(90, 380))
def test_a_grid_of_grown_blocks_has_room(columns: int, rows: int, width: float, height: float) -> None:
    places = [(260.0 * column, 140.0 * row) for column in range(columns) for row in range(rows)]
    corners = np.array(places)
    large = np.tile([width, height], (len(places), 1))
    x, y = stretch(corners, SMALL, large)
    assert 1.0 <= x <= LARGEST
    assert 1.0 <= y <= LARGEST
    assert 260.0 * x >= width
    assert rows == 1 or 140.0 * y >= height


@given(st.floats(170, 400), st.floats(90, 300), st.floats(170, 320), st.floats(90, 300))
def test_blocks_that_stand_aslant_do_not_grow_into_each_other(
    right: float, down: float, wide: float, high: float
) -> None:
    x, y = stretch(np.array([[0.0, 0.0], [right, down], [-right, 2 * down]]), SMALL, np.tile([wide, high], (3, 1)))
    assert right * x >= wide or down * y >= high
