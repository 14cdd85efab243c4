"""A recording keeps what arrays held, update by update."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.instruction import run_calls
from playground.engine.parameters import Clock
from playground.session.recording import Recording


def test_each_call_takes_one_row_of_every_film() -> None:
    clock, table, number, empty = Clock(0), np.zeros((2, 3), np.float32), np.zeros((1, 1)), np.zeros((2, 0))
    recording, part = Recording(clock), table[:, 1]
    films = [recording.film(array) for array in (table, part, number, empty)]
    squares = recording.squares(table.reshape(-1))
    recording.number()
    calls = recording.calls()
    for update in range(3):
        clock.updates, table[...], number[...] = update, update, -update
        run_calls(calls)
    assert recording.updates == [0, 1, 2]
    assert [film.rows.shape for film in films] == [(3, 2, 3), (3, 2), (3,), (3, 2, 0)]
    assert films[0].rows.dtype == np.float32
    assert films[1].rows.tolist() == [[0, 0], [1, 1], [2, 2]]
    assert films[2].rows.tolist() == [0, -1, -2]
    assert squares.rows.tolist() == [0, 6, 24]


def test_what_is_asked_for_twice_is_taken_once_and_nothing_costs_nothing() -> None:
    recording, array = Recording(Clock(0)), np.zeros(4)
    assert recording.calls() == ()
    assert recording.film(array) is recording.film(array)
    calls = recording.calls()
    run_calls(calls)
    assert len(recording) == 1
    recording.clear()
    assert len(recording) == 0
    assert len(recording.film(array).rows) == 0
    array[...] = 5
    run_calls(calls)
    assert recording.film(array).rows.tolist() == [[5, 5, 5, 5]]  # nothing of what was forgotten


def test_an_array_that_lies_scattered_is_taken_in_its_order() -> None:
    recording, table = Recording(Clock(0)), np.zeros((3, 4))
    across, upright = recording.film(table[1:, 1:3]), recording.film(table.T)
    calls = recording.calls()
    for start in (0, 20):
        table[...] = np.arange(start, start + 12).reshape(3, 4)
        run_calls(calls)
    assert across.rows.tolist() == [[[5, 6], [9, 10]], [[25, 26], [29, 30]]]
    assert upright.rows[1, 0].tolist() == [20, 24, 28]


def test_updates_are_numbered_where_somebody_asks() -> None:
    clock = Clock(0)
    recording, array = Recording(clock), np.zeros(2)
    recording.film(array)
    recording.number()
    for clock.updates in (4, 5, 8):
        run_calls(recording.calls())
    assert recording.updates == [4, 5, 8]
    recording.clear()
    assert recording.updates == []


@pytest.mark.parametrize("films", range(1, 7))
def test_any_number_of_films_is_taken_in_the_same_update(films: int) -> None:
    clock, arrays = Clock(0), [np.zeros(3) for _ in range(films)]
    recording = Recording(clock)
    found = [recording.film(array) for array in arrays]
    for update in range(3):
        for number, array in enumerate(arrays):
            array[...] = 10 * number + update
        run_calls(recording.calls())
    assert [film.rows[:, 1].tolist() for film in found] == [[10 * at, 10 * at + 1, 10 * at + 2] for at in range(films)]
