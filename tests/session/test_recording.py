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
    run_calls(recording.calls())
    recording.clear()
    assert recording.updates == []
    assert len(recording.film(array).rows) == 0


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
