"""The points of a curve: bounded, in order, and no peak is lost by thinning."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.ui.plots.curve_history import EPOCH, MOST_POINTS, TRAIN, VALIDATION, CurveHistory, peaks

CURVES = arrays(np.float64, st.integers(1, 3000), elements=st.floats(-1e6, 1e6))


@given(st.lists(st.lists(st.floats(0, 10), max_size=40), max_size=20))
def test_points_stay_in_the_order_they_came(chunks: list[list[float]]) -> None:
    history, start = CurveHistory(), 0
    for chunk in chunks:
        history.append(np.arange(start, start + len(chunk)), chunk, chunk)
        start += len(chunk)
    flat = [value for chunk in chunks for value in chunk]
    assert len(history) == len(flat)
    assert history.rows[EPOCH].tolist() == list(range(len(flat)))
    assert history.rows[TRAIN].tolist() == history.rows[VALIDATION].tolist() == flat


def test_one_point_at_a_time_without_validation() -> None:
    history = CurveHistory()
    for epoch in range(3):
        history.append(epoch, 0.5)
    assert history.rows[TRAIN].tolist() == [0.5] * 3
    assert np.isnan(history.rows[VALIDATION]).all()


def test_the_number_of_points_is_bounded_and_spikes_survive() -> None:
    history, count = CurveHistory(), 3 * MOST_POINTS
    train = np.zeros(count)
    train[[5, 100_001, count - 1]] = 9.0
    for start in range(0, count, 5000):
        history.append(np.arange(start, min(start + 5000, count)), train[start : start + 5000])
    assert len(history) <= MOST_POINTS
    assert np.count_nonzero(history.rows[TRAIN] == 9.0) == 3
    assert (np.diff(history.rows[EPOCH]) > 0).all()


def test_the_nearest_point() -> None:
    history = CurveHistory()
    assert history.nearest(3) is None
    history.append([1, 5, 9], [0.1, 0.2, 0.3])
    nearest = history.nearest(6)
    assert nearest is not None
    assert nearest[:2].tolist() == [5, 0.2]


def test_what_is_in_sight_reaches_one_point_beyond_both_edges() -> None:
    history = CurveHistory()
    history.append(np.arange(10), np.arange(10))
    assert history.rows[EPOCH, history.visible(3.5, 5.5)].tolist() == [3, 4, 5, 6]


@given(CURVES, st.integers(2, 200))
def test_thinning_keeps_the_extremes_and_the_bound(y: np.ndarray, most: int) -> None:
    x = np.arange(y.size, dtype=np.float64)
    few_x, few_y = peaks(x, y, most)
    assert few_x.size == few_y.size <= max(most, 2) + 2
    assert (few_y.min(), few_y.max()) == (y.min(), y.max())
    assert (np.diff(few_x) >= 0).all()


def test_a_gap_does_not_hide_its_neighbours() -> None:
    y = np.ones(1000)
    y[::2] = np.nan
    assert np.isfinite(peaks(np.arange(1000.0), y, 100)[1]).all()
