"""History: an endless run keeps a bounded curve, the same whether or not it was stopped on the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.history import CAPACITY, EpochRecord, History, HistoryBuilder, as_rows


def recorded(first: int, last: int, history: History | None = None) -> History:
    """The curve after the epochs from first to last."""
    builder = HistoryBuilder(history or History())
    for epoch in range(first, last + 1):
        builder.append(EpochRecord(epoch, 1 / epoch))
    return builder.history()


def epochs(history: History) -> list[int]:
    """The epochs that were kept."""
    return [record.epoch for record in history.records]


def test_a_short_run_is_kept_whole() -> None:
    assert epochs(recorded(1, 100)) == list(range(1, 101))


@pytest.mark.parametrize("count", [CAPACITY, CAPACITY + 1, 3 * CAPACITY, 40_000])
def test_a_long_run_is_thinned_evenly_and_reaches_to_its_end(count: int) -> None:
    history = recorded(1, count)
    assert len(history.records) <= CAPACITY
    assert epochs(history) == list(range(history.stride, count + 1, history.stride))


@settings(max_examples=15)
@given(st.lists(st.integers(1, 3 * CAPACITY), max_size=3))
def test_stopping_and_resuming_gives_the_same_curve(stops: list[int]) -> None:
    history, begin = History(), 1
    for stop in [*sorted(stops), 3 * CAPACITY]:
        history = recorded(begin, stop, history)
        begin = stop + 1
    assert history == recorded(1, 3 * CAPACITY)


def test_columns_are_numbers_with_nan_where_nothing_applies() -> None:
    history = History((EpochRecord(1, 0.5, 0.6), EpochRecord(2, 0.4)))
    assert np.array_equal(history.column("train_loss"), [0.5, 0.4])
    assert np.array_equal(history.column("validation_loss"), [0.6, np.nan], equal_nan=True)


def test_the_last_record() -> None:
    assert recorded(1, 3).last == EpochRecord(3, 1 / 3)
    assert History().last is None


def test_records_as_rows() -> None:
    assert as_rows([EpochRecord(1, 0.5, 0.6, 0.7, 0.8), EpochRecord(2, 0.4)]) == [
        (1, 0.5, 0.6, 0.7, 0.8),
        (2, 0.4, None, None, None),
    ]
